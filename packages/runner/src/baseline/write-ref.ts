import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { RefError, readObjects, type FoundRef, type RefFile } from './ref.js';

/** Bytes of a file beyond which no gate reads it: it gets its size, and no content. */
const FILE_LIMIT = 64 * 2 ** 20;
/** Bytes and files that are asked for at once. */
const BATCH_BYTES = 64 * 2 ** 20;
const BATCH_FILES = 5000;
/** Bytes and files of a whole ref: a repository can hold a million names for one large object. */
const TOTAL_BYTES = 8 * 2 ** 30;
const TOTAL_FILES = 1_000_000;

/** A folder for the files of a ref. It is removed whatever happens, also when the process is told to end at once. */
export async function withFolder<T>(root: string, use: (folder: string) => Promise<T>): Promise<T> {
  const outer = mkdtempSync(join(tmpdir(), 'railgate-baseline-'));
  const remove = (): void => rmSync(outer, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    // By the repository's own name, since a gate may name what it looks at by its folder.
    const folder = join(outer, basename(root) || 'repository');
    mkdirSync(folder);
    return await use(folder);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/**
 * Writes the files as git keeps them: no filter, no hook and no checkout runs. Symbolic links and submodules are left
 * out, since no gate follows them.
 *
 * @returns the paths that were written. @throws {RefError}
 */
export async function writeRef(
  files: readonly RefFile[],
  ref: FoundRef,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const regular = files.filter(({ mode }) => mode.startsWith('100'));
  const bytes = regular.reduce((sum, { size }) => sum + Math.min(size, FILE_LIMIT), 0);
  if (bytes > TOTAL_BYTES || regular.length > TOTAL_FILES)
    throw new RefError('it holds more than can be written');
  const written: string[] = [];
  for (const batch of batchesOf(regular)) {
    signal?.throwIfAborted();
    const read = batch.filter(({ size }) => size <= FILE_LIMIT);
    const contents = await readObjects(
      read.map(({ object }) => object),
      ref,
    );
    const byFile = new Map(read.map((file, i) => [file, contents[i]]));
    for (const file of batch) if (write(file, byFile.get(file), folder)) written.push(file.path);
  }
  return written;
}

function* batchesOf(files: readonly RefFile[]): Iterable<RefFile[]> {
  let batch: RefFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const size = Math.min(file.size, FILE_LIMIT);
    if (batch.length > 0 && (bytes + size > BATCH_BYTES || batch.length >= BATCH_FILES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(file);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** False for what cannot stand beside the rest: a hostile tree can hold a file below a file, or a name twice. */
function write({ path, size }: RefFile, content: Buffer | undefined, folder: string): boolean {
  const full = join(folder, path);
  let descriptor: number | undefined;
  try {
    mkdirSync(dirname(full), { recursive: true });
    descriptor = openSync(full, 'wx');
    if (content) writeFileSync(descriptor, content);
    else ftruncateSync(descriptor, size);
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL'].includes(codeOf(error))) return false;
    throw new RefError(`it cannot be written: ${codeOf(error)}`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
