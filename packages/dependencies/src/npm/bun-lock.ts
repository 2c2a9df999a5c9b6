import { cleanText, type Gap } from '@railgate/contract';

import type { LockfileRead, Repository } from '../format.js';
import type { LockedProject } from '../lockfile.js';
import { Malformed } from './cursor.js';
import { BunDocument, type BunPackage, type BunWorkspace } from './bun-document.js';
import { bunDraft } from './bun-package.js';
import { DraftLockfile } from '../draft.js';
import { JsonCursor } from './json-cursor.js';
import { childOf, findUpwards, Place } from './node-modules.js';
import { folderOf, inside } from '../paths.js';
import { readLockfile, unknownVersion, withoutVersion } from '../problems.js';
import { lockedProject, type Recorded } from './projects.js';
import { manifestIn } from './workspaces.js';

/** bun.lock, versions 0 to 2: JSON with comments and trailing commas. */
export function readBunLock(path: string, repository: Repository): Promise<LockfileRead> {
  return readLockfile(path, repository, (text) => {
    const cursor = new JsonCursor(text, true);
    const document = new BunDocument(path).read(cursor);
    cursor.end();
    const { version, versionLine } = document;
    if (version === undefined) throw new Malformed('It has no `lockfileVersion`.', 1);
    if (!/^[0-2]$/.test(version)) return unknownVersion(path, version, versionLine, '0, 1 and 2');
    return new BunReader(path, repository, document, version).read();
  });
}

/** What only bun itself can read. */
export function readBunBinary(path: string): LockfileRead {
  const gap: Gap = {
    code: 'SOURCE_MISSING',
    path,
    message: `${cleanText(path)} is bun's binary lockfile, which only bun can read.`,
    remedy: 'Run `bun install --save-text-lockfile` in its folder, commit bun.lock and delete bun.lockb.',
  };
  return { gaps: [gap] };
}

class BunReader {
  readonly #draft = new DraftLockfile();
  readonly #root: Place = new Place();
  readonly #placed: { readonly place: Place; readonly found: BunPackage }[] = [];
  /** Folder, as the lockfile writes it → the place of the workspace. */
  readonly #folders = new Map<string, Place>();

  constructor(
    readonly path: string,
    readonly repository: Repository,
    readonly document: BunDocument,
    readonly version: string,
  ) {}

  read(): LockfileRead {
    const { path, version, document } = this;
    for (const found of document.packages) this.#add(found);
    for (const [from, { place, found }] of this.#placed.entries()) this.#link(from, place, found);
    const projects = this.#lockedProjects();
    const packages = this.#draft.finish(projects);
    const lockfile = { path, format: 'bun-lock', version, ecosystem: 'npm', projects, packages } as const;
    return { lockfile, gaps: [...document.gaps, ...withoutVersion(path, packages)] };
  }

  /** The key is a path through node_modules: `a/@s/b` is what `a` gets for `@s/b`. */
  #add(found: BunPackage): void {
    let place = this.#root;
    const names = namesIn(found.key);
    for (const name of names) place = childOf(place, name);
    const { draft, folder } = bunDraft(found, names.at(-1) ?? found.key);
    if (folder !== undefined) {
      draft.version = this.document.workspaces.get(folder)?.version ?? '';
      this.#folders.set(folder, place);
    }
    const index = this.#draft.add(draft);
    place.index = index;
    this.#placed[index] = { place, found };
  }

  #link(from: number, place: Place, { wants, identity }: BunPackage): void {
    const folder = /@workspace:(.*)$/.exec(identity)?.[1];
    const workspace = folder === undefined ? undefined : this.document.workspaces.get(folder);
    const dev = new Set(workspace?.wants.filter(({ kind }) => kind === 'dev').map(({ name }) => name));
    for (const { name, kind, isOptional } of workspace?.wants ?? wants) {
      if (kind === 'dev' || (kind === 'peer' && dev.has(name))) continue;
      const to = findUpwards(place, name)?.index;
      if (to !== undefined && to !== from) this.#draft.depend(from, to, kind === 'optional' || isOptional);
    }
  }

  #lockedProjects(): LockedProject[] {
    const workspaces = [...this.document.workspaces].flatMap(
      ([folder, workspace]) => this.#lockedProject(folder, workspace) ?? [],
    );
    return [...workspaces, ...this.#linkedFolders()];
  }

  /** bun installs what a folder that is asked for by its path needs for development, too. */
  #linkedFolders(): LockedProject[] {
    return this.#placed.flatMap(({ place, found }) => {
      const folder = /@(?:file|link):(.*)$/.exec(found.identity)?.[1];
      if (folder === undefined || !found.wants.some(({ kind }) => kind === 'dev')) return [];
      this.#folders.set(folder, place);
      return this.#lockedProject(folder, found) ?? [];
    });
  }

  #lockedProject(
    folder: string,
    { wants, name }: Pick<BunWorkspace, 'wants' | 'name'>,
  ): LockedProject | undefined {
    const path = inside(folderOf(this.path), folder);
    if (path === undefined) return undefined;
    const place = this.#folders.get(folder) ?? this.#root;
    const recorded = wants.map<Recorded>((want) => {
      const target = findUpwards(place, want.name)?.index;
      return { name: want.name, kind: want.kind, range: want.range, ...(target !== undefined && { target }) };
    });
    const { overrides } = this.document;
    return lockedProject({
      path,
      name,
      manifest: manifestIn(path, this.repository),
      recorded,
      isSame: (_, __, required) => overrides.has(required),
    });
  }
}

/** `@s/a/b/@t/c` → `@s/a`, `b`, `@t/c`. */
function namesIn(key: string): string[] {
  const names: string[] = [];
  let scope = '';
  for (const part of key.split('/')) {
    if (part.startsWith('@') && scope === '') {
      scope = `${part}/`;
      continue;
    }
    names.push(scope + part);
    scope = '';
  }
  return names;
}
