import { DEPTH_LIMIT, Malformed, tooDeep, type Cursor } from './cursor.js';
import { blockScalar } from './yaml-scalars.js';
import { Unusual, YamlScanner } from './yaml-scanner.js';

/**
 * The part of YAML that pnpm (js-yaml), yarn and Prettier write into lockfiles: block maps and lists, flow maps and
 * lists, scalars on one line, block texts. It never guesses: anchors, tags, merge keys, scalars over several lines and
 * the like are `Unusual`. A whole parser takes seconds for 20,000 packages.
 */
export class YamlCursor extends YamlScanner implements Cursor {
  /** Column of the map or list that the next value belongs to. */
  #parent = -1;
  /** Does the next value begin on a line of its own (or a list item of its own)? */
  #isBlock = true;
  #isInMap = false;
  #flow = 0;
  #depth = 0;

  constructor(text: string, firstLine = 1) {
    super(text, firstLine);
  }

  peek(): 'map' | 'list' | 'scalar' {
    if (this.#flow === 0 && this.#isBlock) {
      if (this.isListItem()) return this.indent >= this.#parent + Number(!this.#isInMap) ? 'list' : 'scalar';
      return this.indent > this.#parent ? 'map' : 'scalar';
    }
    const code = this.source.charCodeAt(this.at);
    if (code === OPEN_BRACE) return 'map';
    return code === OPEN_BRACKET ? 'list' : 'scalar';
  }

  map(entry: (key: string, line: number) => void): void {
    const kind = this.peek();
    if (kind === 'map') this.#nested(() => (this.#isFlow() ? this.#flowMap(entry) : this.#blockMap(entry)));
    else if (kind === 'list' || this.text() !== undefined) this.fail('a map');
  }

  list(item: (index: number) => void): void {
    const kind = this.peek();
    if (kind === 'list') this.#nested(() => (this.#isFlow() ? this.#flowList(item) : this.#blockList(item)));
    else if (kind === 'map' || this.text() !== undefined) this.fail('a list');
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
    if (this.indent >= 0) this.fail('the end of the file');
  }

