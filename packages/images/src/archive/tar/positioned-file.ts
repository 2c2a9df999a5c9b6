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
      this.#window = {
        start,
        bytes: await this.#read(Buffer.allocUnsafeSlow(Math.max(length, WINDOW)), start),
      };
    const at = start - this.#window.start;
    return this.#window.bytes.subarray(at, at + length);
  }

  /** As `Pieces`. Reads one while the one before is used. @throws {GateError} when the file ends before `end` */
  async *range(start: number, end: number): AsyncGenerator<Buffer, void, undefined> {
    if (start >= end) return;
    const length = Math.min(CHUNK, end - start);
    let [now, next] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
    let reading = this.#read(now, start, end);
    for (let at = start; at < end;) {
      const piece = await reading;
      if (piece.length === 0) throw damaged(this.name, 'was cut off while it was read.');
      at += piece.length;
      [now, next] = [next, now];
      reading = this.#read(now, at, end);
      // Nobody waits for it where the reader gives up.
      reading.catch(() => undefined);
      yield piece;
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #read(into: Buffer, start: number, end = this.size): Promise<Buffer> {
    this.#signal.throwIfAborted();
    const wanted = Math.max(0, Math.min(into.length, end - start, this.size - start));
    if (wanted === 0) return into.subarray(0, 0);
    try {
      const { bytesRead } = await this.#handle.read(into, 0, wanted, start);
      this.bytesRead += bytesRead;
      return into.subarray(0, bytesRead);
    } catch (error) {
      throw systemError(this.name, error);
    }
  }
}
