import { IDENTITY_KEY } from '../identity/form.js';
import { INDICES } from '../read/templates/make-form.js';
import type { Form, Member, Piece, Template } from '../read/templates/template.js';
import { HASH_LENGTH } from './result-text.js';

/** A place in a result: so many bytes behind the slot before `anchor`, or behind the start where that is 0. */
interface Mark {
  readonly anchor: number;
  readonly offset: number;
}

/** What the text of a merged result is put together from. */
type Step =
  /** Bytes of the result itself. */
  | { readonly kind: 'own'; readonly from: Mark; to: Mark }
  | { readonly kind: 'text'; text: string }
  /** A number that may count in another list now. */
  | { readonly kind: 'index'; readonly slot: number; readonly from: Mark; readonly to: Mark };

const OWN = 0;
const TEXT = 1;
const INDEX = 2;
/** Numbers a step has in the table. */
const WIDTH = 6;
/** Of a number's digits. */
const MOST_DIGITS = 17;
const DIGIT_ZERO = 0x30;

/**
 * Writes the text of `textOf` for results of one form without making it: what the merge leaves alone is copied from where
 * it stands. Their bytes are the same as if each was parsed and written again.
 */
export class Splice {
  readonly #steps: Int32Array;
  readonly #texts: Buffer;
  readonly #slots: Form['slots'];
  /** What it adds to the bytes of a result at most. */
  readonly #growth: number;

  constructor(form: Form) {
    const steps = new Planner(form).plan();
    const texts = steps.map((step) => Buffer.from(step.kind === 'text' ? step.text : ''));
    this.#texts = Buffer.concat(texts);
    this.#slots = form.slots;
    let end = 0;
    this.#steps = Int32Array.from(
      steps.flatMap((step, i) => rowOf(step, end, (end += texts[i]?.length ?? 0))),
    );
    const indices = steps.filter(({ kind }) => kind === 'index').length;
    this.#growth = this.#texts.length + indices * MOST_DIGITS + HASH_LENGTH + 1;
  }

  /** More than the bytes of the text will be. */
  bound({ start, end }: Template): number {
    return end - start + this.#growth;
  }

  /** Writes the open text of the result that the template has matched. @returns the place behind it. */
  write(template: Template, hash: string, target: Buffer, at: number): number {
    const steps = this.#steps;
    let to = at;
    for (let i = 0; i < steps.length; i += WIDTH) {
      const kind = steps[i] as number;
      if (kind === TEXT) {
        to = copy(this.#texts, steps[i + 1] as number, steps[i + 2] as number, target, to);
        continue;
      }
      const slot = steps[i + 5] as number;
      if (kind === INDEX && this.#valueOf(slot) !== template.numbers[slot])
        to = writeNumber(this.#valueOf(slot), target, to);
      else {
        const from = place(template, steps[i + 1] as number, steps[i + 2] as number);
        to = copy(
          template.bytes,
          from,
          place(template, steps[i + 3] as number, steps[i + 4] as number),
          target,
          to,
        );
      }
    }
    for (let i = 0; i < HASH_LENGTH; i++) target[to++] = hash.charCodeAt(i);
    target[to++] = COLON;
    return to;
  }

  #valueOf(slot: number): number {
    const { holder, key } = this.#slots[slot] as Form['slots'][number];
    return holder[key] as number;
  }
}

const COLON = 0x3a;

function rowOf(step: Step, textStart: number, textEnd: number): number[] {
  if (step.kind === 'text') return [TEXT, textStart, textEnd, 0, 0, 0];
  const { from, to } = step;
  const marks = [from.anchor, from.offset, to.anchor, to.offset];
  return step.kind === 'own' ? [OWN, ...marks, 0] : [INDEX, ...marks, step.slot];
}

function place({ start, ends }: Template, anchor: number, offset: number): number {
  return (anchor === 0 ? start : (ends[anchor - 1] as number)) + offset;
}

/** A call into Node's own code takes as long as this does for so many bytes. */
const BY_HAND = 160;

function copy(source: Buffer, from: number, to: number, target: Buffer, at: number): number {
  if (to - from > BY_HAND) source.copy(target, at, from, to);
  else for (let i = from, j = at; i < to;) target[j++] = source[i++] as number;
  return at + to - from;
}

function writeNumber(value: number, target: Buffer, at: number): number {
  let end = at + 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) end++;
  for (let i = end - 1, rest = value; i >= at; i--, rest = Math.floor(rest / 10))
    target[i] = DIGIT_ZERO + (rest % 10);
  return end;
}

class Planner {
  readonly #form: Form;
  readonly #steps: Step[] = [];
  readonly #marks: readonly (readonly [from: Mark, to: Mark])[];

  constructor(form: Form) {
    this.#form = form;
    this.#marks = marksOf(form.pieces);
  }

  /** The fingerprints come last, and of them the identity, which is open. */
  plan(): readonly Step[] {
    const { members } = this.#form;
    const own = members.find(({ key }) => key === FINGERPRINTS)?.members ?? [];
    const others = this.#list(members, FINGERPRINTS);
    this.#text(`${others > 0 ? ',' : ''}"${FINGERPRINTS}":`);
    const kept = this.#list(own, IDENTITY_KEY);
    this.#text(`${kept > 0 ? ',' : ''}"${IDENTITY_KEY}":"`);
    return this.#steps;
  }

  /** An object that is left open, without the member of this key. @returns how many members are left. */
  #list(members: readonly Member[], without: string): number {
    let kept = 0;
    members.forEach(({ key, lead, from, to }, i) => {
      if (key === without) return;
      if (i === kept) this.#pieces(lead, from);
      else this.#text(kept === 0 ? '{' : ',');
      this.#pieces(from, to);
      kept++;
    });
    if (kept === 0) this.#text('{');
    return kept;
  }

  #pieces(from: number, to: number): void {
    for (let i = from; i < to; i++) this.#piece(i);
  }

  #piece(number: number): void {
    const piece = this.#form.pieces[number] as Piece;
    const [from, to] = this.#marks[number] as readonly [Mark, Mark];
    if (piece.kind === 'fixed') {
      const isPlain = this.#form.bytes.toString('latin1', piece.from, piece.to) === piece.plain;
      return isPlain ? this.#own(from, to) : this.#text(piece.plain);
    }
    const { kind, key } = this.#form.slots[piece.slot] as Form['slots'][number];
    if (kind === 'number' && INDICES.has(String(key)))
      this.#steps.push({ kind: 'index', slot: piece.slot, from, to });
    else this.#own(from, to);
  }

  #own(from: Mark, to: Mark): void {
    const last = this.#steps.at(-1);
    if (last?.kind === 'own' && last.to.anchor === from.anchor && last.to.offset === from.offset)
      last.to = to;
    else this.#steps.push({ kind: 'own', from, to });
  }

  #text(text: string): void {
    const last = this.#steps.at(-1);
    if (last?.kind === 'text') last.text += text;
    else if (text !== '') this.#steps.push({ kind: 'text', text });
  }
}

/** Where the pieces begin and end. */
function marksOf(pieces: readonly Piece[]): (readonly [Mark, Mark])[] {
  let [anchor, start] = [0, 0];
  return pieces.map((piece) => {
    const from = { anchor, offset: piece.from - start };
    if (piece.kind === 'fixed') return [from, { anchor, offset: piece.to - start }];
    [anchor, start] = [anchor + 1, piece.to];
    return [from, { anchor, offset: 0 }];
  });
}

const FINGERPRINTS = 'partialFingerprints';
