import { isObject } from '@railgate/contract';

import type { JsonObject } from '../repair/json.js';
import { END_OF_TEXT, ESCAPE, IS_SHORT_ESCAPE, isBlank, TEXT_KIND } from './bytes.js';
import { MOST_DIGITS, type Form, type Member, type Piece, type Slot } from './template.js';

/** A form with more than that is no form that comes again. */
const MOST_BYTES = 1 << 16;
const MOST_SLOTS = 256;
const MOST_DEPTH = 32;

/** Numbers that count in lists of the run: where one is no slot, nothing can be put in its place. */
export const INDICES = new Set(
  'index ruleIndex parentIndex runGraphIndex resultGraphIndex invocationIndex'.split(' '),
);
/** Free texts, of which no schema and no repair says anything. */
const FREE_TEXTS = new Set(['text', 'markdown']);

/**
 * The form of one result.
 *
 * @param bytes the text of one JSON value, valid UTF-8, with no space around it. @param result what it was parsed to,
 *   not changed since.
 * @returns nothing when the text is none that `Template` could compare others with.
 */
export function makeForm(bytes: Buffer, result: JsonObject): Form | undefined {
  if (bytes.length > MOST_BYTES || typeof result['ruleId'] !== 'string') return undefined;
  const copy = Buffer.from(bytes);
  try {
    return new FormMaker(copy).make(result);
  } catch (error) {
    if (error instanceof NoForm) return undefined;
    throw error;
  }
}

type Holder = Slot['holder'];

class NoForm extends Error {}

/** What is known of the place of a value. */
interface Place {
  readonly depth: number;
  /** The key of the result that it stands below. */
  readonly top: string;
  /** In an array with several elements, which a validator may compare. */
  readonly isCompared: boolean;
}

class FormMaker {
  readonly #bytes: Buffer;
  readonly #slots: Slot[] = [];
  readonly #pieces: Piece[] = [];
  #pos = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  make(result: JsonObject): Form {
    const members = this.#object(result, { depth: 0, top: '', isCompared: false });
    if (this.#pos !== this.#bytes.length) throw new NoForm();
    return { bytes: this.#bytes, result, slots: this.#slots, pieces: this.#pieces, members };
  }

  #object(object: JsonObject, place: Place): Member[] {
    const keys = Object.keys(object);
    const members: Member[] = [];
    let lead = this.#pieces.length;
    this.#fixed('{');
    for (const key of keys) {
      if (members.length > 0) this.#fixed(',');
      const from = this.#pieces.length;
      this.#key(key);
      const inner = this.#value(object, key, object[key], placeOf(place, key));
      const to = this.#pieces.length;
      members.push({ key, lead, from, to, ...(inner && { members: inner }) });
      lead = to;
    }
    this.#fixed('}');
    return members;
  }

  /** In the very order of the object: what stands twice, or is sorted by the engine, has another text than it has. */
  #key(key: string): void {
    this.#blanks();
    const text = `"${key}"`;
    if (key === '__proto__' || this.#bytes.toString('latin1', this.#pos, this.#pos + text.length) !== text)
      throw new NoForm();
    if (/[^ !#-[\]-~]/.test(key)) throw new NoForm();
    this.#take(this.#pos + text.length, text);
    this.#fixed(':');
  }

  #value(holder: Holder, key: string | number, value: unknown, place: Place): readonly Member[] | undefined {
    if (place.depth > MOST_DEPTH) throw new NoForm();
    this.#blanks();
    if (typeof value === 'string') this.#text({ kind: 'text', holder, key, reader: readerOf(key, place) });
    else if (typeof value === 'number') this.#number(holder, key, value);
    else if (Array.isArray(value)) this.#array(value, place);
    else if (isObject(value)) {
      const members = this.#object(value, place);
      return place.depth === 1 && key === 'partialFingerprints' ? members : undefined;
    } else this.#fixed(String(value));
    return undefined;
  }

  #array(values: unknown[], place: Place): void {
    this.#fixed('[');
    const inner = { ...place, depth: place.depth + 1, isCompared: place.isCompared || values.length > 1 };
    values.forEach((value, i) => {
      if (i > 0) this.#fixed(',');
      this.#value(values as object as Holder, i, value, inner);
    });
    this.#fixed(']');
  }

  #text(slot: Slot): void {
    this.#take(this.#pos + 1, '"');
    const from = this.#pos;
    let pos = from;
    for (let kind = this.#kind(pos); kind !== END_OF_TEXT; kind = this.#kind(pos)) {
      if (kind === undefined || kind > END_OF_TEXT) throw new NoForm();
      if (kind === ESCAPE && IS_SHORT_ESCAPE[this.#bytes[pos + 1] ?? 0] !== 1) throw new NoForm();
      pos += kind === ESCAPE ? 2 : 1;
    }
    this.#slot(slot, pos);
    this.#take(pos + 1, '"');
  }

  #number(holder: Holder, key: string | number, value: number): void {
    const from = this.#pos;
    let pos = from;
    while (pos < this.#bytes.length && /[\d.eE+-]/.test(String.fromCharCode(this.#bytes[pos] ?? 0))) pos++;
    const text = this.#bytes.toString('latin1', from, pos);
    if (/^(?:0|[1-9]\d*)$/.test(text) && text.length <= MOST_DIGITS)
      this.#slot({ kind: 'number', holder, key, reader: 'check' }, pos);
    else if (INDICES.has(String(key))) throw new NoForm();
    else this.#take(pos, JSON.stringify(value));
  }

  #slot(slot: Slot, to: number): void {
    if (this.#slots.push(slot) > MOST_SLOTS) throw new NoForm();
    this.#pieces.push({ kind: 'slot', slot: this.#slots.length - 1, from: this.#pos, to });
    this.#pos = to;
  }

  /** This very text, and the space before it. */
  #fixed(text: string): void {
    this.#blanks();
    const end = this.#pos + text.length;
    if (this.#bytes.toString('latin1', this.#pos, end) !== text) throw new NoForm();
    this.#take(end, text);
  }

  #blanks(): void {
    let end = this.#pos;
    while (isBlank(this.#bytes[end])) end++;
    if (end > this.#pos) this.#take(end, '');
  }

  #take(to: number, plain: string): void {
    this.#pieces.push({ kind: 'fixed', from: this.#pos, to, plain });
    this.#pos = to;
  }

  #kind(pos: number): number | undefined {
    const byte = this.#bytes[pos];
    return byte === undefined ? undefined : TEXT_KIND[byte];
  }
}

function placeOf({ depth, top, isCompared }: Place, key: string): Place {
  return { depth: depth + 1, top: top === '' ? key : top, isCompared };
}

/** What a result says, the code at its place and its properties are read; the texts of further places are not. */
function readerOf(key: string | number, { top, isCompared }: Place): Slot['reader'] {
  if (isCompared || !(FREE_TEXTS.has(String(key)) || top === 'partialFingerprints')) return 'check';
  return UNREAD.has(top) ? 'nobody' : 'visitor';
}

const UNREAD = new Set(['relatedLocations', 'codeFlows', 'fixes', 'stacks']);
