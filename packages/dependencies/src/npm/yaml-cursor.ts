import { DEPTH_LIMIT, Malformed, tooDeep, type Cursor } from './cursor.js';
import { blockScalar, doubleQuoted, singleQuoted } from './yaml-scalars.js';

/** YAML that is none of what pnpm and yarn write: not wrong, but for a whole YAML parser. */
export class Unusual extends Error {
  constructor(readonly line: number) {
    super('unusual YAML');
    this.name = 'Unusual';
  }
}

/**
 * The part of YAML that pnpm (js-yaml), yarn and Prettier write into lockfiles: block maps and lists, flow maps and
 * lists, scalars on one line, block texts. It never guesses: anchors, tags, merge keys, scalars over several lines and
 * the like are `Unusual`. A hundred times faster than a whole parser, which takes seconds for 20,000 packages.
 */
export class YamlCursor implements Cursor {
  readonly #text: string;
  /** The next character of content. */
  #at = 0;
  #line: number;
  /** Column of the content, from 0, while `#at` is the first of its line; -1 at the end of the text. */
  #indent = -1;
  /** Column of the map or list that the next value belongs to. */
  #parent = -1;
  /** Does the next value begin on a line of its own (or a list item of its own)? */
  #isBlock = true;
  #isInMap = false;
  #flow = 0;
  #depth = 0;

  constructor(text: string, firstLine = 1) {
    this.#text = text;
    this.#line = firstLine;
    this.#contentLine(0);
  }

