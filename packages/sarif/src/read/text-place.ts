import type { Sink } from './feed-file.js';

/** Counts lines and characters up to an offset of a text that comes in chunks. */
export class PlaceFinder {
  readonly #offset: number;
  #seen = 0;
  #line = 1;
  #column = 1;

  constructor(offset: number) {
    this.#offset = offset;
  }

  readonly write: Sink = (chunk) => {
    const end = Math.min(chunk.length, this.#offset - this.#seen);
    for (let i = 0; i < end; i++) {
      const byte = chunk[i] ?? 0;
      if (byte === 0x0a) {
        this.#line++;
        this.#column = 1;
        // A character of several bytes counts once, at its first.
      } else if ((byte & 0xc0) !== 0x80) this.#column++;
    }
    this.#seen += chunk.length;
  };

  /** Both from 1. */
  place(): { line: number; column: number } {
    return { line: this.#line, column: this.#column };
  }
}
