import { DEPTH_LIMIT } from './node.js';
import { ReadError } from './read-error.js';

/** An element of XML. Names keep their prefix. */
export interface XmlElement {
  readonly name: string;
  /** Of its start tag, from 1. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text directly in it, trimmed. */
  readonly text: string;
}

/**
 * Reads XML as build files hold it, in linear time: elements, attributes, texts. Comments, processing instructions and a
 * document type are passed over; entities of its own are none that we expand, and their use is an error.
 *
 * @returns the root element
 * @throws {ReadError}
 */
export function readXml(text: string): XmlElement {
  return new XmlReader(text).read();
}

/** The text of the first child of that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

interface Open extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const NAME = /[^\s<>/="'&]+/y;
const BLANK = /\s*/y;
/** What stands between marks and is passed over. CDATA is text. */
const PASSED = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;
const CDATA = '<![CDATA[';

class XmlReader {
  readonly #text: string;
  readonly #open: Open[] = [];
  #root: XmlElement | undefined;
  #at = 0;
  #line = 1;
  /** Where the line ends that `#at` is on. */
  #lineEnd: number;

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = this.#endFrom(0);
  }

  read(): XmlElement {
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] !== '<') this.#characters();
      else if (!this.#passes()) this.#markup();
    }
    const left = this.#open.at(-1);
    if (left) this.#fail(`it ends within <${left.name.slice(0, 100)}>`);
    return this.#root ?? this.#fail('it holds no element');
  }

  #markup(): void {
    if (this.#text.startsWith(CDATA, this.#at)) this.#cdata();
    else if (this.#text.startsWith('<!DOCTYPE', this.#at)) this.#documentType();
    else if (this.#text.startsWith('</', this.#at)) this.#endTag();
    else this.#startTag();
  }

  #passes(): boolean {
    for (const [open, end] of PASSED) {
      if (!this.#text.startsWith(open, this.#at)) continue;
      this.#advance(this.#find(end, this.#at + open.length) + end.length);
      return true;
    }
    return false;
  }

  #documentType(): void {
    const end = this.#find('>', this.#at);
    const hasInner = this.#text.slice(this.#at, end).includes('[');
    this.#advance(hasInner ? this.#find(']>', this.#at) + 2 : end + 1);
  }

  #cdata(): void {
    const end = this.#find(']]>', this.#at);
    const here = this.#open.at(-1);
    if (!here) this.#fail('text stands outside of all elements');
    here.text += this.#text.slice(this.#at + CDATA.length, end);
    this.#advance(end + 3);
  }

  #characters(): void {
    const next = this.#text.indexOf('<', this.#at);
    const end = next < 0 ? this.#text.length : next;
    const found = this.#text.slice(this.#at, end).trim();
    const here = this.#open.at(-1);
    if (here) here.text += this.#decode(found);
    else if (found !== '') this.#fail('text stands outside of all elements');
    this.#advance(end);
  }

  #startTag(): void {
    const line = this.#line;
    this.#at++;
    const name = this.#name();
    const attributes = this.#attributes();
    const element: Open = { name, line, attributes, children: [], text: '' };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else if (this.#root) this.#fail('a second root element stands there');
    else this.#root = element;
    if (this.#takes('/>')) return;
    if (!this.#takes('>')) this.#fail('`>` is expected');
    if (this.#open.push(element) > DEPTH_LIMIT)
      this.#fail(`it is nested more than ${DEPTH_LIMIT} levels deep`);
  }

  #endTag(): void {
    this.#at += 2;
    const name = this.#name();
    this.#skipBlank();
    if (!this.#takes('>')) this.#fail('`>` is expected');
    if (this.#open.pop()?.name !== name) this.#fail(`</${name.slice(0, 100)}> closes nothing that is open`);
  }

  #attributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      this.#skipBlank();
      const next = this.#text[this.#at];
      if (next === undefined || next === '>' || next === '/') return attributes;
      const name = this.#name();
      this.#skipBlank();
      if (!this.#takes('=')) this.#fail('`=` is expected after the name of an attribute');
      this.#skipBlank();
      attributes.set(name, this.#quoted());
    }
  }

  #quoted(): string {
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") this.#fail('the value of an attribute needs quotes');
    const start = this.#at + 1;
    const end = this.#find(quote, start);
    const value = this.#decode(this.#text.slice(start, end));
    this.#advance(end + 1);
    return value;
  }

  #decode(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]{1,4}));|&/g, (_, decimal, hex, name) => {
      const point = decimal ? Number(decimal) : hex ? Number.parseInt(String(hex), 16) : -1;
      if (point >= 0 && point <= 0x10ffff) return String.fromCodePoint(point);
      return ENTITIES.get(String(name)) ?? this.#fail('it uses an entity that XML does not know');
    });
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0] ?? this.#fail('a name is expected');
    this.#at += name.length;
    return name;
  }

  #skipBlank(): void {
    BLANK.lastIndex = this.#at;
    this.#advance(this.#at + (BLANK.exec(this.#text)?.[0].length ?? 0));
  }

  #takes(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #find(word: string, from: number): number {
    const found = this.#text.indexOf(word, from);
    return found >= 0 ? found : this.#fail(`\`${word}\` is missing`);
  }

  /** Counts the lines on the way. */
  #advance(to: number): void {
    for (; this.#lineEnd < to; this.#lineEnd = this.#endFrom(this.#lineEnd + 1)) this.#line++;
    this.#at = to;
  }

  #endFrom(start: number): number {
    const end = this.#text.indexOf('\n', start);
    return end < 0 ? this.#text.length : end;
  }

  #fail(what: string): never {
    throw new ReadError(`is not valid XML: ${what}.`, this.#line);
  }
}

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));
