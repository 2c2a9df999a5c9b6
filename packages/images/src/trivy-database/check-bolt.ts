import type { FileHandle } from 'node:fs/promises';

import { Damage } from './damage.js';

/**
 * The file format of bbolt 1.4 (`internal/common/{meta,page,bucket}.go`): two pages that describe the file, each with a
 * checksum, of which the newer one that is whole counts; then pages with buckets.
 */
const MAGIC = 0xed0cdaed;
const VERSION = 2;
const HEADER = 16;
const META = 64;
const CHECKED = 56;
const META_FLAG = 0x04;
const BRANCH = 0x01;
const LEAF = 0x02;
const BUCKET = 0x01;
/** Smaller pages and larger ones than any machine has are not tried. */
const PAGE_SIZES = [4096, 1024, 2048, 8192, 16_384, 32_768, 65_536];
/** The names of some hundred buckets, and nothing else: far more than the real one needs. */
const PAGE_LIMIT = 4 * 1024 ** 2;
const PAGES_LIMIT = 10_000;

interface Meta {
  readonly pageSize: number;
  readonly root: number;
  readonly highWater: number;
  readonly transaction: bigint;
}

interface Page {
  readonly flags: number;
  readonly count: number;
  readonly bytes: Buffer;
}

/**
 * That a file is a database of bbolt, all of it is there, and it knows vulnerabilities. Reads a few pages, whatever its size.
 *
 * @throws {Damage}
 */
export async function checkBolt(file: FileHandle, size: number): Promise<void> {
  const meta = await readMeta(file);
  if (meta.highWater * meta.pageSize > size)
    throw new Damage(`it is cut off: ${size} of ${meta.highWater * meta.pageSize} bytes are there`);
  const value = await findBucket(file, meta, 'vulnerability');
  if (value === undefined || (await isEmptyBucket(file, meta, value)))
    throw new Damage('it knows not a single vulnerability');
}

async function readMeta(file: FileHandle): Promise<Meta> {
  const first = metaOf(await read(file, 0, HEADER + META));
  const sizes = first ? [first.pageSize] : PAGE_SIZES;
  for (const pageSize of sizes) {
    const second = metaOf(await read(file, pageSize, HEADER + META));
    if (second && (!first || second.transaction > first.transaction)) return second;
  }
  if (first) return first;
  throw new Damage('it is no bbolt database, or its first pages are damaged');
}

function metaOf(page: Buffer): Meta | undefined {
  if (page.length < HEADER + META || (page.readUInt16LE(8) & META_FLAG) === 0) return undefined;
  const meta = page.subarray(HEADER);
  if (meta.readUInt32LE(0) !== MAGIC || meta.readUInt32LE(4) !== VERSION) return undefined;
  if (meta.readBigUInt64LE(CHECKED) !== fnv1a(meta.subarray(0, CHECKED))) return undefined;
  const pageSize = meta.readUInt32LE(8);
  if (!PAGE_SIZES.includes(pageSize)) return undefined;
  return {
    pageSize,
    root: Number(meta.readBigUInt64LE(16)),
    highWater: Number(meta.readBigUInt64LE(40)),
    transaction: meta.readBigUInt64LE(48),
  };
}

/** FNV-1a with 64 bits. */
function fnv1a(bytes: Buffer): bigint {
  let sum = 0xcbf29ce484222325n;
  for (const byte of bytes) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  return sum;
}

/** The value of a bucket of the root bucket. */
async function findBucket(file: FileHandle, meta: Meta, name: string): Promise<Buffer | undefined> {
  const pending = [meta.root];
  const seen = new Set(pending);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const page = await readPage(file, meta, id);
    for (let i = 0; i < page.count; i += 1) {
      const { key, value, child, isBucket } = elementOf(page, i);
      if (isBucket && key === name) return value;
      if (child === undefined || seen.has(child)) continue;
      if (seen.add(child).size > PAGES_LIMIT) throw new Damage('its list of buckets has no end');
      pending.push(child);
    }
  }
  return undefined;
}

async function readPage(file: FileHandle, { pageSize, highWater }: Meta, id: number): Promise<Page> {
  if (id < 2 || id >= highWater) throw new Damage(`it refers to page ${id}, which it does not have`);
  const header = await read(file, id * pageSize, HEADER);
  if (header.length < HEADER || header.readBigUInt64LE(0) !== BigInt(id))
    throw new Damage(`page ${id} is damaged`);
  const length = (header.readUInt32LE(12) + 1) * pageSize;
  if (length > PAGE_LIMIT) throw new Damage(`page ${id} is too large`);
  const flags = header.readUInt16LE(8);
  if ((flags & (BRANCH | LEAF)) === 0) throw new Damage(`page ${id} is of another kind`);
  const bytes = await read(file, id * pageSize, length);
  return { flags, count: header.readUInt16LE(10), bytes };
}

interface Element {
  readonly key: string;
  readonly value?: Buffer;
  readonly child?: number;
  readonly isBucket: boolean;
}

function elementOf({ flags, bytes }: Page, index: number): Element {
  const at = HEADER + index * 16;
  try {
    if ((flags & BRANCH) !== 0) {
      const [position, length] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
      const child = Number(bytes.readBigUInt64LE(at + 8));
      return { key: textAt(bytes, at + position, length), child, isBucket: false };
    }
    const position = at + bytes.readUInt32LE(at + 4);
    const [keyLength, valueLength] = [bytes.readUInt32LE(at + 8), bytes.readUInt32LE(at + 12)];
    return {
      key: textAt(bytes, position, keyLength),
      value: bytes.subarray(position + keyLength, position + keyLength + valueLength),
      isBucket: (bytes.readUInt32LE(at) & BUCKET) !== 0,
    };
  } catch (error) {
    throw new Damage('a page of its list of buckets is damaged', { cause: error });
  }
}

function textAt(bytes: Buffer, position: number, length: number): string {
  if (position + length > bytes.length) throw new RangeError('a key leads out of its page');
  return bytes.toString('latin1', position, position + length);
}

/** A small bucket stands in its value, any other one on pages of its own. */
async function isEmptyBucket(file: FileHandle, meta: Meta, value: Buffer): Promise<boolean> {
  if (value.length < HEADER) throw new Damage('a page of its list of buckets is damaged');
  const root = Number(value.readBigUInt64LE(0));
  if (root === 0) return value.length < HEADER + HEADER || value.readUInt16LE(HEADER + 10) === 0;
  if (root >= meta.highWater) throw new Damage(`it refers to page ${root}, which it does not have`);
  const header = await read(file, root * meta.pageSize, HEADER);
  return header.length < HEADER || header.readUInt16LE(10) === 0;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
