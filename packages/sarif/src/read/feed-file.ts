import { createReadStream, type Stats } from 'node:fs';
import { closeSync, fstatSync, openSync, read, readSync, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';

import { Fault, showByte } from './fault.js';

const CHUNK = 1 << 20;
/** After so many chunks others get their turn: timers, signals, the other gates. */
const CHUNKS_BETWEEN_PAUSES = 16;

/** What a gzip file may unpack to; a log that size takes minutes, a bomb takes for ever. */
export const MAX_UNPACKED = 16 * 1024 ** 3;

/** Takes some bytes and must not keep the buffer: it is used again, unless a whole file was to be kept. */
export type Sink = (chunk: Buffer) => void;

/** What tells a file from another, or from itself after somebody wrote to it. */
export interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  readonly dev: number;
}

/** A file that was read to its end. */
export interface FileRead {
  readonly state: FileState;
  /** Whether its bytes are gzip, and what was handed out is not what stands in it. */
  readonly isPacked: boolean;
  /** All its bytes as they stand in it, where they were to be kept. */
  readonly bytes: Buffer | undefined;
}

export interface FeedLimits {
  /** What a gzip file may unpack to. */
  readonly maxUnpacked?: number;
  /** A plain file of at most so many bytes is kept, and comes to `sink` as one piece, which may keep it, too. */
  readonly mostKept?: number;
}

/**
 * Hands the bytes of a file to `sink`, unpacked when they are gzip, whatever the file is called.
 *
 * @returns also the state of the file, the same from the beginning to the end.
 * @throws {Fault} when it is no regular file, changes meanwhile, or its gzip is defective; whatever the file system
 *   throws; whatever `sink` throws.
 */
export async function feedFile(
  path: string,
  sink: Sink,
  { maxUnpacked = MAX_UNPACKED, mostKept = 0 }: FeedLimits = {},
): Promise<FileRead> {
  const file = openFile(path);
  try {
    const before = checkIsFile(fstatSync(file));
    const magic = Buffer.alloc(6);
    readSync(file, magic, 0, magic.length, 0);
    checkPacker(magic);
    const isPacked = magic[0] === 0x1f && magic[1] === 0x8b;
    const isKept = !isPacked && before.size > 0 && before.size <= mostKept;
    const bytes = isKept ? Buffer.allocUnsafeSlow(before.size) : undefined;
    if (isPacked) await feedUnpacked(path, before.size, sink, maxUnpacked);
    else if (bytes) await feedWhole(file, sink, bytes);
    else await feedPlain(file, sink);
    const after = fstatSync(file);
    if (!isSameState(before, after))
      throw new Fault('the file changed while it was read', undefined, CHANGED_REMEDY);
    const { size, mtimeMs, ino, dev } = before;
    return { state: { size, mtimeMs, ino, dev }, isPacked, bytes };
  } finally {
    closeSync(file);
  }
}

/** @throws {Fault} when it is no regular file; whatever the file system throws. */
export function openFile(path: string): number {
  // Before opening, since opening a pipe waits for somebody to write into it.
  checkIsFile(statSync(path));
  return openSync(path, 'r');
}

export function isSameState(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.mtimeMs === b.mtimeMs && a.ino === b.ino && a.dev === b.dev;
}

export const CHANGED_REMEDY = 'Wait until the tool that writes it has ended, then read it again.';

async function feedPlain(file: number, sink: Sink): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let chunk = 1; ; chunk++) {
    const length = readSync(file, buffer, 0, CHUNK, null);
    if (length === 0) return;
    sink(buffer.subarray(0, length));
    if (chunk % CHUNKS_BETWEEN_PAUSES === 0) await setImmediate();
  }
}

/** Read elsewhere, so that what another file says can be looked at meanwhile. */
async function feedWhole(file: number, sink: Sink, bytes: Buffer): Promise<void> {
  for (let filled = 0; filled < bytes.length;) {
    const { bytesRead: length } = await promisify(read)(file, bytes, filled, bytes.length - filled, filled);
    if (length === 0) throw new Fault('the file changed while it was read', undefined, CHANGED_REMEDY);
    filled += length;
  }
  sink(bytes);
}

async function feedUnpacked(path: string, size: number, sink: Sink, limit: number): Promise<void> {
  const source = createReadStream(path, { highWaterMark: CHUNK });
  const gunzip = createGunzip({ chunkSize: CHUNK });
  // A failure to read must end the loop below; a failure there must close the file.
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let unpacked = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > limit) throw tooMuch(limit);
      sink(chunk);
    }
  } catch (error) {
    throw isZlibError(error) ? damaged(error, unpacked) : error;
  } finally {
    source.destroy();
  }
  // zlib ignores what follows the last member; a reader that ignores half of a file must say so.
  if (gunzip.bytesWritten !== size)
    throw new Fault('something follows the end of the gzip data', unpacked, PACK_REMEDY);
}

const PACK_REMEDY = 'Pack it again with `gzip`, or give the file unpacked.';

function tooMuch(limit: number): Fault {
  const gibibytes = limit / 1024 ** 3;
  return new Fault(
    `the gzip file unpacks to more than ${gibibytes} GiB, the most that is read`,
    limit,
    PACK_REMEDY,
  );
}

function damaged(error: Error, unpacked: number): Fault {
  return new Fault(`the gzip data is truncated or damaged (${error.message})`, unpacked, PACK_REMEDY);
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function checkIsFile(stats: Stats): Stats {
  if (stats.isFile()) return stats;
  if (stats.isDirectory())
    throw new Fault('a folder and not a file', undefined, 'Name the SARIF files in it.');
  throw new Fault(
    'not a regular file',
    undefined,
    'It is read several times: write it into a file first, then name that.',
  );
}

/** Archives by their first bytes: the commonest mistake is to give a download as it came. */
const PACKERS: readonly (readonly [name: string, magic: readonly number[]])[] = [
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['zstd data', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz data', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2 data', [0x42, 0x5a, 0x68]],
];

function checkPacker(start: Uint8Array): void {
  for (const [name, magic] of PACKERS) {
    if (!magic.every((byte, i) => start[i] === byte)) continue;
    throw new Fault(
      `expected "{" and found ${showByte(start[0] ?? 0)}: this is ${name}`,
      0,
      'Unpack it first; gzip is the one that is read as it is.',
    );
  }
}
