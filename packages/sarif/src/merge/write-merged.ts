import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { cleanText } from '@railgate/contract';

import type { MergedLog } from './merged-log.js';

/** The merged log could not be written; nothing half-written stands under its name. */
export class MergeWriteError extends Error {
  readonly remedy = 'Name another file, or make room on the disk.';

  constructor(path: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? String(cause);
    super(`${cleanText(path)} cannot be written: ${WHY[code] ?? cleanText(code)}.`, { cause });
    this.name = 'MergeWriteError';
  }
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  EIO: 'the disk reports an error',
  ENAMETOOLONG: 'the name is too long',
};

/**
 * Writes a merged log as a file, gzip when the name ends in `.gz`. It stands under its name when it is complete, and
 * not before; so an input may be the output, too.
 *
 * @throws {MergeWriteError}
 */
export async function writeMerged(
  log: MergedLog,
  path: string,
  options: { readonly pretty?: boolean; readonly signal?: AbortSignal } = {},
): Promise<void> {
  const plain = interruptible(log.chunks(options), options.signal);
  const chunks = path.endsWith('.gz') ? gzipped(plain) : plain;
  try {
    if (await isDevice(path)) await writeTo(path, 'w', chunks);
    else await writeWhole(path, chunks);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new MergeWriteError(path, error);
  }
}

/** A pipe, a terminal, `/dev/null`: nothing that could be renamed over. */
async function isDevice(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
    return !found.isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function writeWhole(path: string, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.railgate-${randomBytes(16).toString('hex')}.tmp`);
  try {
    await writeTo(temporary, 'wx', chunks);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeTo(
  path: string,
  flags: string,
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<void> {
  const file = await open(path, flags);
  try {
    // Each is on its way to the disk before the next one is made: they share their memory.
    for await (const chunk of chunks) await file.writeFile(chunk);
    if (flags === 'wx') await file.sync();
  } finally {
    await file.close();
  }
}

function* interruptible(chunks: Iterable<Buffer>, signal: AbortSignal | undefined): Generator<Buffer> {
  for (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

async function* gzipped(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  const gzip = createGzip();
  const source = pipeline(copies(chunks), gzip);
  for await (const chunk of gzip) yield chunk as Buffer;
  await source;
}

/** A stream keeps a few chunks at a time. */
function copies(chunks: Iterable<Buffer>): Readable {
  return Readable.from(
    (function* () {
      for (const chunk of chunks) yield Buffer.from(chunk);
    })(),
  );
}
