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

  /** Up to where it has counted. */
  get at(): number {
    return this.#at;
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
    const [from, end] = [this.#at - base, to - base];
    if (from >= end) return;
    this.#at = to;
    let [lines, lineStart] = [0, -1];
    // Files of any size are walked so, to the last secret in them.
    for (let i = from; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte !== NEWLINE && byte !== RETURN) continue;
      const isSecond = byte === NEWLINE && (i === from ? this.#afterReturn : bytes[i - 1] === RETURN);
      if (!isSecond) lines++;
      lineStart = i + 1;
    }
    this.#line += lines;
    this.#column =
      lineStart < 0 ? this.#column + unitsIn(bytes, from, end) : 1 + unitsIn(bytes, lineStart, end);
    this.#afterReturn = bytes[end - 1] === RETURN;
  }
}

/** UTF-16 code units. A character of two to four bytes counts with its first; one of four bytes is two. */
function unitsIn(bytes: Uint8Array, from: number, end: number): number {
  let units = 0;
  for (let i = from; i < end; i++) {
    const byte = bytes[i] as number;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
