import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { TOOL_NAME, UsageError, cleanText, type RunManifest } from '@railgate/contract';

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
    for (const file of found) refuseBelow(file);
    for (const file of found) files.set(file, { path: file, name: relative(cwd, file) || file });
  }
  return { files: [...files.values()], manifests };
}

/** A run that had nothing to upload has left no such folder, and a manifest that says why. */
function manifestOf(folder: string): string | undefined {
  const manifest = join(dirname(folder), 'run.json');
  return basename(folder) === basename(UPLOAD_FOLDER) && existsSync(manifest) ? manifest : undefined;
}

/**
 * Code scanning takes every path as one from the root of the repository. The upload files of a run have such paths, its other
 * files those of the folder that was scanned.
 *
 * @throws {UsageError} for such a file of a run of another folder.
 */
function refuseBelow(file: string): void {
  const folder = dirname(file);
  if (basename(folder) === basename(UPLOAD_FOLDER)) return;
  const [root] = [folder, dirname(folder)].flatMap((place) => rootOf(join(place, 'run.json')) ?? []);
  if (root === undefined || root === '.') return;
  throw new UsageError(
    `${cleanText(file)} is of a run of ${cleanText(root)}, and its paths start there and not at the root of the repository.`,
    `Upload the files in \`upload/\` of that run, or scan the whole repository; \`--project\` names a part of it.`,
  );
}

/** Of a manifest of ours; nothing where there is none. */
function rootOf(manifest: string): string | undefined {
  try {
    const { tool, root } = JSON.parse(readFileSync(manifest, 'utf8')) as Partial<RunManifest>;
    return tool?.name === TOOL_NAME ? root : undefined;
  } catch {
    return undefined;
  }
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
