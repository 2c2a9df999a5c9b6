import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';

import { ArchiveError } from './archive-error.js';
import { findDirectory, readEntries, type Directory, type Entry } from './zip-directory.js';

export interface ZipFile {
  /** As it stands there: data of somebody else, never a path to write to. */
  readonly name: string;
  /** Why it cannot be read, where it cannot. */
  readonly content: Buffer | string;
}

/** No advisory comes near it; what unpacks to more is no advisory. */
const FILE_LIMIT = 32 * 1024 * 1024;
/** All files together: npm's archive unpacks to about 1 GB. */
const TOTAL_LIMIT = 16 * 1024 ** 3;
/** Files lie one after the other mostly: one read serves many. */
const WINDOW = 4 * 1024 * 1024;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** The files of a zip archive (PKWARE APPNOTE 6.3.10, with zip64), one at a time, in the order of its directory. */
export class ZipReader {
  readonly #descriptor: number;
  readonly #size: number;
  readonly #directory: Directory;
  #window = { start: 0, bytes: Buffer.alloc(0) };

  /** @throws {ArchiveError} when it is no zip archive, or not a whole one */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    try {
      this.#size = fstatSync(this.#descriptor).size;
      this.#directory = findDirectory(this.#size, (start, length) => this.#read(start, length));
    } catch (error) {
      closeSync(this.#descriptor);
      throw error;
    }
  }

  get count(): number {
    return this.#directory.entries;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** @throws {ArchiveError} when the directory itself is damaged, or all that it holds is too much */
  *files(): Iterable<ZipFile> {
    let total = 0;
    for (const entry of readEntries(this.#directory)) {
      total += entry.size;
      if (total > TOTAL_LIMIT)
        throw new ArchiveError('it unpacks to more than 16 GB', 'Look at where it comes from.');
      if (!entry.name.endsWith('/')) yield { name: entry.name, content: this.#unpack(entry) };
    }
  }

  #unpack(entry: Entry): Buffer | string {
    if (entry.flags & ENCRYPTED) return 'it is encrypted';
    if (entry.size > FILE_LIMIT || entry.packed > FILE_LIMIT) return 'it is too large for an advisory';
    const header = this.#read(entry.offset, LOCAL_SIZE);
    if (header.length < LOCAL_SIZE || header.readUInt32LE(0) !== LOCAL_SIGNATURE)
      return 'its header is damaged';
    const start = entry.offset + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
    const packed = this.#read(start, entry.packed);
    if (packed.length < entry.packed) return 'it is cut off';
    const content = inflate(entry, packed);
    if (content?.length !== entry.size) return 'it does not unpack to what the archive says';
    return crc32(content) === entry.crc ? content : 'its checksum is wrong';
  }

  #read(start: number, length: number): Buffer {
    const { start: from, bytes } = this.#window;
    if (start < from || start + length > from + bytes.length) this.#fill(start, length);
    const at = start - this.#window.start;
    return this.#window.bytes.subarray(at, at + length);
  }

  #fill(start: number, length: number): void {
    const wanted = Math.max(0, Math.min(Math.max(length, WINDOW), this.#size - start));
    const bytes = Buffer.allocUnsafe(wanted);
    let filled = 0;
    while (filled < wanted) {
      const count = readSync(this.#descriptor, bytes, filled, wanted - filled, start + filled);
      if (count === 0) break;
      filled += count;
    }
    this.#window = { start, bytes: bytes.subarray(0, filled) };
  }
}

function inflate({ method, size }: Entry, packed: Buffer): Buffer | undefined {
  if (method === STORED) return packed;
  if (method !== DEFLATED) return undefined;
  try {
    // What unpacks to more than it says is a bomb, and stopped there.
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return undefined;
  }
}
