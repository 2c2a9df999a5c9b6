import { DEPTH_LIMIT, Malformed, tooDeep, type Cursor } from './cursor.js';

/** JSON as npm reads it, or with the comments and trailing commas that bun allows (`lenient`). */
export class JsonCursor implements Cursor {
  readonly #text: string;
  readonly #lenient: boolean;
  #at = 0;
  #line = 1;
  #depth = 0;

  constructor(text: string, lenient = false) {
    this.#text = text;
    this.#lenient = lenient;
    this.#space();
  }

  peek(): 'map' | 'list' | 'scalar' {
    const code = this.#text.charCodeAt(this.#at);
    if (code === OPEN_BRACE) return 'map';
    return code === OPEN_BRACKET ? 'list' : 'scalar';
  }

  map(entry: (key: string, line: number) => void): void {
    if (!this.#open(OPEN_BRACE, 'an object')) return;
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACE) {
      const line = this.#line;
      if (this.#text.charCodeAt(this.#at) !== QUOTE) this.#fail('a key in double quotes or `}`');
      const key = this.#string();
      this.#colon();
      const start = this.#at;
      entry(key, line);
      if (this.#at === start) this.skip();
      this.#separator(CLOSE_BRACE, '`,` or `}`');
    }
    this.#close();
  }

  list(item: (index: number) => void): void {
    if (!this.#open(OPEN_BRACKET, 'a list')) return;
    for (let index = 0; this.#text.charCodeAt(this.#at) !== CLOSE_BRACKET; index++) {
      const start = this.#at;
      item(index);
      if (this.#at === start) this.skip();
      this.#separator(CLOSE_BRACKET, '`,` or `]`');
    }
    this.#close();
  }

  text(): string | undefined {
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE) {
      const text = this.#string();
      this.#space();
      return text;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      this.skip();
      return undefined;
    }
    const literal = this.#literal();
    return literal === 'null' ? undefined : literal;
  }

  skip(): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE) {
      this.#endOfString();
      this.#space();
    } else if (code === OPEN_BRACE) this.#skipMap();
    else if (code === OPEN_BRACKET) this.list(() => this.skip());
    else this.#literal();
  }

  /** As `map`, without making texts of the keys. */
  #skipMap(): void {
    this.#open(OPEN_BRACE, 'an object');
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACE) {
      if (this.#text.charCodeAt(this.#at) !== QUOTE) this.#fail('a key in double quotes or `}`');
      this.#endOfString();
      this.#colon();
      this.skip();
      this.#separator(CLOSE_BRACE, '`,` or `}`');
    }
    this.#close();
  }

  #colon(): void {
    this.#space();
    if (this.#text.charCodeAt(this.#at) !== COLON) this.#fail('`:` after the key');
    this.#at++;
    this.#space();
  }

  /** @throws {Malformed} where anything but blank space follows the value. */
  end(): void {
    if (this.#at < this.#text.length) this.#fail('the end of the file after the value');
  }

  /** Where the next value begins, to return to. */
  get mark(): Mark {
    return { at: this.#at, line: this.#line };
  }

  return(mark: Mark): void {
    this.#at = mark.at;
    this.#line = mark.line;
  }

  #open(code: number, what: string): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) {
      if (this.#text.startsWith('null', this.#at)) {
        this.#literal();
        return false;
      }
      this.#fail(what);
    }
    if (++this.#depth > DEPTH_LIMIT) throw tooDeep(this.#line);
    this.#at++;
    this.#space();
    return true;
  }

  #close(): void {
    this.#depth--;
    this.#at++;
    this.#space();
  }

  #separator(close: number, expected: string): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code === close) return;
    if (code !== COMMA) this.#fail(expected);
    this.#at++;
    this.#space();
    if (this.#text.charCodeAt(this.#at) === close && !this.#lenient) this.#fail('a value after the comma');
  }

  #string(): string {
    const start = this.#at + 1;
    const isPlain = this.#endOfString();
    if (isPlain) return this.#text.slice(start, this.#at - 1);
    try {
      return JSON.parse(this.#text.slice(start - 1, this.#at)) as string;
    } catch {
      throw new Malformed('A string holds a backslash that begins no valid escape.', this.#line);
    }
  }

  /** Moves behind the string; was it free of escapes? */
  #endOfString(): boolean {
    const text = this.#text;
    let isPlain = true;
    let at = this.#at + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return isPlain;
      }
      if (code === BACKSLASH) {
        isPlain = false;
        at++;
      } else if (code < 0x20) break;
    }
    if (at >= text.length) this.#at = text.length;
    return this.#fail('`"`: the string that begins here has no end');
  }

  #literal(): string {
    LITERAL.lastIndex = this.#at;
    const literal = LITERAL.exec(this.#text)?.[0];
    if (literal === undefined) return this.#fail('a value');
    this.#at += literal.length;
    this.#space();
    return literal;
  }

  #space(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === SPACE || code === TAB) this.#at++;
      else if (code === LF || code === CR) {
        if (code === LF || text.charCodeAt(this.#at + 1) !== LF) this.#line++;
        this.#at++;
      } else if (code !== SLASH || !this.#lenient) return;
      else this.#comment();
    }
  }

  #comment(): void {
    const isBlock = this.#text.startsWith('/*', this.#at);
    if (!isBlock && !this.#text.startsWith('//', this.#at)) this.#fail('a value');
    const end = isBlock ? this.#text.indexOf('*/', this.#at + 2) : endOfLine(this.#text, this.#at);
    if (end < 0) this.#fail('`*/`: the comment that begins here has no end');
    for (; this.#at < end; this.#at++) if (this.#text.charCodeAt(this.#at) === LF) this.#line++;
    if (isBlock) this.#at += 2;
  }

  #fail(expected: string): never {
    const isEnd = this.#at >= this.#text.length;
    throw new Malformed(
      isEnd
        ? `It ends in the middle: expected ${expected}. It is probably truncated.`
        : `Expected ${expected}.`,
      this.#line,
    );
  }
}

export interface Mark {
  readonly at: number;
  readonly line: number;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const LITERAL = /null|true|false|-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,5})?/y;

const [TAB, LF, CR, SPACE, QUOTE, COMMA, SLASH, COLON] = [9, 10, 13, 32, 34, 44, 47, 58];
const [OPEN_BRACKET, BACKSLASH, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [91, 92, 93, 123, 125];
