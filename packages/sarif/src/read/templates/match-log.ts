import { viewOf, type Template } from './template.js';
import { Templates } from './templates.js';

/** Integers that are asked of V8 at a time; more than any result needs. */
const BLOCK = 1 << 16;
/** How often is asked whether forms are of any use in this file. */
const BYTES_BETWEEN_QUESTIONS = 1 << 15;

const NO_BYTES: Buffer = Buffer.alloc(0);

/**
 * The results of a text that have the form of an earlier one, as the first reading found them: that one finds the end of
 * such a result by comparing it with its form, which says as well where its texts and numbers stand.
 */
export class MatchLog {
  readonly #templates = new Templates();
  /** By number, and their numbers. */
  readonly #known: Template[] = [];
  readonly #numbers = new Map<Template, number>();
  readonly #spoilt = new Set<Template>();
  /** Of each result the number of its template, and what that one saves. */
  readonly #blocks: Int32Array[] = [];
  #used = BLOCK;
  #bytes: Buffer = NO_BYTES;
  #view = viewOf(NO_BYTES);
  #question = 0;
  #isOfUse = true;
  /** The place of the next record, and that in the text of which was asked last. */
  #block = 0;
  #next = 0;
  #asked = -1;

  /**
   * The place behind the result that starts here, or -1 when it has no known form.
   *
   * @param bytes the whole text; of one that comes in pieces, only the first one is looked at.
   */
  match(bytes: Buffer, at: number): number {
    if (bytes !== this.#bytes && !this.#isStarted(bytes)) return -1;
    if (at >= this.#question) {
      this.#isOfUse = this.#templates.isOfUse();
      this.#question = at + BYTES_BETWEEN_QUESTIONS;
    }
    const template = this.#isOfUse ? this.#templates.find(bytes, this.#view, at) : undefined;
    if (!template) return -1;
    this.#save(template);
    return template.end;
  }

  /** Learns the form of a result that `match` did not know. */
  learn(from: number, to: number): void {
    if (!this.#isOfUse) return;
    try {
      this.#templates.learn(this.#bytes.subarray(from, to));
    } catch (error) {
      // Whoever reads the results says what is wrong with it.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  /** The result that was matched at this place of the text, if any; to be asked in the order of the text. */
  recall(at: number): Template | undefined {
    if (at <= this.#asked) this.#block = this.#next = 0;
    this.#asked = at;
    for (let block = this.#blocks[this.#block]; block; block = this.#blocks[this.#block]) {
      const template = this.#known[(block[this.#next] ?? 0) - 1];
      if (!template) {
        this.#block++;
        this.#next = 0;
        continue;
      }
      const record = this.#next + 1;
      const start = block[record] as number;
      if (start > at) return undefined;
      this.#next = record + template.saved;
      if (start < at) continue;
      if (this.#spoilt.has(template)) return undefined;
      template.restore(this.#bytes, block, record);
      return template;
    }
    return undefined;
  }

  /** Forgets the results of a template whose object was changed. */
  drop(template: Template): void {
    this.#spoilt.add(template);
  }

  #isStarted(bytes: Buffer): boolean {
    this.#isOfUse = this.#bytes === NO_BYTES;
    if (!this.#isOfUse) return false;
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    return true;
  }

  #save(template: Template): void {
    const size = 1 + template.saved;
    // The number 0 ends a block.
    if (this.#used + size >= BLOCK) {
      this.#blocks.push(new Int32Array(BLOCK));
      this.#used = 0;
    }
    const block = this.#blocks.at(-1) as Int32Array;
    block[this.#used] = this.#numberOf(template);
    template.save(block, this.#used + 1);
    this.#used += size;
  }

  /** From 1. */
  #numberOf(template: Template): number {
    let number = this.#numbers.get(template);
    if (number !== undefined) return number;
    number = this.#known.push(template);
    this.#numbers.set(template, number);
    return number;
  }
}
