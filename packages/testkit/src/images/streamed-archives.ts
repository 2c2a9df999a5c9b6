import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

import { IMAGE_CREATED, sha256 } from './image.js';
import { TAR_END, tarHeader, tarOf, tarPadding } from './tar.js';
import { zstdRepeated } from './zstd.js';

/** A layer that is never whole in memory. */
export interface StreamedLayer {
  /** Bytes of the tar. */
  readonly size: number;
  /** Of the content, `sha256:…`, where it is known: reading it once is then enough. */
  readonly digest?: string;
  /** The same bytes each time. */
  content(): AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** Parts of the configuration and of the manifest. */
export interface StreamedImage {
  readonly tags?: readonly string[];
  readonly settings?: object;
  readonly architecture?: string;
  /** Text of the history's only entry. */
  readonly createdBy?: string;
}

const MEGABYTE = 2 ** 20;
const PIECE = 8 * MEGABYTE;
const ZEROS = Buffer.alloc(MEGABYTE);

/** An image of one layer as `docker save` wrote it before version 25; a layer whose digest is not known is read twice. */
export async function* streamedArchive(
  layer: StreamedLayer,
  image: StreamedImage = {},
): AsyncGenerator<Buffer> {
  const {
    tags = ['registry.test/streamed:1'],
    settings = {},
    architecture = 'amd64',
    createdBy = 'COPY . . # buildkit',
  } = image;
  const config = JSON.stringify({
    architecture,
    os: 'linux',
    created: IMAGE_CREATED,
    config: settings,
    rootfs: { type: 'layers', diff_ids: [layer.digest ?? (await digestOf(layer))] },
    history: [{ created: IMAGE_CREATED, created_by: createdBy }],
  });
  const Config = `${sha256(Buffer.from(config)).slice(7)}.json`;
  const manifest = JSON.stringify([{ Config, RepoTags: tags, Layers: ['layer.tar'] }]);
  yield withoutEnd(tarOf([{ path: Config, content: config }]));
  yield tarHeader({ path: 'layer.tar' }, layer.size);
  yield* layer.content();
  yield tarPadding(layer.size);
  yield tarOf([{ path: 'manifest.json', content: manifest }]);
}

/** `sha256:…` of a layer's content. */
export async function digestOf(layer: StreamedLayer): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of layer.content()) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** Writes what one of these functions gives; of the archive nothing stays in memory. */
export async function writeArchive(path: string, content: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(content), createWriteStream(path));
}

/** An image with one file of so many zeros. */
export function largeArchive(bytes: number): AsyncGenerator<Buffer> {
  return streamedArchive(zeroLayer(bytes));
}

/** An image with so many empty files, in folders of a thousand. */
export function manyFilesArchive(files: number): AsyncGenerator<Buffer> {
  const size = files * 512 + TAR_END.length;
  return streamedArchive({ size, content: () => manyHeaders(files) });
}

/** An archive that has so many entries beside those of its image. */
export async function* manyEntriesArchive(entries: number): AsyncGenerator<Buffer> {
  let last: Buffer | undefined;
  for (const headers of manyHeaders(entries, false)) yield headers;
  for await (const chunk of streamedArchive(zeroLayer(1))) {
    if (last !== undefined) yield last;
    last = chunk;
  }
  if (last !== undefined) yield last;
}

/**
 * An image whose one layer is small and gives so many zeros when it is unpacked: a thousandth of them with gzip, a
 * thirty-thousandth with zstd. In the form of Docker 25, whose layers may be compressed.
 */
export async function bombArchive(unpacked: number, compression: 'gzip' | 'zstd' = 'gzip'): Promise<Buffer> {
  const layer = zeroLayer(unpacked);
  const packed = compression === 'gzip' ? gzipOfZeros(unpacked) : zstdOfZeros(unpacked);
  const blob = `blobs/${sha256(packed).replace(':', '/')}`;
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [await digestOf(layer)] },
  });
  const Config = `blobs/${sha256(Buffer.from(config)).replace(':', '/')}`;
  const manifest = JSON.stringify([{ Config, RepoTags: ['registry.test/bomb:1'], Layers: [blob] }]);
  return tarOf([
    { path: Config, content: config },
    { path: blob, content: packed },
    { path: 'manifest.json', content: manifest },
  ]);
}

/** A layer with one file of zeros. */
function zeroLayer(bytes: number): StreamedLayer {
  const [before, after] = aroundZeros(bytes);
  return {
    size: before.length + bytes + after.length,
    *content() {
      yield before;
      for (let left = bytes; left > 0; left -= MEGABYTE) yield ZEROS.subarray(0, Math.min(left, MEGABYTE));
      yield after;
    },
  };
}

/** What stands before and after the file's zeros. */
function aroundZeros(bytes: number): [Buffer, Buffer] {
  const after = Buffer.concat([tarPadding(bytes), TAR_END]);
  return [tarHeader({ path: 'app/zeros' }, bytes), after];
}

/** Gzip members one after the other are one stream (RFC 1952, 2.2): the same member again and again is made in no time. */
function gzipOfZeros(bytes: number): Buffer {
  const [before, after] = aroundZeros(bytes);
  const piece = bytes < PIECE ? Buffer.alloc(0) : gzipSync(Buffer.alloc(PIECE), { level: 9 });
  const rest = gzipSync(Buffer.concat([Buffer.alloc(bytes % PIECE), after]), { level: 9 });
  const pieces = Array.from({ length: Math.floor(bytes / PIECE) }, () => piece);
  return Buffer.concat([gzipSync(before), ...pieces, rest]);
}

function zstdOfZeros(bytes: number): Buffer {
  const [before, after] = aroundZeros(bytes);
  return zstdRepeated(before, bytes, after);
}

/** Headers of empty files; the checksum is brought up to date, since making each anew takes ten times as long. */
function* manyHeaders(files: number, end = true): Generator<Buffer> {
  const header = tarHeader({ path: 'many/0000/000000' }, 0);
  const zeroSum = header.reduce((total, byte) => total + byte, 0) - checksumDigits(header) - 0x30 * 10;
  const perChunk = 2000;
  for (let start = 0; start < files; start += perChunk) {
    const count = Math.min(perChunk, files - start);
    const chunk = Buffer.alloc(count * 512);
    for (let i = 0; i < count; i += 1) {
      const name =
        String(Math.floor((start + i) / 1000)).padStart(4, '0') + String(start + i).padStart(6, '0');
      header.write(`${name.slice(0, 4)}/${name.slice(4)}`, 5, 'latin1');
      header.write(`${sumOf(name, zeroSum).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      header.copy(chunk, i * 512);
    }
    yield chunk;
  }
  if (end) yield TAR_END;
}

/** The field counts as eight spaces in the sum (POSIX.1-2001, ustar). */
function checksumDigits(header: Buffer): number {
  return header.subarray(148, 156).reduce((total, byte) => total + byte, 0) - 8 * 0x20;
}

function sumOf(name: string, without: number): number {
  let sum = without;
  for (let i = 0; i < name.length; i += 1) sum += name.charCodeAt(i);
  return sum;
}

function withoutEnd(tar: Buffer): Buffer {
  return tar.subarray(0, tar.length - TAR_END.length);
}
