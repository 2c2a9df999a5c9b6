import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import { basename } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';

import type { Slice } from '../records/stored.js';

/**
 * A file of slices: bytes one after the other, then a description (JSON), then a tail of fixed size that says where the
 * description lies. Each slice is found by its position and checked by its CRC-32, so that opening reads the end alone, and
 * a file that is cut off has none. Numbers are in the byte order of the machine, which is part of the mark.
 */
const MARK = Buffer.from(`railgate-1${endianness()}\n\0\0\0`);
/** Offset (8 bytes), length, CRC-32 of the description, then the mark. */
const TAIL = 16 + MARK.length;
const FLUSH_AT = 1024 * 1024;

/** Writes beside `path` and renames at the end: whoever has the old file open keeps it. */
export class ContainerWriter {
  readonly #path: string;
  readonly #scratch: string;
  readonly #descriptor: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #offset = 0;

  constructor(path: string) {
    this.#path = path;
    this.#scratch = `${path}.${process.pid}.tmp`;
    this.#descriptor = openSync(this.#scratch, 'w', 0o644);
  }

  append(content: Buffer | string): Slice {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const slice: Slice = [this.#offset, bytes.length, crc32(bytes)];
    this.#push(bytes);
    return slice;
  }

  /** @param description what `Container.description` gives */
  finish(description: object): void {
    const [offset, length, crc] = this.append(JSON.stringify(description));
    const tail = Buffer.alloc(TAIL);
    tail.writeBigUInt64LE(BigInt(offset), 0);
    tail.writeUInt32LE(length, 8);
    tail.writeUInt32LE(crc, 12);
    MARK.copy(tail, 16);
    this.#push(tail);
    this.#flush();
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    renameSync(this.#scratch, this.#path);
  }

  /** After a failure. */
  discard(): void {
    closeSync(this.#descriptor);
    rmSync(this.#scratch, { force: true });
  }

  #push(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#offset += bytes.length;
    if (this.#pendingBytes >= FLUSH_AT) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending);
    for (let written = 0; written < bytes.length;)
      written += writeSync(this.#descriptor, bytes, written, bytes.length - written);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/** @throws {GateError} `REPORT_UNREADABLE`, from every method, when the file is not what was written */
export class Container {
  readonly path: string;
  readonly description: unknown;
  readonly #descriptor: number;

  /** @throws {Error} of the system, `ENOENT`, where it is not there; `NEED_UNMET` where it cannot be read */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = withReason(path, () => openSync(path, 'r'));
    try {
      this.description = withReason(path, () => this.#describe());
    } catch (error) {
      this.close();
      throw error;
    }
  }

  read([offset, length, crc]: Slice): Buffer {
    const bytes = this.#bytes(offset, length);
    if (crc32(bytes) !== crc) throw this.damaged('a part of it has changed');
    return bytes;
  }

  readJson(slice: Slice): unknown {
    try {
      return JSON.parse(this.read(slice).toString());
    } catch (error) {
      throw error instanceof GateError ? error : this.damaged('a part of it is not JSON', error);
    }
  }

  damaged(why: string, cause?: unknown): GateError {
    return new GateError(
      'REPORT_UNREADABLE',
      `The database file ${cleanText(basename(this.path))} is damaged: ${why}.`,
      {
        remedy: 'Import it again with `railgate db update` or `railgate db import DIR`.',
        cause,
      },
    );
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #describe(): unknown {
    const { size } = fstatSync(this.#descriptor);
    if (size < TAIL) throw this.damaged('it is cut off');
    const tail = this.#bytes(size - TAIL, TAIL);
    if (!tail.subarray(16).equals(MARK))
      throw this.damaged('it is cut off, or was written by another version or on another kind of machine');
    const offset = Number(tail.readBigUInt64LE(0));
    const length = tail.readUInt32LE(8);
    if (offset + length + TAIL !== size) throw this.damaged('its size is not what it says');
    return this.readJson([offset, length, tail.readUInt32LE(12)]);
  }

  #bytes(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length;) {
      const count = readSync(this.#descriptor, bytes, filled, length - filled, offset + filled);
      if (count === 0) throw this.damaged('it is cut off');
      filled += count;
    }
    return bytes;
  }
}

/** What the system says names a path of this machine, which stands in no report. */
function withReason<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof GateError || code === undefined || code === 'ENOENT') throw error;
    throw new GateError(
      'NEED_UNMET',
      `The database file ${cleanText(basename(path))} cannot be read (${code}).`,
      {
        remedy: 'Give this user the right to read it, or set XDG_DATA_HOME to another folder.',
        cause: error,
      },
    );
  }
}
