import { posix } from 'node:path';

import type { Gap } from '@railgate/contract';

import type { ManifestsRead, Repository } from '../format.js';
import type { Lockfile, Manifest, Requirement } from '../lockfile.js';
import { sourceOf } from './addresses.js';
import { readManifest, type PackageManifest } from './manifest.js';
import { fileIn, folderOf, inside, isInstalled } from '../paths.js';
import { manifestIn, pnpmPatterns, workspaceFolders } from './workspaces.js';

/** Each package.json that asks for packages which no lockfile pins. */
export async function unpinnedManifests(
  paths: readonly string[],
  repository: Repository,
  lockfiles: readonly Lockfile[],
  unread: readonly string[],
): Promise<ManifestsRead> {
  const own = lockfiles.filter(({ ecosystem }) => ecosystem === 'npm');
  const pinned = new Set([...pinnedBy(own), ...(await pinnedByUnread(unread, repository))]);
  const managers = new Managers(repository);
  const unpinned: Manifest[] = [];
  const gaps: Gap[] = [];
  for (const path of paths) {
    if (isInstalled(path)) continue;
    const read = readManifest(path, repository);
    if (read && 'gap' in read) gaps.push(read.gap);
    else if (read && !pinned.has(path)) unpinned.push(...unpinnedIn(read, managers));
  }
  return { unpinned, gaps };
}

function unpinnedIn(manifest: PackageManifest, managers: Managers): Manifest[] {
  const requirements = manifest.declared.filter(isFetched).map<Requirement>((declared) => ({ ...declared }));
  if (requirements.length === 0) return [];
  return [{ path: manifest.path, ecosystem: 'npm', manager: managers.of(manifest), requirements }];
}

/** A peer is what somebody else brings; folders and workspaces are in the repository. */
function isFetched({ kind, range }: { readonly kind: string; readonly range: string }): boolean {
  const source = sourceOf(range);
  return kind !== 'peer' && source !== 'workspace' && source !== 'file';
}

function* pinnedBy(lockfiles: readonly Lockfile[]): Generator<string> {
  for (const { projects } of lockfiles) {
    for (const { path, manifest, requirements } of projects) {
      yield manifest ?? fileIn(path, 'package.json');
      for (const { range } of requirements) {
        // What a folder of the repository asks for stands in the lockfile of whoever asks for the folder.
        const folder = /^(?:file|link|portal):(.{1,1000})$/.exec(range)?.[1];
        const target = folder === undefined ? undefined : inside(path, folder);
        if (target !== undefined) yield fileIn(target, 'package.json');
      }
    }
  }
}

/** What a lockfile that could not be read would pin. */
async function pinnedByUnread(unread: readonly string[], repository: Repository): Promise<string[]> {
  const pinned: string[] = [];
  for (const path of unread) {
    const folder = folderOf(path);
    const patterns =
      (await pnpmPatterns(folder, repository)) ?? manifestIn(folder, repository)?.workspaces ?? [];
    const folders = [folder, ...workspaceFolders(folder, patterns, repository)];
    pinned.push(...folders.map((each) => fileIn(each, 'package.json')));
  }
  return pinned;
}

const NEIGHBOURS: readonly (readonly [string, string])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['pnpm-workspace.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['.yarnrc.yml', 'yarn'],
  ['.yarnrc', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['bunfig.toml', 'bun'],
  ['package-lock.json', 'npm'],
];

/** Guesses who installs the packages of a manifest. */
class Managers {
  readonly #byFolder = new Map<string, string>();

  constructor(readonly repository: Repository) {}

  of(manifest: PackageManifest): string {
    return known(manifest.packageManager) ?? this.#in(folderOf(manifest.path));
  }

  /** What the folder or the nearest one above tells. */
  #in(folder: string): string {
    const cached = this.#byFolder.get(folder);
    if (cached !== undefined) return cached;
    const neighbour = NEIGHBOURS.find(([name]) => this.repository.has(fileIn(folder, name)))?.[1];
    const above = (): string => (folder === '.' ? 'npm' : this.#in(posix.dirname(folder)));
    const manager = known(manifestIn(folder, this.repository)?.packageManager) ?? neighbour ?? above();
    this.#byFolder.set(folder, manager);
    return manager;
  }
}

function known(manager: string | undefined): string | undefined {
  return manager !== undefined && ['npm', 'pnpm', 'yarn', 'bun'].includes(manager) ? manager : undefined;
}
