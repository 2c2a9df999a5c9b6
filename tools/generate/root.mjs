import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** A file of the repository as text. @param {string} path relative to the root */
export function readRepositoryFile(path) {
  return readFileSync(join(ROOT, path), 'utf8');
}
