import type { Region } from '@railgate/contract';

const NEWLINE = 10;
const RETURN = 13;

/**
 * Turns byte offsets of a text in UTF-8, which may come in pieces, into lines and columns (from 1, columns in UTF-16 code
 * units). Lines end with LF, CR LF or CR. Goes forward only, so that a file is counted once.
 */
export class LineCounter {
  #line = 1;
  #column = 1;
  #afterReturn = false;
  /** Counted up to here, from the beginning of the file. */
  #at: number;

  /** @param start bytes that are no part of the text: a byte order mark. */
  constructor(start: number) {
    this.#at = start;
  }

  /** What stands between two offsets of the file, of which `bytes` is the piece that begins at `base`. */
  region(bytes: Uint8Array, base: number, start: number, end: number): Required<Region> {
    this.advance(bytes, base, start);
    const [startLine, startColumn] = [this.#line, this.#column];
    this.advance(bytes, base, end);
    return { startLine, startColumn, endLine: this.#line, endColumn: this.#column };
  }

  /** Counts up to an offset of the file. */
  advance(bytes: Uint8Array, base: number, to: number): void {
    for (let i = this.#at - base; i < to - base; i++) {
      const byte = bytes[i] as number;
      if (byte === NEWLINE || byte === RETURN) this.#endLine(byte);
      else {
        this.#afterReturn = false;
        // A character of two to four bytes counts with its first; one of four bytes is two code units.
        if ((byte & 0xc0) !== 0x80) this.#column += byte >= 0xf0 ? 2 : 1;
      }
    }
    this.#at = Math.max(this.#at, to);
  }

  #endLine(byte: number): void {
    if (byte === RETURN || !this.#afterReturn) this.#line++;
    this.#column = 1;
    this.#afterReturn = byte === RETURN;
  }
}