  #isFlow(): boolean {
    return this.#flow > 0 || !this.#isBlock;
  }

  #nested(read: () => void): void {
    const { parent, isInMap } = { parent: this.#parent, isInMap: this.#isInMap };
    if (++this.#depth > DEPTH_LIMIT) throw tooDeep(this.line);
    read();
    this.#depth--;
    this.#parent = parent;
    this.#isInMap = isInMap;
  }

  #blockMap(entry: (key: string, line: number) => void): void {
    const indent = this.indent;
    while (this.indent === indent) {
      const line = this.line;
      const key = this.#blockKey(indent);
      this.#parent = indent;
      this.#isInMap = true;
      this.#slot(line);
      this.#taken(() => entry(key, line));
    }
    if (this.indent > indent) this.fail('a line that is indented like those before it');
  }

  #blockList(item: (index: number) => void): void {
    const indent = this.indent;
    for (let index = 0; this.indent === indent && this.isListItem(); index++) {
      this.#parent = indent;
      this.#isInMap = false;
      const dash = this.at++;
      this.spaces();
      if (this.#isCompactMap()) {
        this.indent = indent + this.at - dash;
        this.#isBlock = true;
      } else this.#slot(this.line);
      this.#taken(() => item(index));
    }
    if (this.indent > indent) this.fail('a line that is indented like those before it');
  }

  /** Runs a callback, then takes the value that it left. */
  #taken(callback: () => void): void {
    const [at, isBlock, indent] = [this.at, this.#isBlock, this.indent];
    callback();
    if (this.at === at && this.#isBlock === isBlock && this.indent === indent) this.skip();
    this.#isBlock = true;
  }

  /** `- a: 1`: a map that begins on the line of its dash. */
  #isCompactMap(): boolean {
    const code = this.source.charCodeAt(this.at);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return false;
    if (code !== QUOTE && code !== APOSTROPHE) return this.plainKeyEnd() >= 0;
    const start = this.at;
    this.quoted();
    this.spaces();
    const isKey = this.source.charCodeAt(this.at) === COLON;
    this.at = start;
    return isKey;
  }

  /** Is the value on the rest of the line, or on lines of its own? */
  #slot(line: number): void {
    this.spaces();
    this.#isBlock = this.isEndOfLine();
    if (this.#isBlock) this.contentLine(this.at);
    if (this.#isBlock && this.line === line && this.indent >= 0) this.fail('a value');
  }

  #blockKey(indent: number): string {
    if (this.isListItem()) return this.fail('a key');
    const isExplicit = this.source.startsWith('? ', this.at);
    if (isExplicit) this.at += 2;
    const code = this.source.charCodeAt(this.at);
    const key = code === QUOTE || code === APOSTROPHE ? this.quoted() : this.#plainKey(isExplicit);
    if (isExplicit) {
      this.contentLine(this.at);
      if (this.indent !== indent) this.fail('`:` below the key');
    } else this.spaces();
    if (this.source.charCodeAt(this.at) !== COLON) this.fail('`:` after the key');
    this.at++;
    return key;
  }

  #plainKey(isExplicit: boolean): string {
    if (!PLAIN_KEY_START.test(this.source.charAt(this.at))) throw new Unusual(this.line);
    const end = isExplicit ? endOfLine(this.source, this.at) : this.plainKeyEnd();
    if (end < 0) throw new Unusual(this.line);
    const key = this.source.slice(this.at, end).trimEnd();
    if (key === '<<' || key.includes(' #')) throw new Unusual(this.line);
    this.at = end;
    return key;
  }

  /** A scalar on the rest of its line, or a block text. */
  #lineText(): string | undefined {
    const code = this.source.charCodeAt(this.at);
    if (code === PIPE || code === GREATER) return this.#blockText();
    const isQuoted = code === QUOTE || code === APOSTROPHE;
    const text = isQuoted ? this.quoted() : this.#plainLine();
    this.spaces();
    if (!this.isEndOfLine()) this.fail('the end of the line after the value');
    this.contentLine(this.at);
    // What is indented deeper goes on with a plain text; after a quoted one it is an error, which the library words.
    if (this.indent > this.#parent) throw new Unusual(this.line);
    return isQuoted ? text : plainValue(text);
  }

  #plainLine(): string {
    this.checkPlain();
    const end = endOfLine(this.source, this.at);
    let text = this.source.slice(this.at, end);
    const comment = text.indexOf(' #');
    if (comment >= 0) text = text.slice(0, comment);
    text = text.trimEnd();
    if (text.includes(': ') || text.endsWith(':')) throw new Unusual(this.line);
    this.at = end;
    return text;
  }

  #blockText(): string {
    const read = blockScalar(this.source, this.at, this.#parent);
    if (!read) throw new Unusual(this.line);
    this.line += read.lines;
    this.contentLine(read.end);
    return read.value;
  }

  #flowMap(entry: (key: string, line: number) => void): void {
    this.#openFlow();
    while (this.source.charCodeAt(this.at) !== CLOSE_BRACE) {
      const line = this.line;
      const key = this.#flowScalar();
      this.flowSpace();
      if (this.source.charCodeAt(this.at) !== COLON) throw this.#unusualOrEnd();
      this.at++;
      this.flowSpace();
      const start = this.at;
      entry(key, line);
      if (this.at === start) this.skip();
      this.#flowSeparator(CLOSE_BRACE);
    }
    this.#closeFlow();
  }

  #flowList(item: (index: number) => void): void {
    this.#openFlow();
    for (let index = 0; this.source.charCodeAt(this.at) !== CLOSE_BRACKET; index++) {
      const start = this.at;
      item(index);
      if (this.at === start) this.skip();
      if (this.source.charCodeAt(this.at) === COLON) throw new Unusual(this.line);
      this.#flowSeparator(CLOSE_BRACKET);
    }
    this.#closeFlow();
  }

  #openFlow(): void {
    this.#flow++;
    this.at++;
    this.flowSpace();
  }

  #closeFlow(): void {
    this.#flow--;
    this.at++;
    if (this.#flow > 0) return this.flowSpace();
    this.spaces();
    if (!this.isEndOfLine()) this.fail('the end of the line after the value');
    this.contentLine(this.at);
  }

  #flowSeparator(close: number): void {
    const code = this.source.charCodeAt(this.at);
    if (code === close) return;
    if (code !== COMMA) throw this.#unusualOrEnd();
    this.at++;
    this.flowSpace();
  }

  #flowText(): string | undefined {
    const code = this.source.charCodeAt(this.at);
    const isQuoted = code === QUOTE || code === APOSTROPHE;
    // An empty value: `{a: , b: 1}`.
    const isEmpty = code === COMMA || code === CLOSE_BRACE;
    const text = isEmpty ? '' : this.#flowScalar();
    this.flowSpace();
    return isQuoted ? text : plainValue(text);
  }

  #flowScalar(): string {
    const code = this.source.charCodeAt(this.at);
    if (code === QUOTE || code === APOSTROPHE) return this.quoted();
    if (this.at >= this.source.length) throw this.#unusualOrEnd();
    this.checkPlain();
    FLOW_PLAIN.lastIndex = this.at;
    const text = FLOW_PLAIN.exec(this.source)?.[0];
    if (text === undefined) throw this.#unusualOrEnd();
    this.at += text.length;
    return text.trimEnd();
  }

  #skipBlock(): void {
    const isList = this.isListItem();
    const least = isList ? this.indent : this.#parent + 1;
    while (this.indent >= least && (this.indent > least || !isList || this.isListItem())) {
      this.contentLine(endOfLine(this.source, this.at));
    }
    this.#isBlock = true;
  }

  #unusualOrEnd(): Error {
    if (this.at < this.source.length) return new Unusual(this.line);
    return new Malformed('It ends within `{` or `[`. It is probably truncated.', this.line);
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
const PLAIN_KEY_START = /[^\s&*!|>%@`'"#,[\]{}?<=]/;

const [CR, QUOTE, APOSTROPHE, COMMA, COLON, GREATER] = [13, 34, 39, 44, 58, 62];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, PIPE, CLOSE_BRACE] = [91, 93, 123, 124, 125];
