import type { FileHandle } from 'node:fs/promises';

import { damaged, systemError } from '../archive-error.js';

const WINDOW = 16 * 1024;
const CHUNK = 256 * 1024;

/** A file that is read at positions, by several readers at a time; it may have no name any more. */
export class PositionedFile {
  readonly name: string;
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #signal: AbortSignal;
  #window: { start: number; bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };
  /** Bytes that were asked of the system. */
  bytesRead = 0;

  constructor(name: string, size: number, handle: FileHandle, signal: AbortSignal) {
    this.name = name;
    this.size = size;
    this.#handle = handle;
    this.#signal = signal;
  }

  /** For what is small and lies near what was read last: headers. Fewer bytes where the file ends. */
  async peek(start: number, length: number): Promise<Buffer> {
    const { start: from, bytes } = this.#window;
    if (start < from || start + length > from + bytes.length)
      this.#window = { start, bytes: await this.#read(start, Math.max(length, WINDOW)) };
    const at = start - this.#window.start;
    return this.#window.bytes.subarray(at, at + length);
  }

  /** @throws {GateError} when the file ends before `end` */
  async *range(start: number, end: number): AsyncGenerator<Buffer, void, undefined> {
    for (let at = start; at < end;) {
      const chunk = await this.#read(at, Math.min(CHUNK, end - at));
      if (chunk.length === 0) throw damaged(this.name, 'was cut off while it was read.');
      at += chunk.length;
      yield chunk;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #read(start: number, length: number): Promise<Buffer> {
    this.#signal.throwIfAborted();
    const wanted = Math.max(0, Math.min(length, this.size - start));
    const bytes = Buffer.allocUnsafeSlow(wanted);
    try {
      const { bytesRead } = await this.#handle.read(bytes, 0, wanted, start);
      this.bytesRead += bytesRead;
      return bytes.subarray(0, bytesRead);
    } catch (error) {
      throw systemError(this.name, error);
    }
  }
}
