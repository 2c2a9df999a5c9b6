import type * as sarif from 'sarif';

import { IDENTITY_KEY, LINE_HASH_KEY } from '../identity/form.js';
import type { Template } from '../read/templates/template.js';

/** The texts of a result that a comparison asks for, mostly only whether they are the same. */
export const MESSAGE = 0;
/** The code that it points at, and the lines around that. */
export const CODE = 1;
export const CONTEXT = 2;
export const LINE_HASH = 3;
export const IDENTITY = 4;
const PARTS = 5;

export type Part = typeof MESSAGE | typeof CODE | typeof CONTEXT | typeof LINE_HASH | typeof IDENTITY;

/** A part of a result that is at hand. */
export function partOf(result: sarif.Result, part: Part): string | undefined {
  const { holder, key } = placesOf(result)[part] as Place;
  const text = (holder as Record<string, unknown> | undefined)?.[key];
  return typeof text === 'string' ? text : undefined;
}

interface Place {
  readonly holder: object | undefined;
  readonly key: string;
}

/** By part, where it stands. */
function placesOf({ message, locations, partialFingerprints }: sarif.Result): Place[] {
  const place = locations?.[0]?.physicalLocation;
  return [
    // With arguments it is no text by itself.
    { holder: message.arguments === undefined ? message : undefined, key: 'text' },
    { holder: place?.region?.snippet, key: 'text' },
    { holder: place?.contextRegion?.snippet, key: 'text' },
    { holder: partialFingerprints, key: LINE_HASH_KEY },
    { holder: partialFingerprints, key: IDENTITY_KEY },
  ];
}

/** Of each result where it starts and where it ends, then the same of each part. */
const WIDTH = 2 + 2 * PARTS;
const RESULTS_A_BLOCK = 1024;

/** Keeps results that have the form of an earlier one: their bytes, and where the parts stand in them. */
export class ResultKeeper {
  readonly #slots = new Map<Template, readonly number[]>();
  #block = new Int32Array(0);
  #used = 0;

  /** The result that the template has matched last; its bytes must stay as they are. */
  keep(template: Template): KeptResult {
    if (this.#used === this.#block.length) {
      this.#block = new Int32Array(WIDTH * RESULTS_A_BLOCK);
      this.#used = 0;
    }
    const block = this.#block;
    const at = this.#used;
    this.#used += WIDTH;
    block[at] = template.start;
    block[at + 1] = template.end;
    let next = at + 2;
    for (const slot of this.#slotsOf(template)) {
      block[next++] = slot < 0 ? -1 : (template.starts[slot] as number);
      block[next++] = slot < 0 ? -1 : (template.ends[slot] as number);
    }
    return new KeptResult(template.bytes, block, at);
  }

  #slotsOf(template: Template): readonly number[] {
    let slots = this.#slots.get(template);
    if (slots) return slots;
    slots = placesOf(template.result).map(({ holder, key }) => template.textSlot(holder, key));
    this.#slots.set(template, slots);
    return slots;
  }
}

const IS_DIGIT = new Uint8Array(256);
const IS_WORD = new Uint8Array(256);
for (let byte = 0; byte < 128; byte++) {
  const letter = String.fromCharCode(byte);
  IS_DIGIT[byte] = Number(/\d/.test(letter));
  IS_WORD[byte] = Number(/[\w.]/.test(letter));
}

const BLANK = 0x20;
const BACKSLASH = 0x5c;
const DELETE = 0x7f;

/** The first bytes of all white space beyond ASCII, and of much else. */
const MAY_START_BLANK = new Uint8Array(256);
for (const byte of [0xc2, 0xe1, 0xe2, 0xe3, 0xef]) MAY_START_BLANK[byte] = 1;
/** Behind a backslash, of what a template takes; white space is 0. */
const UNESCAPED = new Uint8Array(256);
UNESCAPED[0x22] = 0x22;
UNESCAPED[BACKSLASH] = BACKSLASH;
UNESCAPED[0x62] = 0x08;

let scratch = Buffer.alloc(0);

/** A result as it stands in the file: nothing of it is on V8's heap until somebody asks. */
export class KeptResult {
  readonly #bytes: Buffer;
  readonly #block: Int32Array;
  readonly #at: number;

  constructor(bytes: Buffer, block: Int32Array, at: number) {
    this.#bytes = bytes;
    this.#block = block;
    this.#at = at;
  }

  parse(): sarif.Result {
    const [start, end] = [this.#block[this.#at], this.#block[this.#at + 1]];
    return JSON.parse(this.#bytes.toString('utf8', start, end)) as sarif.Result;
  }

  has(part: Part): boolean {
    return this.#start(part) >= 0;
  }

  text(part: Part): string | undefined {
    if (!this.has(part)) return undefined;
    const text = this.#bytes.toString('utf8', this.#start(part), this.#end(part));
    return text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text;
  }

  /** The text without white space; nothing where its bytes do not say for sure what that is. */
  squeezed(part: Part): string | undefined {
    const start = this.#start(part);
    const end = this.#end(part);
    if (scratch.length < end - start) scratch = Buffer.allocUnsafeSlow(2 * (end - start));
    let length = 0;
    let all = 0;
    for (let i = start; i < end; i++) {
      let byte = this.#bytes[i] as number;
      if (byte === BLANK) continue;
      if (MAY_START_BLANK[byte] === 1) return undefined;
      if (byte === BACKSLASH) byte = UNESCAPED[this.#bytes[++i] as number] as number;
      if (byte === 0) continue;
      all |= byte;
      scratch[length++] = byte;
    }
    return scratch.toString(all < 0x80 ? 'latin1' : 'utf8', 0, length);
  }

  /** A template takes only texts that can be written in one way: what has other bytes is another text. */
  isSame(part: Part, other: KeptResult): boolean {
    const a = this.#bytes;
    const b = other.#bytes;
    let from = other.#start(part);
    let i = this.#start(part);
    const end = this.#end(part);
    if (end - i !== other.#end(part) - from || i < 0 !== from < 0) return false;
    for (; i < end; i++, from++) if (a[i] !== b[from]) return false;
    return true;
  }

  /** True where a text surely has more than white space. */
  isSurelyVisible(part: Part): boolean {
    const end = this.#end(part);
    for (let i = this.#start(part); i < end; i++) {
      const byte = this.#bytes[i] as number;
      if (byte === BACKSLASH) i++;
      else if (byte !== BLANK) return byte < DELETE;
    }
    return false;
  }

  /**
   * False where a text surely has no digit that stands behind anything but a letter, a digit, `_` or `.`.
   *
   * @param last unit of what will be taken out of the text: a digit behind it may start a number then.
   */
  mayStartNumber(part: Part, last: number): boolean {
    const end = this.#end(part);
    let before = 0;
    for (let i = this.#start(part); i < end; i++) {
      const byte = this.#bytes[i] as number;
      if (byte === BACKSLASH) return true;
      if (IS_DIGIT[byte] === 1 && (IS_WORD[before] === 0 || before === last)) return true;
      before = byte;
    }
    return false;
  }

  #start(part: Part): number {
    return this.#block[this.#at + 2 + 2 * part] as number;
  }

  #end(part: Part): number {
    return this.#block[this.#at + 3 + 2 * part] as number;
  }
}
