import type { ProgressStream } from '../src/index.js';
import { displayWidth } from '../src/text/display-width.js';

/** As much of a terminal as live progress uses: lines that wrap, cursor up, erase below, hidden cursor, reflow. */
export class Screen implements ProgressStream {
  columns: number;
  readonly rows: number;
  written = '';
  cursorHidden = false;
  listeners = 0;
  /** Logical lines; the cursor stands on a row of their wrapped form. */
  #lines: string[] = [''];
  #row = 0;
  #resized: (() => void)[] = [];

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** What is to be seen, without colours and the empty last line. */
  lines(): string[] {
    // eslint-disable-next-line no-control-regex -- colours
    const plain = this.#lines.map((line) => line.replace(/\u001b\[[\d;]*m/g, ''));
    while (plain.length > 0 && plain[plain.length - 1] === '') plain.pop();
    return plain;
  }

  resize(columns: number): void {
    const line = this.#lineAt(this.#row);
    this.columns = columns;
    this.#row = this.#rowOf(line);
    for (const listener of this.#resized) listener();
  }

  on(_: 'resize', listener: () => void): void {
    this.listeners++;
    this.#resized.push(listener);
  }

  off(_: 'resize', listener: () => void): void {
    this.listeners--;
    this.#resized = this.#resized.filter((one) => one !== listener);
  }

  write(text: string): void {
    this.written += text;
    // eslint-disable-next-line no-control-regex -- the sequences that this terminal knows
    for (const [token] of text.matchAll(/\u001b\[[?\d;]*[A-Za-z]|\n|\r|[^\u001b\n\r]+/g)) this.#take(token);
  }

  #take(token: string): void {
    if (token === '\n') this.#newLine();
    else if (token === '\r') return;
    else if (token === '\u001b[?25l') this.cursorHidden = true;
    else if (token === '\u001b[?25h') this.cursorHidden = false;
    else if (token === '\u001b[J') this.#lines.splice(this.#lineAt(this.#row), Infinity, '');
    else if (token.startsWith('\u001b[') && token.endsWith('A'))
      this.#row = Math.max(0, this.#row - Number(token.slice(2, -1)));
    else if (token.startsWith('\u001b[') && !token.endsWith('m'))
      throw new Error(`This terminal does not know ${JSON.stringify(token)}.`);
    else this.#lines[this.#lineAt(this.#row)] += token;
  }

  #newLine(): void {
    const next = this.#lineAt(this.#row) + 1;
    if (next === this.#lines.length) this.#lines.push('');
    this.#row = this.#rowOf(next);
  }

  #height(line: string): number {
    // eslint-disable-next-line no-control-regex -- colours
    return Math.max(1, Math.ceil(displayWidth(line.replace(/\u001b\[[\d;]*m/g, '')) / this.columns));
  }

  #rowOf(line: number): number {
    let row = 0;
    for (const text of this.#lines.slice(0, line)) row += this.#height(text);
    return row;
  }

  #lineAt(row: number): number {
    let left = row;
    for (const [i, text] of this.#lines.entries()) {
      left -= this.#height(text);
      if (left < 0) return i;
    }
    return this.#lines.length - 1;
  }
}
