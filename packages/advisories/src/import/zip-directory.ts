import { ArchiveError } from './archive-error.js';

/** Where the files of an archive are listed. */
export interface Directory {
  readonly entries: number;
  /** The central directory. */
  readonly bytes: Buffer;
}

export interface Entry {
  readonly name: string;
  readonly flags: number;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  readonly size: number;
  /** Of its own header. */
  readonly offset: number;
}

type Read = (start: number, length: number) => Buffer;

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_LOCATOR_SIZE = 20;
const END64_SIGNATURE = 0x06064b50;
const END64_SIZE = 56;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_SIZE = 46;
/** Ten times what 220,000 advisories need. */
const DIRECTORY_LIMIT = 256 * 1024 * 1024;
const ZIP64 = 0x0001;
const IN_ZIP64 = 0xffffffff;

/** @throws {ArchiveError} */
export function findDirectory(size: number, read: Read): Directory {
  if (size === 0) throw new ArchiveError('it is empty', AGAIN);
  const tailStart = Math.max(0, size - END_SIZE - LONGEST_COMMENT - END64_LOCATOR_SIZE);
  const tail = read(tailStart, size - tailStart);
  const end = findEnd(tail);
  if (end === -1) throw new ArchiveError(`it is ${guess(read(0, 512))}`, AGAIN);
  const { entries, length, offset } = readEnd64(tail, end, read) ?? readEnd(tail, end);
  if (length > DIRECTORY_LIMIT) throw new ArchiveError('its list of files is too long', AGAIN);
  const bytes = offset + length <= size ? Buffer.from(read(offset, length)) : Buffer.alloc(0);
  if (bytes.length < length)
    throw new ArchiveError('it is cut off: its list of files is not all there', AGAIN);
  return { entries, bytes };
}

const AGAIN = 'Get the archive again; `all.zip` of an ecosystem is what osv.dev publishes.';

interface End {
  readonly entries: number;
  readonly length: number;
  readonly offset: number;
}

/** A comment may follow the end record, and says how long it is. */
function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE && at + END_SIZE + tail.readUInt16LE(at + 20) <= tail.length)
      return at;
  }
  return -1;
}

function guess(head: Buffer): string {
  if (head.length >= 2 && head.toString('latin1', 0, 2) === 'PK') return 'cut off: its end is missing';
  if (/^\s{0,100}<(?:!doctype|html|\?xml)/i.test(head.toString('latin1')))
    return 'a web page and no zip archive';
  return 'no zip archive';
}

function readEnd(tail: Buffer, at: number): End {
  return {
    entries: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
}

function readEnd64(tail: Buffer, end: number, read: Read): End | undefined {
  const locator = end - END64_LOCATOR_SIZE;
  if (locator < 0 || tail.readUInt32LE(locator) !== END64_LOCATOR_SIGNATURE) return undefined;
  const record = read(Number(tail.readBigUInt64LE(locator + 8)), END64_SIZE);
  if (record.length < END64_SIZE || record.readUInt32LE(0) !== END64_SIGNATURE)
    throw new ArchiveError('its end is damaged', AGAIN);
  return {
    entries: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
  };
}

/** Without zip64 the number of entries has 16 bits, and some writers let it overflow. */
const COUNT_OVERFLOW = 0x10000;

/** @throws {ArchiveError} when it is damaged, or holds another number of entries than it says */
export function* readEntries({ bytes, entries }: Directory): Iterable<Entry> {
  let at = 0;
  let count = 0;
  for (; at < bytes.length; count++) {
    if (at + CENTRAL_SIZE > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_SIGNATURE)
      throw new ArchiveError('its list of files is damaged', AGAIN);
    const nameEnd = at + CENTRAL_SIZE + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    yield withZip64(
      {
        name: bytes.toString('utf8', at + CENTRAL_SIZE, nameEnd),
        flags: bytes.readUInt16LE(at + 8),
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        offset: bytes.readUInt32LE(at + 42),
      },
      bytes.subarray(nameEnd, extraEnd),
    );
    at = extraEnd + bytes.readUInt16LE(at + 32);
  }
  if ((count - entries) % COUNT_OVERFLOW !== 0) throw new ArchiveError('its list of files is damaged', AGAIN);
}

/** The extra field holds, in this order, those of the three numbers that did not fit. */
function withZip64(entry: Entry, extra: Buffer): Entry {
  if (entry.size !== IN_ZIP64 && entry.packed !== IN_ZIP64 && entry.offset !== IN_ZIP64) return entry;
  const numbers = zip64Numbers(extra);
  const next = (value: number): number => (value === IN_ZIP64 ? (numbers.shift() ?? value) : value);
  const [size, packed, offset] = [next(entry.size), next(entry.packed), next(entry.offset)];
  return { ...entry, size, packed, offset };
}

function zip64Numbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    const field = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === ZIP64)
      return Array.from({ length: Math.floor(field.length / 8) }, (_, i) =>
        Number(field.readBigUInt64LE(i * 8)),
      );
    at += 4 + length;
  }
  return [];
}
