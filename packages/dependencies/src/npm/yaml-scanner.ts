import { Malformed } from './cursor.js';
import { doubleQuoted, singleQuoted } from './yaml-scalars.js';

/** YAML that is none of what pnpm and yarn write: not wrong, but for a whole YAML parser. */
export class Unusual extends Error {
  constructor(readonly line: number) {
    super('unusual YAML');
    this.name = 'Unusual';
  }
}

/** Where a reader of YAML stands, and what it finds there: lines, blank space, texts. */
export abstract class YamlScanner {
  protected readonly source: string;
  /** The next character of content. */
  protected at = 0;
  protected line: number;
  /** Column of the content, from 0, while `at` is the first of its line; -1 at the end of the text. */
  protected indent = -1;

  constructor(text: string, firstLine: number) {
    this.source = text;
    this.line = firstLine;
    this.contentLine(0);
  }

  /** Moves to the first character of content on the lines from `from` on, whose rest of the line is blank or a comment. */
  protected contentLine(from: number): void {
    const text = this.source;
    let start = from;
    if (from > 0 && text.charCodeAt(from - 1) !== LF) {
      const end = text.indexOf('\n', from);
      start = end < 0 ? text.length : end + 1;
      if (end >= 0) this.line++;
    }
    for (;;) {
      let at = start;
      while (text.charCodeAt(at) === SPACE) at++;
      const code = text.charCodeAt(at);
      if (at >= text.length) {
        this.at = text.length;
        this.indent = -1;
        return;
      }
      if (code !== LF && code !== CR && code !== HASH) {
        if (code === TAB) throw new Unusual(this.line);
        this.at = at;
        this.indent = at - start;
        return;
      }
      const end = text.indexOf('\n', at);
      start = end < 0 ? text.length : end + 1;
      if (end >= 0) this.line++;
    }
  }

  protected spaces(): void {
    while (this.source.charCodeAt(this.at) === SPACE) this.at++;
  }

  protected isEndOfLine(): boolean {
    const code = this.source.charCodeAt(this.at);
    if (code === HASH) return this.at === 0 || BLANK.has(this.source.charCodeAt(this.at - 1));
    return code === LF || code === CR || this.at >= this.source.length;
  }

  protected isListItem(): boolean {
    if (this.indent < 0 || this.source.charCodeAt(this.at) !== DASH) return false;
    return this.at + 1 === this.source.length || BLANK.has(this.source.charCodeAt(this.at + 1));
  }

  protected quoted(): string {
    const isSingle = this.source.charCodeAt(this.at) === APOSTROPHE;
    const read = isSingle ? singleQuoted(this.source, this.at) : doubleQuoted(this.source, this.at);
    if (read === 'endless') return this.fail('a quotation mark: the text that begins here has no end');
    if (read === 'unusual') throw new Unusual(this.line);
    this.at = read.end;
    return read.value;
  }

  /** `- a`, `? a` and `: a` are no texts. */
  protected checkPlain(): void {
    const isSign = /[-?:]/.test(this.source.charAt(this.at));
    const isAlone = isSign && !/\S/.test(this.source.charAt(this.at + 1));
    if (isAlone || !PLAIN_START.test(this.source.charAt(this.at))) throw new Unusual(this.line);
  }

  /** Where the colon of a key stands; -1 where the line has none. */
  protected plainKeyEnd(): number {
    const text = this.source;
    for (let at = this.at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF) return -1;
      if (code !== COLON) continue;
      const next = text.charCodeAt(at + 1);
      if (next === SPACE || next === LF || next === CR || at + 1 === text.length) return at;
    }
    return -1;
  }

  protected fail(expected: string): never {
    throw new Malformed(`Expected ${expected}.`, this.line);
  }

  protected flowSpace(): void {
    const text = this.source;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === LF) this.line++;
      else if (code === HASH) throw new Unusual(this.line);
      else if (code !== SPACE && code !== CR && code !== TAB) return;
      this.at++;
    }
  }
}

const PLAIN_START = /[^\s&*!|>%@`'"#,[\]{}]/;

const [TAB, LF, CR, SPACE, HASH, APOSTROPHE, DASH, COLON] = [9, 10, 13, 32, 35, 39, 45, 58];
const BLANK = new Set([TAB, LF, CR, SPACE]);
