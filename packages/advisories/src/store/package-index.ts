import { crc32 } from 'node:zlib';

import type { Slice } from '../records/stored.js';

/** For each package: CRC-32 of its name, position (low and high half), length and CRC-32 of its slice. */
const FIELDS = 5;
const HALF = 2 ** 32;

/** Where each package's slice lies, sorted by a hash of the name; the slice holds the name itself. */
export function packIndex(slices: ReadonlyMap<string, Slice>): Buffer {
  const sorted = [...slices].map(([name, slice]) => ({ hash: crc32(name), slice }));
  sorted.sort((a, b) => a.hash - b.hash || a.slice[0] - b.slice[0]);
  const table = new Uint32Array(sorted.length * FIELDS);
  for (const [i, { hash, slice }] of sorted.entries()) {
    const [offset, length, crc] = slice;
    table.set([hash, offset % HALF, Math.floor(offset / HALF), length, crc], i * FIELDS);
  }
  return Buffer.from(table.buffer);
}

export class PackageIndex {
  readonly #table: Uint32Array;

  constructor(bytes: Buffer) {
    this.#table = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  }

  get size(): number {
    return this.#table.length / FIELDS;
  }

  /** Of all packages whose name has the same hash: mostly none or one. */
  *candidates(name: string): Iterable<Slice> {
    const hash = crc32(name);
    for (let i = this.#first(hash); i < this.size && this.#table[i * FIELDS] === hash; i++)
      yield this.#slice(i);
  }

  *all(): Iterable<Slice> {
    for (let i = 0; i < this.size; i++) yield this.#slice(i);
  }

  #first(hash: number): number {
    let [low, high] = [0, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#table[middle * FIELDS] as number) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #slice(i: number): Slice {
    const [, low = 0, high = 0, length = 0, crc = 0] = this.#table.subarray(i * FIELDS, (i + 1) * FIELDS);
    return [high * HALF + low, length, crc];
  }
}
