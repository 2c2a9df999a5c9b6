import { closeSync, readSync } from 'node:fs';

import type { Gap } from '@railgate/contract';
import { openSource, unreadable } from '@railgate/kit';

/** What is looked at, in pieces or as a whole. */
export interface Source {
  readonly path: string;
  readonly size: number;
  /** The bytes from an offset on, at most so many; good until the next call. */
  read(from: number, length: number): Buffer;
}

export function bytesSource(path: string, bytes: Uint8Array): Source {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return { path, size: buffer.length, read: (from, length) => buffer.subarray(from, from + length) };
}

/** One for a thread: memory that every file is read into, since a tree of 300 MB would else leave as much of it behind. */
export class FileReader {
  #memory = Buffer.alloc(0);

  /** Runs something with a file of the repository, under the rules of `readSource`. */
  with<T>(root: string, path: string, limit: number, use: (source: Source) => T): T | { readonly gap: Gap } {
    const opened = openSource(root, path, limit);
    if ('gap' in opened) return opened;
    const { descriptor, size } = opened;
    try {
      return use({
        path,
        size,
        read: (from, length) => this.#read(descriptor, from, Math.min(length, size - from)),
      });
    } catch (error) {
      if (isSystemError(error)) return unreadable(path, error);
      throw error;
    } finally {
      closeSync(descriptor);
    }
  }

  #read(descriptor: number, from: number, length: number): Buffer {
    if (this.#memory.length < length) this.#memory = Buffer.allocUnsafeSlow(roundUp(length));
    let count = 0;
    while (count < length) {
      const read = readSync(descriptor, this.#memory, count, length - count, from + count);
      if (read === 0) break;
      count += read;
    }
    return this.#memory.subarray(0, count);
  }
}

const LEAST = 256 * 1024;

function roundUp(length: number): number {
  let size = LEAST;
  while (size < length) size *= 2;
  return size;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
