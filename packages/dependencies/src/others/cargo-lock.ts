import { itemsOf, tableOf, textAt, textOf, type DataNode, type DataTable } from '../data/node.js';
import { ReadError } from '../data/read-error.js';
import { readToml } from '../data/toml.js';
import type { LockfileRead, Repository } from '../format.js';
import type { PackageSource, Requirement } from '../lockfile.js';
import { withoutCredentials } from '../npm/addresses.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import { incomplete, unknownVersion } from '../problems.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * Cargo.lock of version 1 to 4: rust-lang/cargo, `src/cargo/core/resolver/encode.rs`.
 *
 * @throws {ReadError}
 */
export function readCargoLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const root = readToml(source.text);
  const version = root.get('version');
  // Version 1 does not say so, and has [root] or [metadata] at times.
  if (version && ![1, 2, 3, 4].includes(Number(version.value)))
    return unknownVersion(path, String(version.value), version.line, '1 to 4');
  const nodes = [...itemsOf(root.get('package')), ...(root.has('root') ? [node(root, 'root')] : [])];
  // The project itself is one.
  if (nodes.length === 0)
    throw new ReadError('holds no package: it is no lockfile of cargo, or is cut off.', 1);
  const lock = new CargoLock(nodes);
  const facts = { path, format: 'cargo-lock', ecosystem: 'crates.io', manifest: 'Cargo.toml' } as const;
  const written = version === undefined ? '1' : String(version.value);
  const lockfile = buildLockfile(
    { ...facts, version: written, requirements: lock.requirements },
    lock.draft,
    repository,
  );
  const { missing } = lock;
  return {
    lockfile,
    gaps:
      missing.size > 0 ? [incomplete(path, 'refers to packages that it does not hold', [...missing])] : [],
  };
}

function node(table: DataTable, key: string): DataNode {
  return table.get(key) ?? { line: 1, value: new Map() };
}

interface Entry {
  readonly table: DataTable;
  /** None for members of the workspace, which the lockfile names without a source. */
  readonly index?: number;
}

class CargoLock {
  readonly draft = new DraftLockfile();
  readonly requirements: Requirement[] = [];
  readonly missing = new Set<string>();
  /** By `name`, `name version` and `name version (source)`: the shortest that is not ambiguous is what is written. */
  readonly #byKey = new Map<string, Entry>();

  constructor(nodes: readonly DataNode[]) {
    const entries = nodes.map((found) => this.#entry(found));
    const asked = new Set<number>();
    for (const { table, index } of entries) {
      for (const item of itemsOf(table.get('dependencies'))) this.#connect(index, textOf(item) ?? '', asked);
    }
    for (const target of asked) {
      const { name = '', version = '' } = this.draft.packages[target] ?? {};
      this.requirements.push({ name, kind: 'prod', range: version, target });
    }
  }

  #entry(found: DataNode): Entry {
    const table = tableOf(found);
    const name = textAt(table, 'name');
    const version = textAt(table, 'version');
    if (name === undefined || version === undefined)
      throw new ReadError('holds a package without name or version.', found.line);
    const source = textAt(table, 'source');
    const line = table.get('name')?.line ?? found.line;
    const entry: Entry =
      source === undefined
        ? { table }
        : { table, index: this.draft.add(toPackage(table, name, version, source, line)) };
    for (const key of [name, `${name} ${version}`, `${name} ${version} (${source ?? ''})`])
      this.#byKey.set(key, entry);
    return entry;
  }

  #connect(from: number | undefined, written: string, asked: Set<number>): void {
    // Version 1 writes the source always, later ones only where two have the same version.
    const to = this.#byKey.get(written) ?? this.#byKey.get(written.replace(/ \([^()]*\)$/, ''));
    if (!to) this.missing.add(written);
    else if (to.index === undefined) return;
    else if (from === undefined) asked.add(to.index);
    else this.draft.depend(from, to.index, false);
  }
}

function toPackage(
  table: DataTable,
  name: string,
  version: string,
  source: string,
  line: number,
): DraftPackage {
  const kind: PackageSource = source.startsWith('git+')
    ? 'git'
    : /^(?:registry|sparse)\+/.test(source)
      ? 'registry'
      : 'url';
  const checksum = textAt(table, 'checksum');
  return {
    ...draftPackage(name, version, line),
    source: kind,
    resolved: withoutCredentials(source.replace(/^[a-z]+\+/, '')),
    ...(checksum !== undefined && { integrity: `sha256:${checksum}` }),
  };
}
