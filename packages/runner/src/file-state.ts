import type { Stats } from 'node:fs';

/** What cannot stay as it is when a file changes: the system itself sets the time of the last change of its entry. */
export function stateOf({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}

/** Milliseconds since 1970: when content or entry changed last, as the file system has it. */
export function lastChangeOf({ mtimeMs, ctimeMs }: Stats): number {
  return Math.max(mtimeMs, ctimeMs);
}
