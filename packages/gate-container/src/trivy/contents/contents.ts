import type { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';

import { through, type ArchivedImage, type Pieces } from '@railgate/images';

import { Bytes } from './bytes.js';
import { signOf, type Sign } from './signs.js';
import { NoTar, eachTarEntry, type TarEntry } from './tar-entries.js';

/** What the names of an image's files say, by a look of our own that needs no scanner. */
export interface Contents {
  readonly files: number;
  /** Programs in the form of Linux. */
  readonly programs: number;
  /** Files that show what is installed, in the uppermost layers' view; the first thousand of each sign. */
  has(sign: Sign): string | undefined;
}

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const GZIP = Buffer.from([0x1f, 0x8b]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const KEPT = 1000;
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** Streams every layer once. Nothing where a layer cannot be read here. */
export async function lookInto(
  image: Pick<ArchivedImage, 'asTar'>,
  signal: AbortSignal,
): Promise<Contents | undefined> {
  const seen = new Seen();
  const bytes = new Bytes(image.asTar().content());
  try {
    await eachTarEntry(bytes, async (entry) => {
      signal.throwIfAborted();
      if (!entry.path.endsWith('.tar')) return 0;
      await lookIntoLayer(bytes, entry.size, seen, signal);
      return entry.size;
    });
    return seen;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NoTar || isZlibError(error)) return undefined;
    throw error;
  } finally {
    await bytes.close();
  }
}

async function lookIntoLayer(outer: Bytes, size: number, seen: Seen, signal: AbortSignal): Promise<void> {
  const head = await outer.take(Math.min(ZSTD.length, size));
  const content = outer.pass(size - head.length);
  const layer = decompressed(again(head, content), head);
  try {
    const bytes = new Bytes(layer);
    await eachTarEntry(bytes, (entry) => {
      signal.throwIfAborted();
      return seen.add(entry, bytes);
    });
    // What comes after the last entry belongs to this layer still.
    await drain(layer, signal);
  } finally {
    if ('destroy' in layer) layer.destroy();
  }
  await drain(content, signal);
}

async function drain(stream: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
  const chunks = stream[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true) signal.throwIfAborted();
}

async function* again(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield head;
  yield* rest;
}

/** @throws {NoTar} for a compression that this Node does not know: zstd came with 22.15 */
function decompressed(stream: Pieces, head: Buffer): AsyncIterable<Buffer> | Readable {
  const { createZstdDecompress }: { createZstdDecompress?: () => Transform } = zlib as object;
  if (head.subarray(0, GZIP.length).equals(GZIP)) return through(stream, zlib.createGunzip());
  if (!head.equals(ZSTD)) return stream;
  if (createZstdDecompress === undefined) throw new NoTar('zstd');
  return through(stream, createZstdDecompress());
}

class Seen implements Contents {
  files = 0;
  programs = 0;
  readonly #found = new Map<Sign, Set<string>>();

  has(sign: Sign): string | undefined {
    return this.#found.get(sign)?.values().next().value;
  }

  /** @returns bytes that it took of the content */
  async add({ path, size, mode, type }: TarEntry, bytes: Bytes): Promise<number> {
    const plain = path.replace(/^(?:\.?\/)+/, '');
    const name = plain.slice(plain.lastIndexOf('/') + 1);
    if (name.startsWith(WHITEOUT)) this.#hide(plain, name);
    if (type !== '0' || size === 0 || name.startsWith(WHITEOUT)) return 0;
    this.files++;
    this.#note(plain);
    if ((mode & 0o111) === 0 || size < ELF.length) return 0;
    if ((await bytes.take(ELF.length)).equals(ELF)) this.programs++;
    return ELF.length;
  }

  #note(path: string): void {
    const sign = signOf(path);
    if (sign === undefined) return;
    const paths = this.#found.get(sign) ?? new Set();
    this.#found.set(sign, paths);
    if (paths.size < KEPT) paths.add(path);
  }

  /** An upper layer takes a file or a folder of a lower one away. */
  #hide(path: string, name: string): void {
    const folder = path.slice(0, -name.length);
    const hidden = name === OPAQUE ? folder : folder + name.slice(WHITEOUT.length);
    for (const paths of this.#found.values()) {
      for (const one of paths)
        if (one === hidden || one.startsWith(name === OPAQUE ? hidden : `${hidden}/`)) paths.delete(one);
    }
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z(?:STD)?_/.test(String(error.code));
}
