import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

import type { Listed } from './discover/collected.js';
import { MANIFEST_FILE, isReportPath } from './report-files.js';

/** How a manifest and a shard begin, however they are indented. */
const HEAD = /^\{\s*"schemaVersion":\s*"[^"]*",\s*"tool":\s*\{\s*"name":\s*"railgate"/;
const HEAD_BYTES = 256;
const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** Did Railgate write this manifest or shard? No where it cannot be read. */
export function isWrittenByRailgate(file: string): boolean {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, READ_ONLY);
    const head = Buffer.alloc(HEAD_BYTES);
    const length = readSync(descriptor, head, 0, HEAD_BYTES, 0);
    return HEAD.test(head.toString('utf8', 0, length));
  } catch {
    return false;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Which of the listed files are shards and reports that a pipeline has left in the repository: never what git tracks, so
 * that nobody can commit something under the form of one.
 */
export function ownOutputs(root: string, listed: ReadonlyMap<string, Listed>): Set<string> {
  const untracked = [...listed].flatMap(([path, how]) => (how === 'there' ? [path] : []));
  const written = untracked.filter((path) => path.endsWith('.json') && isWrittenByRailgate(join(root, path)));
  const folders = written.flatMap((path) => folderOfManifest(path) ?? []);
  const isReport = (path: string): boolean =>
    folders.some((folder) => path.startsWith(folder) && isReportPath(path.slice(folder.length)));
  return new Set([...written, ...untracked.filter(isReport)]);
}

/** Ends with a slash, or is the root. */
function folderOfManifest(path: string): string | undefined {
  if (path === MANIFEST_FILE) return '';
  return path.endsWith(`/${MANIFEST_FILE}`) ? path.slice(0, -MANIFEST_FILE.length) : undefined;
}
