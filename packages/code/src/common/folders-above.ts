import { posix } from 'node:path';

/** The folder of a file, and every one above it, the nearest first; `.` last. */
export function foldersAbove(from: string): string[] {
  const found: string[] = [];
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    found.push(folder);
    if (folder === '.' || folder === '/') return found;
  }
}
