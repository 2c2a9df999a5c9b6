import type { LockfileRead } from '../format.js';
import type { LockedPackage, LockedProject } from '../lockfile.js';
import { aliasTarget, isRegistryArchive, sourceOf, withoutCredentials } from './addresses.js';
import { textMap } from './cursor.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import type { JsonCursor, Mark } from './json-cursor.js';
import { childOf, findUpwards, Place } from './node-modules.js';
import type { PackageLockInput } from './package-lock.js';
import { folderOf } from '../paths.js';
import { duplicateKey, withoutVersion } from '../problems.js';
import { lockedProject } from './projects.js';
import { manifestIn } from './workspaces.js';

/** Version 1: a tree of `dependencies`, without a word on what the project itself asks for. */
export function readOldTree(input: PackageLockInput, mark: Mark | undefined): LockfileRead {
  const reader = new OldTreeReader(input);
  if (mark) {
    input.cursor.return(mark);
    reader.dependencies(reader.root);
  }
  return reader.finish();
}

interface OldEntry {
  readonly draft: DraftPackage;
  readonly place: Place;
  readonly requires: readonly string[];
}

class OldTreeReader {
  readonly root: Place = new Place();
  readonly #draft = new DraftLockfile();
  readonly #entries: OldEntry[] = [];
  readonly #flags: { dev: boolean; optional: boolean }[] = [];
  readonly #gaps: LockfileRead['gaps'][number][] = [];

  constructor(readonly input: PackageLockInput) {}

  dependencies(parent: Place): void {
    const { cursor, path } = this.input;
    if (cursor.peek() !== 'map') return cursor.skip();
    const seen = new Set<string>();
    cursor.map((name, line) => {
      if (seen.has(name)) this.#gaps.push(duplicateKey(path, name, line));
      seen.add(name);
      this.#entry(childOf(parent, name), name, line);
    });
  }

  finish(): LockfileRead {
    const { path, version, repository, name } = this.input;
    for (const [from, { place, requires }] of this.#entries.entries()) {
      for (const required of requires) {
        const to = findUpwards(place, required)?.index;
        if (to !== undefined) this.#draft.depend(from, to, this.#flags[to]?.optional === true);
      }
    }
    const folder = folderOf(path);
    const manifest = manifestIn(folder, repository);
    const project = lockedProject({
      path: folder,
      name,
      manifest,
      targetOf: (required) => this.root.children?.get(required)?.index,
    });
    const lockfile = { path, format: 'package-lock', ecosystem: 'npm', projects: [project] } as const;
    const packages = this.#packages(project);
    return {
      lockfile: { ...lockfile, packages, ...(version !== undefined && { version }) },
      gaps: [...this.#gaps, ...withoutVersion(path, packages)],
    };
  }

  /** Without a manifest npm's own marks are all that is known. */
  #packages(project: LockedProject): LockedPackage[] {
    const packages = this.#draft.finish([project]);
    if (project.requirements.length > 0) return packages;
    return packages.map((found, index) => ({ ...found, ...this.#flags[index] }));
  }

  #entry(place: Place, name: string, line: number): void {
    const { cursor } = this.input;
    const draft = draftPackage(name, '', line);
    const flags = { dev: false, optional: false };
    place.index = this.#draft.add(draft);
    this.#flags.push(flags);
    let requires: readonly string[] = [];
    const position = this.#entries.push({ draft, place, requires }) - 1;
    if (cursor.peek() !== 'map') return cursor.skip();
    cursor.map((key) => {
      if (key === 'requires') requires = [...textMap(cursor).keys()];
      else if (key === 'dependencies') this.dependencies(place);
      else readField(key, cursor, draft, flags);
    });
    this.#entries[position] = { draft, place, requires };
  }
}

function readField(
  key: string,
  cursor: JsonCursor,
  draft: DraftPackage,
  flags: { dev: boolean; optional: boolean },
): void {
  if (key === 'version') applyVersion(draft, cursor.text() ?? '');
  else if (key === 'resolved') applyResolved(draft, cursor.text());
  else if (key === 'integrity') {
    const integrity = cursor.text();
    if (integrity !== undefined) draft.integrity = integrity;
  } else if (key === 'dev') flags.dev = cursor.text() === 'true';
  else if (key === 'optional') flags.optional = cursor.text() === 'true';
  else if (key === 'bundled' && cursor.text() === 'true') draft.bundled = true;
}

/** `version` is a version, an alias (`npm:real@1.0.0`), or the address of what is no package of a registry. */
function applyVersion(draft: DraftPackage, version: string): void {
  const alias = aliasTarget(version);
  if (alias) {
    Object.assign(draft, { alias: draft.name, name: alias.name, version: alias.range });
    return;
  }
  draft.source = sourceOf(version);
  if (draft.source === 'registry') draft.version = version;
  else draft.resolved ??= withoutCredentials(version);
}

function applyResolved(draft: DraftPackage, resolved: string | undefined): void {
  if (resolved === undefined || resolved === 'false' || resolved === 'true') return;
  draft.resolved = withoutCredentials(resolved);
  if (draft.source === 'registry' && !isRegistryArchive(resolved) && sourceOf(resolved) === 'git')
    draft.source = 'git';
}
