import type { Gap } from '@railgate/contract';

import type { LockfileRead, Repository } from '../format.js';
import type { LockedProject } from '../lockfile.js';
import { sourceOf, splitName, withoutCredentials } from './addresses.js';
import { Malformed } from './cursor.js';
import { draftPackage, type DraftPackage } from '../draft.js';
import { folderOf, inside } from '../paths.js';
import { duplicateKey, incomplete, unknownVersion, withoutVersion } from '../problems.js';
import { lockedProject, type Recorded } from './projects.js';
import { readYaml } from './read-yaml.js';
import { manifestIn } from './workspaces.js';
import { BerryDocument, type BerryEntry } from './yarn-berry-document.js';
import { YarnGraph } from './yarn-graph.js';

/** yarn.lock of yarn 2 and later: YAML with a `__metadata.version` from 4 to 10. */
export async function readYarnBerry(
  path: string,
  text: string,
  repository: Repository,
): Promise<LockfileRead> {
  const document = await readYaml(text, 1, (cursor) => new BerryDocument(path).read(cursor));
  const { version, versionLine } = document;
  if (version === undefined) throw new Malformed('Its `__metadata` has no `version`.', versionLine);
  if (!/^(?:[4-9]|10)$/.test(version)) return unknownVersion(path, version, versionLine, '4 to 10');
  return new BerryReader(path, repository, document, version).read();
}

interface Workspace {
  readonly entry: BerryEntry;
  /** Relative to the repository. */
  readonly path: string;
}

class BerryReader {
  readonly #graph: YarnGraph;
  /** `a@npm:1.0.0` → index. */
  readonly #byLocator = new Map<string, number>();
  readonly #workspaces: Workspace[] = [];
  readonly #gaps: Gap[] = [];

  constructor(
    readonly path: string,
    readonly repository: Repository,
    readonly document: BerryDocument,
    readonly version: string,
  ) {
    const root = manifestIn(folderOf(path), repository);
    this.#graph = new YarnGraph(root?.overrides ?? new Map());
  }

  read(): LockfileRead {
    const { path, document } = this;
    const patches = document.entries.filter(isPatch);
    for (const entry of document.entries) if (!isPatch(entry)) this.#add(entry);
    for (const entry of patches) this.#addPatch(entry);
    this.#findDuplicates();
    const missing = this.#graph.link();
    if (missing.length > 0)
      this.#gaps.push(incomplete(path, 'refers to packages that it does not hold', missing));
    const projects = this.#lockedProjects();
    const packages = this.#graph.draft.finish(projects);
    const lockfile = {
      path,
      format: 'yarn-berry',
      version: this.version,
      ecosystem: 'npm',
      projects,
      packages,
    } as const;
    return { lockfile, gaps: [...this.#gaps, ...withoutVersion(path, packages)] };
  }

  #findDuplicates(): void {
    const seen = new Set<string>();
    for (const { key, line } of this.document.entries) {
      if (seen.has(key)) this.#gaps.push(duplicateKey(this.path, key, line));
      seen.add(key);
    }
  }

  #add(entry: BerryEntry): void {
    const folder = workspaceFolder(entry);
    const path = folder === undefined ? undefined : inside(folderOf(this.path), folder);
    if (path !== undefined) this.#workspaces.push({ entry, path });
    // The project in whose folder the lockfile lies is no package.
    if (folder === '.') return;
    const draft = draftOf(entry, this.document.cacheKey);
    if (path !== undefined)
      Object.assign(draft, {
        source: 'workspace',
        version: manifestIn(path, this.repository)?.version ?? '',
      });
    const index = this.#graph.add(
      descriptors(entry.key),
      draft,
      path === undefined ? entry.wants : this.#shipped(entry, path),
    );
    this.#byLocator.set(entry.resolution.split('::', 1)[0] ?? '', index);
    if (path !== undefined) this.#graph.addWorkspace(draft.name, index);
  }

  /** A workspace lists what it needs for development beside what it ships: its manifest tells them apart. */
  #shipped({ wants }: BerryEntry, path: string): BerryEntry['wants'] {
    const declared = manifestIn(path, this.repository)?.declared ?? [];
    const dev = new Set(declared.filter(({ kind }) => kind === 'dev').map(({ name }) => name));
    for (const { name, kind } of declared) if (kind === 'prod' || kind === 'optional') dev.delete(name);
    return wants.filter(({ name }) => !dev.has(name));
  }

  /** What is patched is the package that it was: same name, same version, same vulnerabilities. */
  #addPatch(entry: BerryEntry): void {
    const source = patchedLocator(entry.resolution);
    const index = source === undefined ? undefined : this.#byLocator.get(source);
    if (index === undefined) {
      this.#graph.add(descriptors(entry.key), draftOf(entry, this.document.cacheKey), entry.wants);
      return;
    }
    for (const descriptor of descriptors(entry.key)) this.#graph.describe(descriptor, index);
    this.#graph.addWants(index, entry.wants);
  }

  #lockedProjects(): LockedProject[] {
    const own = folderOf(this.path);
    const isOwn = ({ path }: Workspace): boolean => path === own;
    const sorted = [...this.#workspaces.filter(isOwn), ...this.#workspaces.filter((found) => !isOwn(found))];
    return sorted.map((workspace) => this.#lockedProject(workspace));
  }

  #lockedProject({ entry, path }: Workspace): LockedProject {
    const manifest = manifestIn(path, this.repository);
    const recorded = [...entry.wants, ...entry.peers].map<Recorded>((want) => {
      const isPeer = entry.peers.includes(want);
      const target = this.#graph.exact(want.name, want.range);
      const kind = isPeer ? 'peer' : want.isOptional ? 'optional' : 'prod';
      return { name: want.name, kind, range: want.range, ...(target !== undefined && !isPeer && { target }) };
    });
    const name = splitName(entry.resolution)?.name;
    return lockedProject({ path, name, manifest, recorded, isSame });
  }
}

