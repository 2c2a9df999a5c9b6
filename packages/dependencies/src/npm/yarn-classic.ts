import type { LockfileRead, Repository } from '../format.js';
import type { LockedProject } from '../lockfile.js';
import { aliasTarget, sourceOf, splitName, withoutCredentials } from './addresses.js';
import { draftPackage, type DraftPackage } from '../draft.js';
import type { PackageManifest } from './manifest.js';
import { folderOf } from '../paths.js';
import { duplicateKey, incomplete, withoutVersion } from '../problems.js';
import { lockedProject, type Recorded } from './projects.js';
import { manifestIn, workspaceManifests } from './workspaces.js';
import { readClassicEntries, type ClassicEntry } from './yarn-classic-syntax.js';
import { YarnGraph } from './yarn-graph.js';

/**
 * yarn.lock of yarn 1. It knows neither projects nor what is for development: both are taken from the package.json beside
 * it and those of its workspaces.
 */
export function readYarnClassic(path: string, text: string, repository: Repository): LockfileRead {
  const folder = folderOf(path);
  const root = manifestIn(folder, repository);
  const reader = new ClassicReader(path, root?.overrides ?? new Map());
  readClassicEntries(text, (entry) => reader.entry(entry));
  const workspaces = workspaceManifests(folder, root, repository);
  return reader.finish(folder, root, workspaces);
}

class ClassicReader {
  readonly #graph: YarnGraph;
  readonly #seen = new Set<string>();
  readonly #gaps: LockfileRead['gaps'][number][] = [];

  constructor(
    readonly path: string,
    resolutions: ReadonlyMap<string, string>,
  ) {
    this.#graph = new YarnGraph(resolutions);
  }

  entry(entry: ClassicEntry): void {
    for (const key of entry.keys) {
      if (this.#seen.has(key)) this.#gaps.push(duplicateKey(this.path, key, entry.line));
      this.#seen.add(key);
    }
    const descriptors = entry.keys.flatMap((key) => splitName(key) ?? []);
    this.#graph.add(descriptors, draftOf(entry, descriptors[0]), entry.wants);
  }

  finish(
    folder: string,
    root: PackageManifest | undefined,
    workspaces: readonly PackageManifest[],
  ): LockfileRead {
    const { path } = this;
    for (const manifest of workspaces) this.#addWorkspace(manifest);
    const missing = this.#graph.link();
    const projects = [
      this.#lockedProject(folder, root),
      ...workspaces.map((manifest) => this.#lockedProject(folderOf(manifest.path), manifest)),
    ];
    if (missing.length > 0)
      this.#gaps.push(incomplete(path, 'refers to packages that it does not hold', missing));
    const packages = this.#graph.draft.finish(projects);
    return {
      lockfile: { path, format: 'yarn-classic', version: '1', ecosystem: 'npm', projects, packages },
      gaps: [...this.#gaps, ...withoutVersion(path, packages)],
    };
  }

  /** yarn 1 does not write workspaces down: they have no line of their own. */
  #addWorkspace(manifest: PackageManifest): void {
    if (manifest.name === undefined) return;
    const draft = draftPackage(manifest.name, manifest.version ?? '', 1);
    draft.source = 'workspace';
    const wants = manifest.declared.filter(({ kind }) => kind === 'prod' || kind === 'optional');
    const index = this.#graph.add([], draft, wants.map(({ name, range, kind }) => ({ name, range, isOptional: kind === 'optional' }))); // prettier-ignore
    this.#graph.addWorkspace(manifest.name, index);
  }

  #lockedProject(path: string, manifest: PackageManifest | undefined): LockedProject {
    const recorded = (manifest?.declared ?? []).flatMap<Recorded>(({ name, kind, range }) => {
      const target = this.#graph.exact(name, range);
      if (target !== undefined) return [{ name, kind, range, target }];
      const other = kind === 'peer' ? undefined : this.#graph.other(name);
      return other ? [{ name, kind, range: other.range, target: other.index }] : [];
    });
    // A link to a folder is the only thing that yarn 1 leaves out.
    return lockedProject({
      path,
      manifest,
      recorded,
      mayMiss: (_, range) => /^(?:link|portal):/.test(range),
    });
  }
}

function draftOf(entry: ClassicEntry, descriptor: { name: string; range: string } | undefined): DraftPackage {
  const installedAs = descriptor?.name ?? entry.keys[0] ?? '';
  const range = descriptor?.range ?? '';
  const name =
    entry.fields.get('name') ?? aliasTarget(range)?.name ?? aliasWithoutRange(range) ?? installedAs;
  const draft = draftPackage(name, entry.fields.get('version') ?? '', entry.line);
  if (name !== installedAs) draft.alias = installedAs;
  applyResolved(draft, entry.fields.get('resolved'), range);
  const integrity = entry.fields.get('integrity');
  if (integrity !== undefined) draft.integrity = integrity;
  return draft;
}

function aliasWithoutRange(range: string): string | undefined {
  return range.startsWith('npm:') ? range.slice('npm:'.length) : undefined;
}

/** Behind the `#` stands the SHA-1 of an archive, or the commit of a repository. */
function applyResolved(draft: DraftPackage, resolved: string | undefined, range: string): void {
  draft.source = aliasTarget(range) || /^[^/:]{1,200}$/.test(range) ? 'registry' : sourceOf(range);
  if (resolved === undefined) return;
  const [address = '', fragment = ''] = resolved.split('#', 2);
  const isGit = sourceOf(resolved) === 'git' || /^https:\/\/codeload\.github\.com\//.test(address);
  if (isGit) draft.source = 'git';
  else if (draft.source === 'registry' && sourceOf(address) === 'file') draft.source = 'file';
  draft.resolved = withoutCredentials(isGit ? resolved : address);
  if (!isGit && /^[0-9a-f]{40}$/.test(fragment)) {
    draft.integrity = `sha1-${Buffer.from(fragment, 'hex').toString('base64')}`;
  }
}
