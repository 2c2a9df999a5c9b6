/** The end came before everything that was asked for. */
export class EndOfBytes extends Error {}

/** A stream, read forwards in pieces of any size. */
export class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #chunk: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** @throws {EndOfBytes} */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = length; left > 0;) {
      const part = this.#chunk.subarray(0, left);
      this.#chunk = this.#chunk.subarray(part.length);
      parts.push(part);
      left -= part.length;
      if (left > 0) await this.#next();
    }
    return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
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

  /** The next `length` bytes, as they come. @throws {EndOfBytes} */
  async *pass(length: number): AsyncGenerator<Buffer, void, undefined> {
    for (let left = length; left > 0;) {
      const part = this.#chunk.subarray(0, left);
      this.#chunk = this.#chunk.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
      if (left > 0) await this.#next();
    }
  }

  async #next(): Promise<void> {
    const { done, value } = await this.#chunks.next();
    if (done === true) throw new EndOfBytes();
    this.#chunk = value;
  }
}
