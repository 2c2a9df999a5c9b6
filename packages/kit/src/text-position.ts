import type { Region } from '@railgate/contract';

/** Turns offsets (UTF-16 code units from 0) into lines and columns (from 1). Lines end with LF, CR LF or CR. */
export class TextPosition {
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    for (const match of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(match.index + match[0].length);
  }

  at(offset: number): { line: number; column: number } {
    const bounded = Math.min(Math.max(offset, 0), this.#length);
    const index = this.#lineIndex(bounded);
    return { line: index + 1, column: bounded - (this.#starts[index] ?? 0) + 1 };
  }

  region(start: number, end: number): Required<Region> {
    const from = this.at(start);
    const to = this.at(Math.max(start, end));
    return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  }

  /** The offset of a line and column; nothing where the text has no such place, its end included. */
  offset(line: number, column: number): number | undefined {
    const start = this.#starts[line - 1];
    if (start === undefined || column < 1) return undefined;
    const offset = start + column - 1;
    return offset <= (this.#starts[line] ?? this.#length) ? offset : undefined;
  }

  #lineIndex(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
