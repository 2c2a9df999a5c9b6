import { ReadError } from './read-error.js';

/* eslint-disable no-control-regex -- TOML forbids control characters other than the tab in comments and strings. */
const COMMENT = /#[^\u0000-\u0008\u000a-\u001f\u007f]*/y;
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const PLAIN_BASIC = /"[^"\\\u0000-\u0008\u000a-\u001f\u007f]*"/y;
const PLAIN_LITERAL = /'[^'\u0000-\u0008\u000a-\u001f\u007f]*'/y;
const CONTROL_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/;
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
/* eslint-enable no-control-regex */
const DATE_AND_TIME = /\d{4}-\d\d-\d\d \d\d:[\d:.]+(?:[Zz]|[+-]\d\d:\d\d)?/y;
const BARE_VALUE = /[A-Za-z0-9_+.:-]+/y;
/** A backslash, and what it stands with: at the end of a line all blank space up to the next text. */
const ESCAPE =
  /\\(?:([ \t]*\r?\n[ \t\r\n]*)|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]?))/g;
const ESCAPES = new Map(
  Object.entries({ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b', '"': '"', '\\': '\\' }),
);

/** The words of a TOML text, one after the other, with the line that it has come to. */
export class TomlScanner {
  readonly #text: string;
  #at = 0;
  line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.#at >= this.#text.length;
  }

  takes(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  skipSpaces(): void {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 9) return;
    }
  }

  /** Blank space, ends of lines and comments. */
  skipLines(): void {
    do {
      this.skipSpaces();
      this.#match(COMMENT);
    } while (this.#takesLineEnd());
  }

  /** After a header or a pair: a comment at most, and the end of the line or the file. */
  endLine(): void {
    this.skipSpaces();
    this.#match(COMMENT);
    if (!this.done && !this.#takesLineEnd()) this.fail('the end of the line is expected');
  }

  /** A key with its dots. */
  key(limit: number): string[] {
    const parts: string[] = [];
    do {
      this.skipSpaces();
      parts.push(this.#keyPart());
      this.skipSpaces();
      if (parts.length > limit) this.fail(`a key has more than ${limit} parts`);
    } while (this.takes('.'));
    return parts;
  }

  #keyPart(): string {
    const quote = this.#text[this.#at];
    if (quote === '"' || quote === "'") return this.#lineString(quote);
    return this.#match(BARE_KEY) ?? this.fail('a key is expected');
  }

  /** A string of any of the four kinds, or nothing where none starts. */
  string(): string | undefined {
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") return undefined;
    const opening = quote.repeat(3);
    return this.#text.startsWith(opening, this.#at) ? this.#linesString(opening) : this.#lineString(quote);
  }

  #lineString(quote: string): string {
    const plain = this.#match(quote === '"' ? PLAIN_BASIC : PLAIN_LITERAL);
    if (plain !== undefined) return plain.slice(1, -1);
    const start = this.#at + 1;
    const end = quote === '"' ? this.#closing(quote, start) : -1;
    if (end < 0) this.fail('a string has no end on its line, or holds a control character');
    const inner = this.#text.slice(start, end);
    if (CONTROL.test(inner)) this.fail('a string has no end on its line, or holds a control character');
    this.#at = end + 1;
    return this.#unescape(inner);
  }

  #linesString(opening: string): string {
    const start = this.#at + 3;
    const isBasic = opening === '"""';
    let end = isBasic ? this.#closing(opening, start) : this.#text.indexOf(opening, start);
    if (end < 0) this.fail('a string has no end');
    // Up to two quotes may stand before the closing three.
    for (let more = 0; more < 2 && this.#text[end + 3] === opening[0]; more++) end++;
    const inner = this.#text.slice(start, end);
    if (CONTROL_IN_LINES.test(inner)) this.fail('a string holds a control character');
    const trimmed = inner.replace(/^\r?\n/, '');
    const value = isBasic ? this.#unescape(trimmed) : trimmed;
    for (let at = inner.indexOf('\n'); at >= 0; at = inner.indexOf('\n', at + 1)) this.line++;
    this.#at = end + 3;
    return value;
  }

  /** Where the closing quotes stand, escaped ones passed over; -1 without any. */
  #closing(quotes: string, start: number): number {
    for (let at = start; at < this.#text.length; at++) {
      if (this.#text[at] === '\\') at++;
      else if (this.#text.startsWith(quotes, at)) return at;
      else if (quotes.length === 1 && this.#text[at] === '\n') return -1;
    }
    return -1;
  }

  #unescape(text: string): string {
    return text.replace(
      ESCAPE,
      (_, blank?: string, x?: string, u?: string, long?: string, letter?: string) => {
        if (blank !== undefined) return '';
        const code = x ?? u ?? long;
        if (code === undefined)
          return ESCAPES.get(letter ?? '') ?? this.fail('a string holds an unknown escape');
        const point = Number.parseInt(code, 16);
        if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff))
          return this.fail('a string holds an escape that is no character');
        return String.fromCodePoint(point);
      },
    );
  }

  /** What is neither a string nor a list nor a table. Empty where nothing of it starts. */
  bareValue(): string {
    return this.#match(DATE_AND_TIME) ?? this.#match(BARE_VALUE) ?? '';
  }

  fail(what: string): never {
    throw new ReadError(`is not valid TOML: ${this.done ? 'it ends in the middle' : what}.`, this.line);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #takesLineEnd(): boolean {
    if (!this.takes('\n') && !this.takes('\r\n')) return false;
    this.line++;
    return true;
  }
}
