import type * as sarif from 'sarif';

import type { JsonObject } from '../repair/json.js';
import { END_OF_TEXT, ESCAPE, IS_SHORT_ESCAPE, NOT_ASCII, PLAIN_TEXT, TEXT_KIND } from './bytes.js';
import type { TextCache } from './text-cache.js';

/** A scalar of a result that may be another one in the next result of the same form. */
export interface Slot {
  readonly kind: 'text' | 'number';
  /** The object or the array of the sample that it stands in. */
  readonly holder: Record<string | number, unknown>;
  readonly key: string | number;
  /**
   * Who looks at it first: the checks; or whoever takes the result, since they only ask for its type. What nobody reads
   * keeps the value of the sample, which is of the same type.
   */
  readonly reader: 'check' | 'visitor' | 'nobody';
}

/** A piece of the sample's text in its order. */
export type Piece =
  /** Bytes that are the same in every result of this form; `plain` is how `JSON.stringify` writes them. */
  | { readonly kind: 'fixed'; readonly from: number; readonly to: number; readonly plain: string }
  /** The slot of this number: of a text what stands between its quotes. */
  | { readonly kind: 'slot'; readonly slot: number; readonly from: number; readonly to: number };

/** A member of an object of the sample, and the pieces that its key and its value have: from here to before there. */
export interface Member {
  readonly key: string;
  /** The first piece of what stands before it: the bracket or the comma. */
  readonly lead: number;
  readonly from: number;
  readonly to: number;
  /** Those of its value, for `partialFingerprints` alone. */
  readonly members?: readonly Member[];
}

/** What a sample result is made of. */
export interface Form {
  readonly bytes: Buffer;
  readonly result: JsonObject;
  readonly slots: readonly Slot[];
  readonly pieces: readonly Piece[];
  /** Of the result itself. */
  readonly members: readonly Member[];
}

const ZERO = 0x30;
const NINE = 0x39;
/** So many digits are always an integer of 31 bits, which V8 keeps without an object. */
export const MOST_DIGITS = 9;
const ONES = 0x01010101;
const TOP_BITS = 0x80808080;
const QUOTES = 0x22222222;
const BACKSLASHES = 0x5c5c5c5c;
const BLANKS = 0x20202020;

/**
 * The form of a result: what a tool writes again and again, with other texts and numbers in it. To compare the bytes of
 * the next result with it takes a tenth of what it takes to parse it, and says as much: all that is fixed was parsed and
 * is the same, and what is not is known to be a JSON text or a whole number.
 *
 * There is one object for all results of the form; each match overwrites its scalars.
 */
export class Template {
  readonly form: Form;
  /** Of the slots in the result that matched last, by number: bytes from here to before there. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of the numbers among them. */
  readonly numbers: Int32Array;
  /** The result that matched last, in these bytes. */
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  /** What stands before each slot, one after the other, and behind the last. */
  readonly #fixed: Buffer;
  readonly #fixedView: DataView;
  readonly #fixedEnds: Int32Array;
  readonly #isText: Uint8Array;
  /** The slots by their readers; of each slot, where it stands. Lists of their own, since this is done for every result. */
  readonly #checked: readonly number[];
  readonly #visited: readonly number[];
  readonly #holders: readonly Slot['holder'][];
  readonly #keys: readonly Slot['key'][];
  /** By slot: 0, or whether its text has escapes or bytes beyond ASCII. */
  readonly #flags: Uint8Array;

  constructor(form: Form) {
    const { slots } = form;
    this.form = form;
    this.starts = new Int32Array(slots.length);
    this.ends = new Int32Array(slots.length);
    this.numbers = new Int32Array(slots.length);
    this.#flags = new Uint8Array(slots.length);
    this.#isText = Uint8Array.from(slots, ({ kind }) => Number(kind === 'text'));
    this.#checked = slots.flatMap(({ reader }, i) => (reader === 'check' ? [i] : []));
    this.#visited = slots.flatMap(({ reader }, i) => (reader === 'visitor' ? [i] : []));
    this.#holders = slots.map(({ holder }) => holder);
    this.#keys = slots.map(({ key }) => key);
    const fixed = fixedParts(form);
    this.#fixed = Buffer.concat(fixed);
    this.#fixedView = viewOf(this.#fixed);
    let end = 0;
    this.#fixedEnds = Int32Array.from(fixed, (part) => (end += part.length));
  }

  /** The object that has the scalars that were put in last. Its type is what the validator has to say. */
  get result(): sarif.Result {
    return this.form.result as object as sarif.Result;
  }

  /**
   * Does a result of this form stand at this place?
   *
   * @param view of all the bytes. @returns the place behind it, or -1.
   */
  match(bytes: Buffer, view: DataView, at: number): number {
    const fixedEnds = this.#fixedEnds;
    const isText = this.#isText;
    const count = isText.length;
    let pos = at;
    let from = 0;
    for (let slot = 0; ; slot++) {
      const to = fixedEnds[slot] as number;
      if (!this.#isFixed(bytes, view, pos, from, to)) return -1;
      pos += to - from;
      from = to;
      if (slot === count) break;
      this.starts[slot] = pos;
      pos = isText[slot] === 1 ? this.#text(bytes, view, pos, slot) : this.#number(bytes, pos, slot);
      if (pos < 0) return -1;
      this.ends[slot] = pos;
    }
    this.bytes = bytes;
    this.start = at;
    this.end = pos;
    return pos;
  }

  /** Four bytes at a time, the last four whatever was compared already: it is nearly all that is done for a result. */
  #isFixed(bytes: Buffer, view: DataView, at: number, from: number, to: number): boolean {
    const fixed = this.#fixed;
    const fixedView = this.#fixedView;
    const shift = at - from;
    const last = to - 4;
    if (to + shift > bytes.length) return false;
    let i = from;
    for (; i < last; i += 4) if (fixedView.getInt32(i, true) !== view.getInt32(i + shift, true)) return false;
    if (last >= from) return fixedView.getInt32(last, true) === view.getInt32(last + shift, true);
    for (; i < to; i++) if (fixed[i] !== bytes[i + shift]) return false;
    return true;
  }

