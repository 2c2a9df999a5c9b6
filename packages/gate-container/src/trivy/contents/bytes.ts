import type { Pieces } from '@railgate/images';

/** The end came before everything that was asked for. */
export class EndOfBytes extends Error {}

/** Read forwards in pieces of any size. */
export class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);

  constructor(stream: Pieces) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** A copy. @throws {EndOfBytes} */
  async take(length: number): Promise<Buffer> {
    const taken = Buffer.alloc(length);
    for (let at = 0; at < length;) {
      const copied = this.#chunk.copy(taken, at);
      this.#chunk = this.#chunk.subarray(copied);
      at += copied;
      if (at < length) await this.#next();
    }
    return taken;
  }

  /** @throws {EndOfBytes} */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) {
      const here = Math.min(left, this.#chunk.length);
      this.#chunk = this.#chunk.subarray(here);
      left -= here;
      if (left > 0) await this.#next();
    }
  }

  /** The next `length` bytes, as they come, as `Pieces`. @throws {EndOfBytes} */
  async *pass(length: number): AsyncGenerator<Buffer, void, undefined> {
    for (let left = length; left > 0;) {
      const part = this.#chunk.subarray(0, left);
      this.#chunk = this.#chunk.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
      if (left > 0) await this.#next();
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #next(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done === true) throw new EndOfBytes();
    this.#chunk = value;
  }
}
