import type { Gap } from '@railgate/contract';

import type { LockfileRead, Repository } from '../format.js';
import type { LockedProject } from '../lockfile.js';
import { sourceOf, withoutCredentials } from './addresses.js';
import { DraftLockfile, draftPackage, type DraftPackage } from '../draft.js';
import type { PackageManifest } from './manifest.js';
import { folderOf, inside } from '../paths.js';
import type { PnpmDocument, PnpmImporter, PnpmPackage, PnpmWant } from './pnpm-document.js';
import { keyOf, splitKey, withoutPeers, type PathStyle } from './pnpm-paths.js';
import { incomplete, withoutVersion } from '../problems.js';
import { lockedProject, type Recorded } from './projects.js';
import { manifestIn } from './workspaces.js';

export interface PnpmInput {
  readonly path: string;
  readonly repository: Repository;
  readonly version: string;
  readonly style: PathStyle;
}

export function buildPnpmLockfile(input: PnpmInput, documents: readonly PnpmDocument[]): LockfileRead {
  const builder = new PnpmBuilder(input);
  for (const document of documents) builder.addPackages(document);
  for (const document of documents) builder.addImporters(document);
  return builder.finish(documents);
}

interface ImporterKey {
  /** As the lockfile writes it. */
  readonly key: string;
  readonly line: number;
}

interface Importer extends ImporterKey {
  readonly path: string;
  readonly wants: readonly PnpmWant[];
  readonly manifest: PackageManifest | undefined;
  /** Index of its package; none for the project in whose folder the lockfile lies. */
  readonly index?: number;
  readonly document: PnpmDocument;
}

class PnpmBuilder {
  readonly #draft = new DraftLockfile();
  /** Dependency path → index. */
  readonly #indices = new Map<string, number>();
  readonly #wants: (readonly PnpmWant[])[] = [];
  /** Folder, relative to the repository → index. */
  readonly #folders = new Map<string, number>();
  readonly #importers: Importer[] = [];
  readonly #realNames = new Set<number>();
  readonly #missing = new Set<string>();
  readonly #unsaid: string[] = [];

  constructor(readonly input: PnpmInput) {}

  /** One package for each set of peers: from version 9 on those are the snapshots. */
  addPackages({ packages, snapshots }: PnpmDocument): void {
    if (this.input.style !== 'plain') {
      for (const [key, entry] of packages) this.#addPackage(key, entry, entry.wants);
      return;
    }
    const said = new Set<string>();
    for (const [key, snapshot] of snapshots) {
      const base = withoutPeers(key);
      said.add(base);
      this.#addPackage(key, packages.get(base) ?? snapshot, snapshot.wants);
    }
    for (const [key, entry] of packages) {
      if (said.has(key)) continue;
      this.#unsaid.push(key);
      this.#addPackage(key, entry, []);
    }
  }

  addImporters(document: PnpmDocument): void {
    for (const [key, importer] of document.importers) {
      const path = inside(folderOf(this.input.path), key);
      if (path !== undefined) this.#addImporter(key, path, importer, document);
    }
  }

