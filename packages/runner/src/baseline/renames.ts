import { createHash } from 'node:crypto';

import type { FileEntry } from '@railgate/contract';
import { readBytes } from '@railgate/kit';

import { treeRenames, type FoundRef, type RefFile } from './ref.js';

/**
 * Path in the ref → path now: what git detects between the ref and its index, and files of the same bytes that were
 * moved without git.
 *
 * @param now what the repository holds, untracked files included. @throws {RefError}
 */
export async function renamesSince(
  ref: FoundRef,
  before: readonly RefFile[],
  now: { readonly root: string; readonly files: readonly FileEntry[] },
): Promise<Map<string, string>> {
  const renames = await treeRenames(ref);
  const targets = new Set(renames.values());
  const paths = {
    before: new Set(before.map(({ path }) => path)),
    now: new Set(now.files.map(({ path }) => path)),
  };
  const gone = before.filter(
    ({ path, mode }) => mode.startsWith('100') && !paths.now.has(path) && !renames.has(path),
  );
  const sizes = new Set(gone.map(({ size }) => size));
  const come = now.files.filter(
    ({ path, size }) => sizes.has(size) && size > 0 && !paths.before.has(path) && !targets.has(path),
  );
  const byObject = onlyOnes(come, ({ path }) => objectOf(now.root, path, ref.tree.length));
  for (const [object, { path }] of onlyOnes(gone, (file) => file.object)) {
    const moved = byObject.get(object);
    if (moved) renames.set(path, moved.path);
  }
  return renames;
}

/** By key, where only one has it. */
function onlyOnes<T>(list: readonly T[], keyOf: (element: T) => string | undefined): Map<string, T> {
  const found = new Map<string, T | undefined>();
  for (const element of list) {
    const key = keyOf(element);
    if (key !== undefined) found.set(key, found.has(key) ? undefined : element);
  }
  return new Map([...found].filter((entry): entry is [string, T] => entry[1] !== undefined));
}

const READ_LIMIT = 64 * 2 ** 20;

/** The id that git would give to a file; by its length git uses SHA-1 or SHA-256. */
function objectOf(root: string, path: string, length: number): string | undefined {
  const read = readBytes({ root }, path, READ_LIMIT);
  if ('gap' in read) return undefined;
  const hash = createHash(length === 40 ? 'sha1' : 'sha256');
  return hash.update(`blob ${read.buffer.length}\0`).update(read.buffer).digest('hex');
}
