import { posix } from 'node:path';

import { addTo } from '@railgate/contract';

import type { WorkspaceFiles } from '../extractor.js';

/** The own package: every file of a folder shares its names. */
export const OWN_PACKAGE = '.';

const packages = new WeakMap<WorkspaceFiles, ReadonlyMap<string, readonly string[]>>();

/**
 * The files of a package by its name. Kotlin may leave the first parts out of the folders, so that `com.example.config`
 * stands in `src/main/kotlin/config`.
 */
export function resolve(from: string, specifier: string, workspace: WorkspaceFiles): readonly string[] {
  if (specifier === OWN_PACKAGE) return sourceFiles(posix.dirname(from), workspace);
  let known = packages.get(workspace);
  if (!known) packages.set(workspace, (known = byPackage(workspace)));
  if (/^(?:java|javax|jakarta|kotlin|kotlinx|org\.springframework|io\.ktor)(?:\.|$)/.test(specifier))
    return [];
  const found = known.get(specifier);
  if (found) return found;
  const root = sourceRoot(from);
  const segments = specifier.split('.').slice(0, 12);
  for (let left = 1; root !== undefined && left < segments.length; left++) {
    const folder = posix.join(root, ...segments.slice(left));
    const files = sourceFiles(folder, workspace);
    if (files.length > 0) return files;
  }
  return [];
}

function sourceFiles(folder: string, workspace: WorkspaceFiles): readonly string[] {
  return workspace.inFolder(folder).filter((path) => /\.(?:java|kt)$/.test(path));
}

/** `src/main/kotlin`. */
function sourceRoot(path: string): string | undefined {
  return /^(?:.{0,500}\/)?src\/\w{1,40}\/(?:java|kotlin)(?=\/)/.exec(path)?.[0];
}

function byPackage({ paths }: WorkspaceFiles): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const root = /\.(?:java|kt)$/.test(path) ? sourceRoot(path) : undefined;
    if (root === undefined || /(?:^|\/)src\/\w*[tT]est\//.test(path)) continue;
    const name = posix.dirname(path.slice(root.length + 1)).replaceAll('/', '.');
    addTo(found, name, path);
  }
  return found;
}
