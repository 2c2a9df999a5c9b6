import { globMatcher } from '@railgate/kit';

import type { Repository } from '../format.js';
import { readManifest, texts, type PackageManifest } from './manifest.js';
import { fileIn, isInstalled } from '../paths.js';
import { Malformed } from './cursor.js';
import { readYaml } from './read-yaml.js';

/** More patterns than anybody writes: each is tried on each folder. */
const PATTERN_LIMIT = 200;

/** Folders with a package.json below `root` that patterns of a workspace name; a later pattern overrules an earlier one. */
export function workspaceFolders(
  root: string,
  patterns: readonly string[],
  repository: Repository,
): string[] {
  const steps = patterns.slice(0, PATTERN_LIMIT).flatMap((pattern) => compile(pattern) ?? []);
  if (steps.length === 0) return [];
  const prefix = root === '.' ? '' : `${root}/`;
  const folders: string[] = [];
  for (const path of repository.paths) {
    if (!path.endsWith('/package.json') || !path.startsWith(prefix) || isInstalled(path)) continue;
    const folder = path.slice(prefix.length, -'/package.json'.length);
    let isIncluded = false;
    for (const step of steps) if (step.matches(folder)) isIncluded = !step.isNegated;
    if (isIncluded && folder !== '') folders.push(prefix + folder);
  }
  return folders;
}

interface Step {
  readonly isNegated: boolean;
  matches(folder: string): boolean;
}

function compile(pattern: string): Step | undefined {
  const isNegated = pattern.startsWith('!');
  const folder = (isNegated ? pattern.slice(1) : pattern).replace(/^\.?\//, '').replace(/\/{1,3}$/, '');
  try {
    return { isNegated, matches: globMatcher([folder]) };
  } catch {
    return undefined;
  }
}

/** The manifests of the workspaces that a package.json declares, in the order of their paths. */
export function workspaceManifests(
  root: string,
  manifest: PackageManifest | undefined,
  repository: Repository,
): PackageManifest[] {
  const folders = workspaceFolders(root, manifest?.workspaces ?? [], repository);
  return folders.flatMap((folder) => manifestIn(folder, repository) ?? []);
}

/** One that does not parse is reported where manifests are looked at. */
export function manifestIn(folder: string, repository: Repository): PackageManifest | undefined {
  const read = readManifest(fileIn(folder, 'package.json'), repository);
  return read && 'gap' in read ? undefined : read;
}

/** `packages` of pnpm-workspace.yaml; nothing where there is no such file, or none that parses. */
export async function pnpmPatterns(folder: string, repository: Repository): Promise<string[] | undefined> {
  const path = fileIn(folder, 'pnpm-workspace.yaml');
  const source = repository.has(path) ? repository.read(path) : undefined;
  if (source === undefined || 'gap' in source) return undefined;
  try {
    return await readYaml(source.text, 1, (cursor) => {
      let patterns: string[] = [];
      cursor.map((key) => {
        if (key === 'packages') patterns = texts(cursor);
      });
      return patterns;
    });
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return undefined;
  }
}
