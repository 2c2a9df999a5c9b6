import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { UsageError, cleanText } from '@railgate/contract';

import type { Source } from './prepare.js';

/** What a run leaves for uploads, relative to the repository. */
export const UPLOAD_FOLDER = '.railgate/upload';

export interface Sources {
  readonly files: readonly Source[];
  /** Manifests of the runs that the folders belong to. */
  readonly manifests: readonly string[];
}

/**
 * The SARIF files that paths name: files themselves, and folders by what lies directly in them.
 *
 * @param paths as the user gave them; the folder of the last run without any.
 * @throws {UsageError} for a path that is not there, or a folder without SARIF that no run has left.
 */
export function findSources(paths: readonly string[], cwd: string): Sources {
  const files = new Map<string, Source>();
  const manifests: string[] = [];
  for (const given of paths.length > 0 ? paths : [UPLOAD_FOLDER]) {
    const path = resolve(cwd, given);
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    const manifest = isFolder === false ? undefined : manifestOf(path);
    if (manifest !== undefined) manifests.push(manifest);
    const found =
      isFolder === undefined ? [] : isFolder ? sarifIn(path).map((name) => join(path, name)) : [path];
    if (found.length === 0 && manifest === undefined) throw nothingAt(given, isFolder ?? false);
    for (const file of found) files.set(file, { path: file, name: relative(cwd, file) || file });
  }
  return { files: [...files.values()], manifests };
}

/** A run that had nothing to upload has left no such folder, and a manifest that says why. */
function manifestOf(folder: string): string | undefined {
  const manifest = join(dirname(folder), 'run.json');
  return basename(folder) === basename(UPLOAD_FOLDER) && existsSync(manifest) ? manifest : undefined;
}

/** `azure-<n>.sarif` is the same report for Azure DevOps. */
function sarifIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.sarif(?:\.json)?(?:\.gz)?$/.test(name) && !/^azure-\d+\.sarif$/.test(name))
    .sort();
}

function nothingAt(path: string, isFolder: boolean): UsageError {
  const shown = cleanText(path);
  const remedy = 'Run `railgate run` first, or name the SARIF files or their folder.';
  return new UsageError(isFolder ? `There is no SARIF file in ${shown}.` : `There is no ${shown}.`, remedy);
}
