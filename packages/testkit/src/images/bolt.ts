/** A bucket of a bbolt file: values, and buckets in it. */
export type BoltBucket = ReadonlyMap<string, string | BoltBucket>;

const PAGE = 4096;
const MAGIC = 0xed0cdaed;
const VERSION = 2;
/** Kinds of pages. */
const META = 0x04;
const FREE_LIST = 0x10;
const LEAF = 0x02;
/** Of an element: its value is a bucket's header. */
const BUCKET = 0x01;
const PAGE_HEADER = 16;
const ELEMENT_HEADER = 16;
const META_LENGTH = 64;
/** Two pages of meta data, the list of free pages, and one that is free, since an empty list is not written. */
const FIRST_PAGE = 4;
const FREE_PAGE = 3;

/**
 * The bytes of a database file as Go's bbolt keeps it (https://github.com/etcd-io/bbolt, internal/common/{page,meta,bucket}.go).
 * Each bucket is one leaf page with as many overflow pages as it takes: no tree, hence no more than 65,534 keys.
 */
export function boltFile(root: BoltBucket): Buffer {
  const pages: Buffer[] = [];
  let next = FIRST_PAGE;
  const place = (bucket: BoltBucket): number => {
    const elements = [...bucket].map(([key, value]) => ({
      key: Buffer.from(key),
      value: typeof value === 'string' ? Buffer.from(value) : bucketHeader(place(value)),
      flags: typeof value === 'string' ? 0 : BUCKET,
    }));
    const id = next;
    const page = leafPage(id, elements);
    pages.push(page);
    next += page.length / PAGE;
    return id;
  };
  const rootPage = place(root);
  const metas = [0, 1].map((transaction) => metaPage(transaction, rootPage, next));
  return Buffer.concat([...metas, freeListPage(), Buffer.alloc(PAGE), ...pages]);
}

interface Element {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly flags: number;
}

/** Headers of all elements, then keys and values; bbolt searches by bisection, so keys are in the order of their bytes. */
function leafPage(id: number, unsorted: readonly Element[]): Buffer {
  const elements = [...unsorted].sort((a, b) => Buffer.compare(a.key, b.key));
  const headers = Buffer.alloc(ELEMENT_HEADER * elements.length);
  let offset = headers.length;
  for (const [i, { key, value, flags }] of elements.entries()) {
    const at = ELEMENT_HEADER * i;
    headers.writeUInt32LE(flags, at);
    headers.writeUInt32LE(offset - at, at + 4);
    headers.writeUInt32LE(key.length, at + 8);
    headers.writeUInt32LE(value.length, at + 12);
    offset += key.length + value.length;
  }
  const body = Buffer.concat([headers, ...elements.flatMap(({ key, value }) => [key, value])]);
  return page(id, LEAF, elements.length, body);
}

/** Of the page that holds the bucket, and its sequence number. */
function bucketHeader(rootPage: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeBigUInt64LE(BigInt(rootPage), 0);
  return header;
}

/** Two of them, written in turns; the one of the later transaction counts. */
function metaPage(transaction: number, rootPage: number, pages: number): Buffer {
  const meta = Buffer.alloc(META_LENGTH);
  meta.writeUInt32LE(MAGIC, 0);
  meta.writeUInt32LE(VERSION, 4);
  meta.writeUInt32LE(PAGE, 8);
  meta.writeBigUInt64LE(BigInt(rootPage), 16);
  meta.writeBigUInt64LE(2n, 32);
  meta.writeBigUInt64LE(BigInt(pages), 40);
  meta.writeBigUInt64LE(BigInt(transaction), 48);
  meta.writeBigUInt64LE(fnv1a(meta.subarray(0, 56)), 56);
  return page(transaction, META, 0, meta);
}

function freeListPage(): Buffer {
  const list = Buffer.alloc(8);
  list.writeBigUInt64LE(BigInt(FREE_PAGE), 0);
  return page(2, FREE_LIST, 1, list);
}

function page(id: number, kind: number, count: number, body: Buffer): Buffer {
  const length = Math.ceil((PAGE_HEADER + body.length) / PAGE);
  const buffer = Buffer.alloc(length * PAGE);
  buffer.writeBigUInt64LE(BigInt(id), 0);
  buffer.writeUInt16LE(kind, 8);
  buffer.writeUInt16LE(count, 10);
  buffer.writeUInt32LE(length - 1, 12);
  body.copy(buffer, PAGE_HEADER);
  return buffer;
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ with 64 bits. */
function fnv1a(bytes: Buffer): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
