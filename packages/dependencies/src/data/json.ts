import { DEPTH_LIMIT, type DataNode } from './node.js';
import { ReadError } from './read-error.js';

/**
 * Reads strict JSON (RFC 8259) in linear time. Of a key that stands twice the last value counts, as it does for all package
 * managers; `duplicates` holds the lines of the others.
 *
 * @throws {ReadError}
 */
export function readJson(text: string): { readonly root: DataNode; readonly duplicates: readonly number[] } {
  const reader = new JsonReader(text);
  return { root: reader.read(), duplicates: reader.duplicates };
}

const PLAIN_STRING = /"[^"\\\u0000-\u001f]*"/y; // eslint-disable-line no-control-regex -- JSON forbids them in strings
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class JsonReader {
  readonly duplicates: number[] = [];
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  read(): DataNode {
    this.#skipBlank();
    const root = this.#value(0, this.#line);
    this.#skipBlank();
    if (this.#at < this.#text.length) this.#fail('something follows after the end of the value');
    return root;
  }

  #value(depth: number, line: number): DataNode {
    if (depth > DEPTH_LIMIT) this.#fail(`it is nested more than ${DEPTH_LIMIT} levels deep`);
    const first = this.#text[this.#at];
    if (first === '{') return { line, value: this.#object(depth) };
    if (first === '[') return { line, value: this.#array(depth) };
    if (first === '"') return { line, value: this.#string() };
    return { line, value: this.#scalar() };
  }

  #object(depth: number): Map<string, DataNode> {
    const table = new Map<string, DataNode>();
    this.#at++;
    this.#skipBlank();
    if (this.#takes('}')) return table;
    do {
      this.#skipBlank();
      const line = this.#line;
      if (this.#text[this.#at] !== '"') this.#fail('a key in double quotes is expected');
      const key = this.#string();
      this.#skipBlank();
      if (!this.#takes(':')) this.#fail('`:` is expected after the key');
      this.#skipBlank();
      const earlier = table.get(key);
      if (earlier) this.duplicates.push(earlier.line);
      table.set(key, this.#value(depth + 1, line));
      this.#skipBlank();
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('`,` or `}` is expected');
    return table;
  }

  #array(depth: number): DataNode[] {
    const items: DataNode[] = [];
    this.#at++;
    this.#skipBlank();
    if (this.#takes(']')) return items;
    do {
      this.#skipBlank();
      items.push(this.#value(depth + 1, this.#line));
      this.#skipBlank();
    } while (this.#takes(','));
    if (!this.#takes(']')) this.#fail('`,` or `]` is expected');
    return items;
  }

  #string(): string {
    const start = this.#at;
    PLAIN_STRING.lastIndex = start;
    const plain = PLAIN_STRING.exec(this.#text)?.[0];
    if (plain !== undefined) {
      this.#at += plain.length;
      return plain.slice(1, -1);
    }
    let end = start + 1;
    while (end < this.#text.length && this.#text[end] !== '"') end += this.#text[end] === '\\' ? 2 : 1;
    if (end >= this.#text.length) this.#fail('a string has no end');
    this.#at = end + 1;
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string;
    } catch {
      return this.#fail('a string holds a control character or an unknown escape');
    }
  }

  #scalar(): number | boolean | null {
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return Number(number);
    }
    for (const [word, value] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#fail(this.#at < this.#text.length ? 'a value is expected' : 'it ends in the middle');
  }

  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipBlank(): void {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 10) this.#line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
    }
  }

  #fail(what: string): never {
    throw new ReadError(
      `is not valid JSON: ${this.#at < this.#text.length ? what : 'it ends in the middle'}.`,
      this.#line,
    );
  }
}
