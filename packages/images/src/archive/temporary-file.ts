import { constants } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { cleanText, GateError } from '@railgate/contract';

import { isSystemError } from './archive-error.js';

const MODE = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * A new file for this user alone which has no name any more: it is there while it is open, and goes with the process,
 * however that ends. So nothing has to be cleaned up after a crash.
 *
 * @param name what messages call that which is kept in it
 * @param folder where it takes its place; `TMPDIR`, or what the system has for it, where absent
 */
export async function openTemporary(name: string, folder = tmpdir()): Promise<FileHandle> {
  try {
    const own = await mkdtemp(join(folder, 'railgate-image-'));
    try {
      return await open(join(own, 'image'), MODE, 0o600);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  } catch (error) {
    throw noTemporary(name, error);
  }
}

/** In bytes. An engine sends small pieces, and each write takes a way through another thread. */
const WRITTEN_AT_ONCE = 512 * 1024;

/**
 * Writes all of a stream, in order. Gives the number of bytes.
 *
 * @param limit in bytes
 * @throws {GateError} when there is no room for it, or it is more than the limit
 */
export async function writeAll(
  handle: FileHandle,
  content: AsyncIterable<Buffer>,
  { name, limit, signal }: { readonly name: string; readonly limit: number; readonly signal: AbortSignal },
): Promise<number> {
  // One is filled while the other is written.
  let [gathered, written] = [newBuffer(), newBuffer()];
  let writing = Promise.resolve();
  let size = 0;
  let used = 0;
  const write = async (): Promise<void> => {
    await writing;
    writing = writeChunk(name, handle, gathered.subarray(0, used), size - used);
    // Told by the next wait, and nobody waits where the stream fails first.
    writing.catch(() => undefined);
    [gathered, written] = [written, gathered];
    used = 0;
  };
  for await (const chunk of content) {
    signal.throwIfAborted();
    if (size + chunk.length > limit) throw tooLarge(name, limit);
    for (let at = 0; at < chunk.length;) {
      const taken = chunk.copy(gathered, used, at);
      at += taken;
      used += taken;
      size += taken;
      if (used === gathered.length) await write();
    }
  }
  await write();
  await writing;
  return size;
}

function newBuffer(): Buffer {
  return Buffer.allocUnsafeSlow(WRITTEN_AT_ONCE);
}

/** The system may take less than it is given. */
async function writeChunk(name: string, handle: FileHandle, chunk: Buffer, position: number): Promise<void> {
  try {
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, position + at);
      at += bytesWritten;
    }
  } catch (error) {
    throw noTemporary(name, error);
  }
}

function tooLarge(name: string, limit: number): GateError {
  return new GateError('REPORT_UNREADABLE', `${cleanText(name)} has more than ${limit} bytes.`, {
    remedy: 'Look at where it comes from: no image is that large.',
  });
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function noTemporary(name: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const why = FULL.has(error.code) ? 'there is no room left' : error.code;
  return new GateError('NEED_UNMET', `${cleanText(name)} cannot be kept in a temporary file: ${why}.`, {
    remedy:
      'Set TMPDIR to a folder of yours with room for the whole image, unpacked; some systems keep /tmp in memory.',
    cause: error,
  });
}