  peek(): 'map' | 'list' | 'scalar' {
    if (this.#flow === 0 && this.#isBlock) {
      if (this.#isListItem())
        return this.#indent >= this.#parent + Number(!this.#isInMap) ? 'list' : 'scalar';
      return this.#indent > this.#parent ? 'map' : 'scalar';
    }
    const code = this.#text.charCodeAt(this.#at);
    if (code === OPEN_BRACE) return 'map';
    return code === OPEN_BRACKET ? 'list' : 'scalar';
  }

  map(entry: (key: string, line: number) => void): void {
    const kind = this.peek();
    if (kind === 'map') this.#nested(() => (this.#isFlow() ? this.#flowMap(entry) : this.#blockMap(entry)));
    else if (kind === 'list' || this.text() !== undefined) this.#fail('a map');
  }

  list(item: (index: number) => void): void {
    const kind = this.peek();
    if (kind === 'list') this.#nested(() => (this.#isFlow() ? this.#flowList(item) : this.#blockList(item)));
    else if (kind === 'map' || this.text() !== undefined) this.#fail('a list');
  }

  text(): string | undefined {
    if (this.peek() !== 'scalar') {
      this.skip();
      return undefined;
    }
    if (this.#flow > 0) return this.#flowText();
    return this.#isBlock ? undefined : this.#lineText();
  }

  skip(): void {
    const kind = this.peek();
    if (kind === 'scalar') this.text();
    else if (!this.#isFlow()) this.#skipBlock();
    else if (kind === 'map') this.map(() => this.skip());
    else this.list(() => this.skip());
  }

  /** @throws {Malformed} where anything follows the value. */
  end(): void {
    if (this.#indent >= 0) this.#fail('the end of the file');
  }

  #isFlow(): boolean {
    return this.#flow > 0 || !this.#isBlock;
  }

  #nested(read: () => void): void {
    const { parent, isInMap } = { parent: this.#parent, isInMap: this.#isInMap };
    if (++this.#depth > DEPTH_LIMIT) throw tooDeep(this.#line);
    read();
    this.#depth--;
    this.#parent = parent;
    this.#isInMap = isInMap;
  }

  #blockMap(entry: (key: string, line: number) => void): void {
    const indent = this.#indent;
    while (this.#indent === indent) {
      const line = this.#line;
      const key = this.#blockKey(indent);
      this.#parent = indent;
      this.#isInMap = true;
      this.#slot(line);
      this.#taken(() => entry(key, line));
    }
    if (this.#indent > indent) this.#fail('a line that is indented like those before it');
  }

  #blockList(item: (index: number) => void): void {
    const indent = this.#indent;
    for (let index = 0; this.#indent === indent && this.#isListItem(); index++) {
      this.#parent = indent;
      this.#isInMap = false;
      const dash = this.#at++;
      this.#spaces();
      if (this.#isCompactMap()) {
        this.#indent = indent + this.#at - dash;
        this.#isBlock = true;
      } else this.#slot(this.#line);
      this.#taken(() => item(index));
    }
    if (this.#indent > indent) this.#fail('a line that is indented like those before it');
  }

  /** Runs a callback, then takes the value that it left. */
  #taken(callback: () => void): void {
    const [at, isBlock, indent] = [this.#at, this.#isBlock, this.#indent];
    callback();
    if (this.#at === at && this.#isBlock === isBlock && this.#indent === indent) this.skip();
    this.#isBlock = true;
  }

  /** `- a: 1`: a map that begins on the line of its dash. */
  #isCompactMap(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return false;
    if (code !== QUOTE && code !== APOSTROPHE) return this.#plainKeyEnd() >= 0;
    const start = this.#at;
    this.#quoted();
    this.#spaces();
    const isKey = this.#text.charCodeAt(this.#at) === COLON;
    this.#at = start;
    return isKey;
  }

  /** Is the value on the rest of the line, or on lines of its own? */
  #slot(line: number): void {
    this.#spaces();
    this.#isBlock = this.#isEndOfLine();
    if (this.#isBlock) this.#contentLine(this.#at);
    if (this.#isBlock && this.#line === line && this.#indent >= 0) this.#fail('a value');
  }

  #blockKey(indent: number): string {
    if (this.#isListItem()) return this.#fail('a key');
    const isExplicit = this.#text.startsWith('? ', this.#at);
    if (isExplicit) this.#at += 2;
    const code = this.#text.charCodeAt(this.#at);
    const key = code === QUOTE || code === APOSTROPHE ? this.#quoted() : this.#plainKey(isExplicit);
    if (isExplicit) {
      this.#contentLine(this.#at);
      if (this.#indent !== indent) this.#fail('`:` below the key');
    } else this.#spaces();
    if (this.#text.charCodeAt(this.#at) !== COLON) this.#fail('`:` after the key');
    this.#at++;
    return key;
  }

  #plainKey(isExplicit: boolean): string {
    if (!PLAIN_KEY_START.test(this.#text.charAt(this.#at))) throw new Unusual(this.#line);
    const end = isExplicit ? endOfLine(this.#text, this.#at) : this.#plainKeyEnd();
    if (end < 0) throw new Unusual(this.#line);
    const key = this.#text.slice(this.#at, end).trimEnd();
    if (key === '<<' || key.includes(' #')) throw new Unusual(this.#line);
    this.#at = end;
    return key;
  }

  /** Where the colon of a key stands; -1 where the line has none. */
  #plainKeyEnd(): number {
    const text = this.#text;
    for (let at = this.#at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF) return -1;
      if (code !== COLON) continue;
      const next = text.charCodeAt(at + 1);
      if (next === SPACE || next === LF || next === CR || at + 1 === text.length) return at;
    }
    return -1;
  }

  /** A scalar on the rest of its line, or a block text. */
  #lineText(): string | undefined {
    const code = this.#text.charCodeAt(this.#at);
    if (code === PIPE || code === GREATER) return this.#blockText();
    const isQuoted = code === QUOTE || code === APOSTROPHE;
    const text = isQuoted ? this.#quoted() : this.#plainLine();
    this.#spaces();
    if (!this.#isEndOfLine()) this.#fail('the end of the line after the value');
    this.#contentLine(this.#at);
    // What is indented deeper goes on with a plain text; after a quoted one it is an error, which the library words.
    if (this.#indent > this.#parent) throw new Unusual(this.#line);
    return isQuoted ? text : plainValue(text);
  }

  /** `- a`, `? a` and `: a` are no texts. */
  #checkPlain(): void {
    const isSign = /[-?:]/.test(this.#text.charAt(this.#at));
    const isAlone = isSign && !/\S/.test(this.#text.charAt(this.#at + 1));
    if (isAlone || !PLAIN_START.test(this.#text.charAt(this.#at))) throw new Unusual(this.#line);
  }

  #plainLine(): string {
    this.#checkPlain();
    const end = endOfLine(this.#text, this.#at);
    let text = this.#text.slice(this.#at, end);
    const comment = text.indexOf(' #');
    if (comment >= 0) text = text.slice(0, comment);
    text = text.trimEnd();
    if (text.includes(': ') || text.endsWith(':')) throw new Unusual(this.#line);
    this.#at = end;
    return text;
  }

  #blockText(): string {
    const read = blockScalar(this.#text, this.#at, this.#parent);
    if (!read) throw new Unusual(this.#line);
    this.#line += read.lines;
    this.#contentLine(read.end);
    return read.value;
  }

  #quoted(): string {
    const isSingle = this.#text.charCodeAt(this.#at) === APOSTROPHE;
    const read = isSingle ? singleQuoted(this.#text, this.#at) : doubleQuoted(this.#text, this.#at);
    if (read === 'endless') return this.#fail('a quotation mark: the text that begins here has no end');
    if (read === 'unusual') throw new Unusual(this.#line);
    this.#at = read.end;
    return read.value;
  }

  #flowMap(entry: (key: string, line: number) => void): void {
    this.#openFlow();
    while (this.#text.charCodeAt(this.#at) !== CLOSE_BRACE) {
      const line = this.#line;
      const key = this.#flowScalar();
      this.#flowSpace();
      if (this.#text.charCodeAt(this.#at) !== COLON) throw this.#unusualOrEnd();
      this.#at++;
      this.#flowSpace();
      const start = this.#at;
      entry(key, line);
      if (this.#at === start) this.skip();
      this.#flowSeparator(CLOSE_BRACE);
    }
    this.#closeFlow();
  }

  #flowList(item: (index: number) => void): void {
    this.#openFlow();
    for (let index = 0; this.#text.charCodeAt(this.#at) !== CLOSE_BRACKET; index++) {
      const start = this.#at;
      item(index);
      if (this.#at === start) this.skip();
      if (this.#text.charCodeAt(this.#at) === COLON) throw new Unusual(this.#line);
      this.#flowSeparator(CLOSE_BRACKET);
    }
    this.#closeFlow();
  }

  #openFlow(): void {
    this.#flow++;
    this.#at++;
    this.#flowSpace();
  }

  #closeFlow(): void {
    this.#flow--;
    this.#at++;
    if (this.#flow > 0) return this.#flowSpace();
    this.#spaces();
    if (!this.#isEndOfLine()) this.#fail('the end of the line after the value');
    this.#contentLine(this.#at);
  }

  #flowSeparator(close: number): void {
    const code = this.#text.charCodeAt(this.#at);
    if (code === close) return;
    if (code !== COMMA) throw this.#unusualOrEnd();
    this.#at++;
    this.#flowSpace();
  }

  #flowText(): string | undefined {
    const code = this.#text.charCodeAt(this.#at);
    const isQuoted = code === QUOTE || code === APOSTROPHE;
    // An empty value: `{a: , b: 1}`.
    const isEmpty = code === COMMA || code === CLOSE_BRACE;
    const text = isEmpty ? '' : this.#flowScalar();
    this.#flowSpace();
    return isQuoted ? text : plainValue(text);
  }

  #flowScalar(): string {
    const code = this.#text.charCodeAt(this.#at);
    if (code === QUOTE || code === APOSTROPHE) return this.#quoted();
    if (this.#at >= this.#text.length) throw this.#unusualOrEnd();
    this.#checkPlain();
    FLOW_PLAIN.lastIndex = this.#at;
    const text = FLOW_PLAIN.exec(this.#text)?.[0];
    if (text === undefined) throw this.#unusualOrEnd();
    this.#at += text.length;
    return text.trimEnd();
  }

  #flowSpace(): void {
    const text = this.#text;
    for (;;) {
      const code = text.charCodeAt(this.#at);
      if (code === LF) this.#line++;
      else if (code === HASH) throw new Unusual(this.#line);
      else if (code !== SPACE && code !== CR && code !== TAB) return;
      this.#at++;
    }
  }

  #skipBlock(): void {
    const isList = this.#isListItem();
    const least = isList ? this.#indent : this.#parent + 1;
    while (this.#indent >= least && (this.#indent > least || !isList || this.#isListItem())) {
      this.#contentLine(endOfLine(this.#text, this.#at));
    }
    this.#isBlock = true;
  }

  #spaces(): void {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++;
  }

  #isEndOfLine(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code === HASH) return this.#at === 0 || BLANK.has(this.#text.charCodeAt(this.#at - 1));
    return code === LF || code === CR || this.#at >= this.#text.length;
  }

  #isListItem(): boolean {
    if (this.#indent < 0 || this.#text.charCodeAt(this.#at) !== DASH) return false;
    return this.#at + 1 === this.#text.length || BLANK.has(this.#text.charCodeAt(this.#at + 1));
  }

  /** Moves to the first character of content on the lines from `from` on, whose rest of the line is blank or a comment. */
  #contentLine(from: number): void {
    const text = this.#text;
    let start = from;
    if (from > 0 && text.charCodeAt(from - 1) !== LF) {
      const end = text.indexOf('\n', from);
      start = end < 0 ? text.length : end + 1;
      if (end >= 0) this.#line++;
    }
    for (;;) {
      let at = start;
      while (text.charCodeAt(at) === SPACE) at++;
      const code = text.charCodeAt(at);
      if (at >= text.length) {
        this.#at = text.length;
        this.#indent = -1;
        return;
      }
      if (code !== LF && code !== CR && code !== HASH) {
        if (code === TAB) throw new Unusual(this.#line);
        this.#at = at;
        this.#indent = at - start;
        return;
      }
      const end = text.indexOf('\n', at);
      start = end < 0 ? text.length : end + 1;
      if (end >= 0) this.#line++;
    }
  }

  #unusualOrEnd(): Error {
    if (this.#at < this.#text.length) return new Unusual(this.#line);
    return new Malformed('It ends within `{` or `[`. It is probably truncated.', this.#line);
  }

  #fail(expected: string): never {
    throw new Malformed(`Expected ${expected}.`, this.#line);
  }
}

function plainValue(text: string): string | undefined {
  return text === '' || text === 'null' || text === '~' ? undefined : text;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text.charCodeAt(end - 1) === CR ? end - 1 : end;
}

/** A plain scalar of a flow map or list ends before these; a colon belongs to it unless blank space follows. */
const FLOW_PLAIN = /(?:[^,[\]{}:#\r\n]|:(?![\s,[\]{}])|(?<! )#){1,4096}/y;
const PLAIN_START = /[^\s&*!|>%@`'"#,[\]{}]/;
const PLAIN_KEY_START = /[^\s&*!|>%@`'"#,[\]{}?<=]/;

const [TAB, LF, CR, SPACE, QUOTE, HASH, APOSTROPHE, COMMA, DASH, COLON, GREATER] = [
  9, 10, 13, 32, 34, 35, 39, 44, 45, 58, 62,
];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, PIPE, CLOSE_BRACE] = [91, 93, 123, 124, 125];
const BLANK = new Set([TAB, LF, CR, SPACE]);
