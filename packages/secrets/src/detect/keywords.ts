import { KeywordScanner } from '@railgate/kit';

/**
 * Bytes that are searched without an automaton. Making one of a thousand words takes as long, and a thread that masks the
 * words of a run hardly ever needs it.
 */
const FEW = 2 * 1024 * 1024;

/** Bytes by which words are told apart before they are compared: with two, each byte of a lockfile meets a word or two. */
const HEAD = 3;

/** The low five bits of each of them, which are the same of a letter in any case. */
const BITS = 5;
const LOW = (1 << BITS) - 1;
const KEYS = 1 << (HEAD * BITS);

/** Finds many words in bytes, ASCII letters in any case: at once in a little, and in much with an automaton. */
export class Keywords {
  readonly #words: readonly string[];
  /** UTF-8 of all words, and where each stands in it. */
  readonly #bytes: Buffer;
  readonly #starts: Int32Array;
  /** By the key of its head: a word, counted from one; and by word the next one with that key. */
  readonly #heads = new Int16Array(KEYS);
  readonly #next: Int16Array;
  #searched = 0;
  #scanner: KeywordScanner | undefined;

  readonly #few: number;

  /** @param words each once and not empty, without ASCII capitals. */
  constructor(words: readonly string[]) {
    this.#words = words;
    // Those of users may be a single byte, and any number.
    const isUsual = words.length < 32_767 && words.every((word) => Buffer.byteLength(word) >= HEAD);
    this.#few = isUsual ? FEW : -1;
    this.#bytes = Buffer.from(words.join(''));
    this.#starts = new Int32Array(words.length + 1);
    this.#next = new Int16Array(words.length + 1);
    for (const [index, word] of isUsual ? words.entries() : []) {
      const start = this.#starts[index] as number;
      this.#starts[index + 1] = start + Buffer.byteLength(word);
      const key = keyOf(this.#bytes, start);
      this.#next[index + 1] = this.#heads[key] as number;
      this.#heads[key] = index + 1;
    }
  }

  /** Calls `visit` for every occurrence with the word's index and the offset behind it: by that, the longest first. */
  scan(bytes: Uint8Array, visit: (word: number, end: number) => void): void {
    if (this.#words.length === 0) return;
    this.#searched += bytes.length;
    if (this.#searched <= this.#few) {
      for (const { word, end } of this.#occurrences(bytes)) visit(word, end);
      return;
    }
    this.#scanner ??= new KeywordScanner(this.#words, { ignoreCase: true });
    this.#scanner.scan(bytes, visit);
  }

  #occurrences(bytes: Uint8Array): Occurrence[] {
    const found: Occurrence[] = [];
    // Mostly this runs before V8 has compiled it: what is asked for each byte is little, and at hand.
    const [heads, last] = [this.#heads, bytes.length - HEAD];
    let key = keyOf(bytes, -1);
    for (let start = 0; start <= last; start++) {
      key = ((key << BITS) | ((bytes[start + HEAD - 1] as number) & LOW)) & (KEYS - 1);
      for (let word = heads[key] as number; word !== 0; word = this.#next[word] as number) {
        const end = this.#endOf(word - 1, bytes, start);
        if (end !== undefined) found.push({ word: word - 1, start, end });
      }
    }
    return found.sort((a, b) => a.end - b.end || a.start - b.start);
  }

  /** Where the word ends that may begin at `start`. */
  #endOf(word: number, bytes: Uint8Array, start: number): number | undefined {
    const last = this.#starts[word + 1] as number;
    let at = start;
    for (let i = this.#starts[word] as number; i < last; i++, at++)
      if (at >= bytes.length || FOLDED[bytes[at] as number] !== this.#bytes[i]) return undefined;
    return at;
  }
}

/** Of the head at an offset. What stands before the bytes counts as nothing. */
function keyOf(bytes: Uint8Array, start: number): number {
  let key = 0;
  for (let i = start; i < start + HEAD; i++) key = (key << BITS) | ((bytes[i] ?? 0) & LOW);
  return key;
}

interface Occurrence {
  readonly word: number;
  readonly start: number;
  readonly end: number;
}

/** ASCII capitals become small. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
