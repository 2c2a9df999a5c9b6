import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/**
 * A file of the repository as text.
 *
 * @param {string} path relative to the root
 * @throws {Error} when it is not there: pages are made from what people wrote
 */
export function readRepositoryFile(path) {
  if (!existsSync(join(ROOT, path)))
    throw new Error(`${path} is missing, and a page is made from it. Write it.`);
  return readFileSync(join(ROOT, path), 'utf8');
}