  /** The number of the text that stands in this object of the sample; -1 where none does. */
  textSlot(holder: object | undefined, key: string): number {
    return this.form.slots.findIndex((slot) => slot.holder === holder && slot.key === key);
  }

  /** Gives the object what checks look at of the result that matched last. */
  fillChecked(cache: TextCache): sarif.Result {
    this.#fill(this.#checked, cache);
    return this.result;
  }

  /** Gives it what else is read: free texts and fingerprints. */
  fillVisited(cache: TextCache): void {
    this.#fill(this.#visited, cache);
  }

  #fill(slots: readonly number[], cache: TextCache): void {
    const isText = this.#isText;
    const holders = this.#holders;
    const keys = this.#keys;
    for (const slot of slots) {
      const holder = holders[slot] as Slot['holder'];
      holder[keys[slot] as string] =
        isText[slot] === 1 ? this.#decode(slot, cache) : (this.numbers[slot] as number);
    }
  }

  /** How many integers `save` writes. */
  get saved(): number {
    return 1 + this.starts.length;
  }

  /** Writes down the result that matched last: its start, and where its slots end. Its bytes are fewer than 2 ** 29. */
  save(target: Int32Array, at: number): void {
    const ends = this.ends;
    const flags = this.#flags;
    target[at] = this.start;
    let next = at + 1;
    for (let slot = 0; slot < ends.length; slot++)
      target[next++] = ((ends[slot] as number) << 2) | (flags[slot] as number);
  }

  /** As if the result that was saved there had just matched in these bytes. */
  restore(bytes: Buffer, source: Int32Array, at: number): void {
    const { starts, ends } = this;
    const fixedEnds = this.#fixedEnds;
    const isText = this.#isText;
    const count = starts.length;
    this.bytes = bytes;
    let pos = source[at] as number;
    let from = 0;
    this.start = pos;
    for (let slot = 0; slot < count; slot++) {
      const to = fixedEnds[slot] as number;
      const end = source[at + 1 + slot] as number;
      starts[slot] = pos += to - from;
      from = to;
      if (isText[slot] === 1) this.#flags[slot] = end & 3;
      else this.#number(bytes, pos, slot);
      ends[slot] = pos = end >> 2;
    }
    this.end = pos + (fixedEnds[count] as number) - from;
  }

  /** @returns the place of the quote that ends the text, or -1. */
  #text(bytes: Buffer, view: DataView, from: number, slot: number): number {
    const end = bytes.length;
    let flags = 0;
    let pos = from;
    while (pos < end) {
      // In each of the words a byte of zero stands for what is looked for, and gets its top bit set by the subtraction.
      while (pos + 4 <= end) {
        const word = view.getInt32(pos, true);
        const quotes = word ^ QUOTES;
        const backslashes = word ^ BACKSLASHES;
        const odd = (quotes - ONES) | (backslashes - ONES) | (word - BLANKS) | word;
        if ((odd & TOP_BITS) !== 0) break;
        pos += 4;
      }
      const kind = TEXT_KIND[bytes[pos] as number] as number;
      if (kind === PLAIN_TEXT) pos++;
      else if (kind === END_OF_TEXT) {
        this.#flags[slot] = flags;
        return pos;
      } else if (kind === NOT_ASCII) {
        flags |= NOT_ASCII;
        pos++;
      } else if (kind === ESCAPE && pos + 1 < end && IS_SHORT_ESCAPE[bytes[pos + 1] as number] === 1) {
        // Only those that are written in one way.
        flags |= ESCAPE;
        pos += 2;
      } else return -1;
    }
    return -1;
  }

  /** @returns the place behind the digits, or -1. */
  #number(bytes: Buffer, from: number, slot: number): number {
    const end = Math.min(bytes.length, from + MOST_DIGITS);
    let pos = from;
    let value = 0;
    for (; pos < end; pos++) {
      const byte = bytes[pos] as number;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + (byte - ZERO);
    }
    if (pos === from || (bytes[from] === ZERO && pos > from + 1)) return -1;
    this.numbers[slot] = value;
    return pos;
  }

  #decode(slot: number, cache: TextCache): string {
    const start = this.starts[slot] as number;
    const end = this.ends[slot] as number;
    const flags = this.#flags[slot] as number;
    if (flags === 0) return cache.get(this.bytes, start, end);
    if (flags === NOT_ASCII) return this.bytes.toString('utf8', start, end);
    const encoding = (flags & NOT_ASCII) === 0 ? 'latin1' : 'utf8';
    return JSON.parse(this.bytes.toString(encoding, start - 1, end + 1)) as string;
  }
}

export function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** What stands before each slot, and behind the last. */
function fixedParts({ bytes, slots, pieces }: Form): Buffer[] {
  const places = pieces.filter((piece) => piece.kind === 'slot');
  const parts: Buffer[] = [];
  let from = 0;
  for (const place of places) {
    parts.push(bytes.subarray(from, place.from));
    from = place.to;
  }
  if (places.length !== slots.length) throw new Error('A slot has no place');
  return [...parts, bytes.subarray(from)];
}