/** From version 8 on a plain range is written with `npm:`; catalogs and patches are written as what they stand for. */
function isSame(declared: string, recorded: string): boolean {
  if (/^(?:catalog|patch):/.test(declared)) return true;
  const plain = (range: string): string => (range.startsWith('npm:') ? range.slice('npm:'.length) : range);
  return plain(declared) === plain(recorded);
}

function isPatch(entry: BerryEntry): boolean {
  return entry.resolution.includes('@patch:');
}

/** `a@patch:a@npm%3A1.0.0#…` → `a@npm:1.0.0`. */
function patchedLocator(resolution: string): string | undefined {
  const source = /@patch:([^#]{1,2000})#/.exec(resolution)?.[1];
  return source === undefined ? undefined : decoded(source);
}

/** `a@npm:^1, a@npm:^1.2`; where a place is bound to it (`::locator=…`), also without that. */
function descriptors(key: string): { name: string; range: string }[] {
  return key.split(/ ?, ?/).flatMap((text) => {
    const found = splitName(text);
    if (!found) return [];
    const bound = found.range.indexOf('::');
    return bound < 0 ? [found] : [found, { ...found, range: found.range.slice(0, bound) }];
  });
}

function workspaceFolder(entry: BerryEntry): string | undefined {
  return /@workspace:(.*)$/.exec(entry.resolution)?.[1];
}

function draftOf(entry: BerryEntry, cacheKey: string | undefined): DraftPackage {
  const [locator = '', bindings = ''] = entry.resolution.split('::', 2);
  const { name, range: reference } = splitName(locator) ?? { name: locator, range: '' };
  const isRegistry = reference.startsWith('npm:') || isPatch(entry);
  const draft = draftPackage(name, entry.version ?? '', entry.line);
  draft.source = isRegistry ? 'registry' : sourceOf(reference);
  const installedAs = splitName(entry.key)?.name;
  if (installedAs !== undefined && installedAs !== name) draft.alias = installedAs;
  const archive = /(?:^|&)__archiveUrl=([^&]{1,4000})/.exec(bindings)?.[1];
  if (archive !== undefined) draft.resolved = withoutCredentials(decoded(archive) ?? '');
  else if (!isRegistry && draft.source !== 'workspace') draft.resolved = withoutCredentials(reference);
  if (entry.checksum !== undefined) draft.integrity = `yarn:${withCacheKey(entry.checksum, cacheKey)}`;
  return draft;
}

function withCacheKey(checksum: string, cacheKey: string | undefined): string {
  return checksum.includes('/') || cacheKey === undefined ? checksum : `${cacheKey}/${checksum}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