  finish(documents: readonly PnpmDocument[]): LockfileRead {
    const { path, version } = this.input;
    for (const [from, wants] of this.#wants.entries())
      for (const want of wants) this.#depend(from, want, { key: '.', line: 1 });
    for (const { index, wants, ...at } of this.#importers) {
      if (index === undefined) continue;
      for (const want of wants) if (want.kind !== 'dev') this.#depend(index, want, at);
    }
    const projects = this.#lockedProjects();
    const packages = this.#draft.finish(projects);
    const lockfile = { path, format: 'pnpm-lock', version, ecosystem: 'npm', projects, packages } as const;
    return {
      lockfile,
      gaps: [...documents.flatMap(({ gaps }) => gaps), ...this.#gaps(), ...withoutVersion(path, packages)],
    };
  }

  #gaps(): Gap[] {
    const { path } = this.input;
    const gaps: Gap[] = [];
    if (this.#missing.size > 0)
      gaps.push(incomplete(path, 'refers to packages that it does not hold', [...this.#missing]));
    if (this.#unsaid.length > 0)
      gaps.push(incomplete(path, 'does not say what these depend on', this.#unsaid));
    return gaps;
  }

  #addPackage(key: string, entry: PnpmPackage, wants: readonly PnpmWant[]): void {
    const index = this.#draft.add(draftOf(key, entry, this.input.style));
    this.#indices.set(key, index);
    this.#wants[index] = wants;
  }

  #addImporter(key: string, path: string, { line, wants }: PnpmImporter, document: PnpmDocument): void {
    const manifest = manifestIn(path, this.input.repository);
    const importer = { path, key, line, wants, manifest, document };
    if (key === '.') {
      this.#importers.unshift(importer);
      return;
    }
    const draft = draftPackage(manifest?.name ?? key.split('/').at(-1) ?? key, manifest?.version ?? '', line);
    draft.source = 'workspace';
    const index = this.#draft.add(draft);
    this.#folders.set(path, index);
    this.#importers.push({ ...importer, index });
  }

  #depend(from: number, want: PnpmWant, importer: ImporterKey): void {
    const to = this.#target(want, importer);
    if (to !== undefined) this.#draft.depend(from, to, want.kind === 'optional');
  }

  #target({ name, reference }: PnpmWant, importer: ImporterKey): number | undefined {
    const key = keyOf(name, reference, this.input.style);
    if (key === undefined) return this.#linked(name, reference.slice('link:'.length), importer);
    const index = this.#indices.get(key);
    if (index === undefined) this.#missing.add(key);
    else this.#noteName(index, name);
    return index;
  }

  /** A package that only has other names where it is used: `"a": "npm:b@1"`. */
  #noteName(index: number, name: string): void {
    const draft = this.#draft.packages[index];
    if (!draft || this.#realNames.has(index)) return;
    if (draft.name !== name) draft.alias = name;
    else {
      this.#realNames.add(index);
      delete draft.alias;
    }
  }

  /** A folder that is no project of the lockfile is a package of which nothing more is known. */
  #linked(name: string, reference: string, { key, line }: ImporterKey): number | undefined {
    const folder = inside(folderOf(this.input.path), `${key}/${reference}`);
    const path = folder ?? reference;
    const known = this.#folders.get(path);
    if (known !== undefined || this.#importers.some((project) => project.path === path)) return known;
    const draft = draftPackage(name, '', line);
    draft.source = 'file';
    const index = this.#draft.add(draft);
    this.#folders.set(path, index);
    return index;
  }

  #lockedProjects(): LockedProject[] {
    const projects = new Map<string, LockedProject>();
    for (const importer of this.#importers) {
      const project = this.#lockedProject(importer);
      const other = projects.get(project.path);
      // pnpm's own document names the first project once more.
      const requirements = [...project.requirements, ...(other?.requirements ?? [])];
      projects.set(project.path, { ...project, ...other, requirements });
    }
    return [...projects.values()];
  }

  #lockedProject({ path, key, line, wants, manifest, document }: Importer): LockedProject {
    const recorded = wants.map<Recorded>((want) => {
      const target = this.#target(want, { key, line });
      return { ...want, ...(target !== undefined && { target }) };
    });
    const isTools = wants.length > 0 && wants.every(({ isTool }) => isTool);
    return lockedProject({
      path,
      manifest: isTools ? undefined : manifest,
      recorded,
      isSame: (_, __, name) => document.hasHooks || overrides(document).has(name),
      mayMiss: (name, range, kind) => isLeftOut(document, name, range, kind),
    });
  }
}

function isLeftOut(document: PnpmDocument, name: string, range: string, kind: string): boolean {
  if (kind === 'optional' && document.leavesOutOptional) return true;
  if (document.leavesOutLinks && /^(?:link|file|workspace):/.test(range)) return true;
  return document.hasHooks || overrides(document).get(name) === '-';
}

const OVERRIDES = new WeakMap<PnpmDocument, Map<string, string>>();

/** By the name of what is overridden: `a`, `a@1`, `parent>a`. */
function overrides(document: PnpmDocument): Map<string, string> {
  let byName = OVERRIDES.get(document);
  if (!byName) {
    byName = new Map();
    for (const [selector, version] of document.overrides) {
      // As pnpm does: the `>` of a range stands behind `@`, a space or a bar.
      const last = selector.split(/(?<=[^ |@])>/).at(-1) ?? selector;
      byName.set(last.slice(0, last.indexOf('@', 1) < 0 ? undefined : last.indexOf('@', 1)), version);
    }
    OVERRIDES.set(document, byName);
  }
  return byName;
}

function draftOf(key: string, entry: PnpmPackage, style: PathStyle): DraftPackage {
  const said = splitKey(key, style);
  const source = sourceOfPackage(entry, said.version, key);
  const version = entry.version ?? (source === 'registry' ? said.version : '');
  const draft = draftPackage(entry.name ?? said.name, version, entry.line);
  draft.source = source;
  const resolved =
    entry.repository === undefined ? entry.tarball : `${entry.repository}#${entry.commit ?? ''}`;
  if (resolved !== undefined) draft.resolved = withoutCredentials(resolved);
  if (entry.integrity !== undefined) draft.integrity = entry.integrity;
  if (entry.deprecated !== undefined) draft.deprecated = entry.deprecated;
  if (entry.requiresBuild === true) draft.hasInstallScript = true;
  return draft;
}

/** Hosts whose archives are commits of a repository. */
const GIT_ARCHIVES = /^https:\/\/(?:codeload\.github\.com|gitlab\.com|bitbucket\.org)\//;

function sourceOfPackage(entry: PnpmPackage, version: string, key: string): DraftPackage['source'] {
  const { type, tarball } = entry;
  if (type === 'directory') return 'file';
  if (type === 'git' || entry.isGitHosted === true) return 'git';
  // Node itself and the like: `node@runtime:22.0.0`.
  if (type !== undefined) return 'url';
  if (tarball !== undefined && GIT_ARCHIVES.test(tarball)) return 'git';
  if (tarball?.startsWith('file:') === true || key.startsWith('file:')) return 'file';
  const source = sourceOf(version);
  return source === 'registry' && !/^\d/.test(version) && tarball !== undefined ? 'url' : source;
}
