import { addTo } from '@railgate/contract';

import { itemsOf, nodeAt, tableOf, textAt, type DataNode, type DataTable } from '../data/node.js';
import { ReadError } from '../data/read-error.js';
import { readToml } from '../data/toml.js';
import type { LockfileRead, Repository } from '../format.js';
import type { LockedProject, Requirement, RequirementKind } from '../lockfile.js';
import { DraftLockfile } from '../draft.js';
import { fileIn, folderOf, inside } from '../paths.js';
import { incomplete, unknownVersion } from '../problems.js';
import { normalizeName } from './names.js';
import { SAME_NAME_LIMIT } from './assemble.js';
import { manifestBeside } from './declared.js';
import { localPath, toUvPackage } from './uv-package.js';

/**
 * uv.lock of version 1, any revision: astral-sh/uv, `crates/uv-resolver/src/lock`.
 *
 * @throws {ReadError}
 */
export function readUvLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const root = readToml(source.text);
  const version = root.get('version');
  if (!version) throw new ReadError('has no version: it is no lockfile of uv, or is cut off.', 1);
  if (version.value !== 1) return unknownVersion(path, String(version.value), version.line, '1');
  const lock = new UvLock(path, itemsOf(root.get('package')));
  const projects = lock.projects(repository);
  const { missing } = lock;
  return {
    lockfile: {
      path,
      format: 'uv-lock',
      version: '1',
      ecosystem: 'PyPI',
      projects,
      packages: lock.draft.finish(projects),
    },
    gaps:
      missing.size > 0 ? [incomplete(path, 'refers to packages that it does not hold', [...missing])] : [],
  };
}

interface Entry {
  readonly node: DataNode;
  readonly table: DataTable;
  readonly name: string;
  readonly version: string;
  /** Index of `Lockfile.packages`; none for the project in whose folder the lockfile lies. */
  readonly index?: number;
}

class UvLock {
  readonly draft = new DraftLockfile();
  /** Names that something asks for and the lockfile does not hold. */
  readonly missing = new Set<string>();
  readonly #path: string;
  readonly #entries: readonly Entry[];
  /** By name, and by name and version. */
  readonly #byKey = new Map<string, Entry[]>();

  constructor(path: string, nodes: readonly DataNode[]) {
    this.#path = path;
    this.#entries = nodes.map((node) => this.#entry(node));
    for (const entry of this.#entries) {
      for (const key of [entry.name, keyOf(entry.name, entry.version)]) addTo(this.#byKey, key, entry);
    }
    for (const entry of this.#entries) this.#connect(entry);
  }

  #entry(node: DataNode): Entry {
    const table = tableOf(node);
    const name = textAt(table, 'name');
    if (name === undefined) throw new ReadError('holds a package without a name.', node.line);
    const entry = { node, table, name: normalizeName(name), version: textAt(table, 'version') ?? '' };
    if (localPath(table) === '.') return entry;
    return { ...entry, index: this.draft.add(toUvPackage(node, entry.name, entry.version)) };
  }

  /** What a package asks for in production and by the extras that somebody asked for; groups are for its own developers. */
  #connect({ table, index }: Entry): void {
    if (index === undefined) return;
    const extras = [...tableOf(table.get('optional-dependencies')).values()];
    for (const list of [table.get('dependencies'), ...extras]) {
      for (const item of itemsOf(list))
        for (const to of this.#targets(item)) this.draft.depend(index, to, false);
    }
  }

  /** `{ name = "x" }`, with version and source where the lockfile holds several of that name. */
  #targets(item: DataNode): number[] {
    const wanted = tableOf(item);
    const name = normalizeName(textAt(wanted, 'name') ?? '');
    const version = textAt(wanted, 'version');
    const found = this.#byKey.get(version === undefined ? name : keyOf(name, version));
    if (!this.#byKey.has(name)) this.missing.add(name);
    return (found ?? []).slice(0, SAME_NAME_LIMIT).flatMap(({ index }) => index ?? []);
  }

  /** Members of the workspace and other folders of the repository; the lockfile's own folder comes first. */
  projects(repository: Repository): LockedProject[] {
    const folder = folderOf(this.#path);
    const found = this.#entries.flatMap((entry): LockedProject[] => {
      const local = localPath(entry.table);
      const path = local === undefined ? undefined : inside(folder, local);
      return path === undefined ? [] : [this.#project(entry, path, repository)];
    });
    const own = found.filter(({ path }) => path === folder);
    const others = found.filter(({ path }) => path !== folder);
    // A workspace may have no project of its own at its root.
    return own.length > 0 ? [...own, ...others] : [{ path: folder, requirements: [] }, ...others];
  }

  #project({ table, name }: Entry, path: string, repository: Repository): LockedProject {
    const manifest = fileIn(path, 'pyproject.toml');
    const ranges = rangesOf(table);
    const requirements = KINDS.flatMap(([key, kind]) => {
      const node = table.get(key);
      const lists = kind === 'prod' ? [node] : [...tableOf(node).values()];
      return lists.flatMap((list) => itemsOf(list)).flatMap((item) => this.#requirement(item, kind, ranges));
    });
    const declared = manifestBeside(manifest, repository)?.requirements ?? [];
    // What the lockfile was written for stands there, even where no Python that is supported needs it.
    const added = declared.filter((one) => {
      const key = normalizeName(one.name);
      return !ranges.has(key) && !this.#byKey.has(key);
    });
    return {
      path,
      name,
      requirements: [...requirements, ...added],
      ...(repository.has(manifest) && { manifest }),
    };
  }

  #requirement(item: DataNode, kind: RequirementKind, ranges: ReadonlyMap<string, string>): Requirement[] {
    const name = normalizeName(textAt(tableOf(item), 'name') ?? '');
    const range = ranges.get(name) ?? '';
    return this.#targets(item).map((target) => ({ name, kind, range, target }));
  }
}

function keyOf(name: string, version: string): string {
  return `${name} ${version}`;
}

const KINDS = [
  ['dependencies', 'prod'],
  ['optional-dependencies', 'optional'],
  ['dev-dependencies', 'dev'],
] as const;

/** The first range that the manifest gave each name. */
function rangesOf(table: DataTable): Map<string, string> {
  const groups = [...tableOf(nodeAt(table, 'metadata', 'requires-dev')).values()];
  const items = [nodeAt(table, 'metadata', 'requires-dist'), ...groups].flatMap((list) => itemsOf(list));
  const ranges = new Map<string, string>();
  for (const item of items) {
    const name = normalizeName(textAt(tableOf(item), 'name') ?? '');
    if (!ranges.has(name)) ranges.set(name, textAt(tableOf(item), 'specifier') ?? '');
  }
  return ranges;
}
