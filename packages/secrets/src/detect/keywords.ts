import { KeywordScanner } from '@railgate/kit';

/**
 * Bytes that are searched without an automaton. Making one of a thousand words takes as long, and a thread that masks a
 * few messages never needs it.
 */
const FEW = 512 * 1024;

/** Finds many words in bytes, ASCII letters in any case: at once in a little, and in much with an automaton. */
export class Keywords {
  readonly #words: readonly string[];
  /** UTF-8 of all words, and where each stands in it. */
  readonly #bytes: Buffer;
  readonly #starts: Int32Array;
  /** By the first two bytes: a word, counted from one; and by word the next one that begins like it. */
  readonly #heads = new Int16Array(65_536);
  readonly #next: Int16Array;
  #searched = 0;
  #scanner: KeywordScanner | undefined;

  readonly #few: number;

  /** @param words each once and not empty, without ASCII capitals. */
  constructor(words: readonly string[]) {
    this.#words = words;
    // Those of users may be a single byte, and any number.
    const isUsual = words.length < 32_767 && words.every((word) => Buffer.byteLength(word) > 1);
    this.#few = isUsual ? FEW : -1;
    this.#bytes = Buffer.from(words.join(''));
    this.#starts = new Int32Array(words.length + 1);
    this.#next = new Int16Array(words.length + 1);
    for (const [index, word] of isUsual ? words.entries() : []) {
      const start = this.#starts[index] as number;
      this.#starts[index + 1] = start + Buffer.byteLength(word);
      const head = this.#bytes.readUInt16BE(start);
      this.#next[index + 1] = this.#heads[head] as number;
      this.#heads[head] = index + 1;
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
    let before = FOLDED[bytes[0] ?? 0] as number;
    for (let i = 1; i < bytes.length; i++) {
      const byte = FOLDED[bytes[i] as number] as number;
      let word = this.#heads[(before << 8) | byte] as number;
      before = byte;
      for (; word !== 0; word = this.#next[word] as number) {
        const end = this.#endOf(word - 1, bytes, i + 1);
        if (end !== undefined) found.push({ word: word - 1, start: i - 1, end });
      }
    }
    return found.sort((a, b) => a.end - b.end || a.start - b.start);
  }

  /** Where the word ends whose first two bytes end at `from`, if the others follow. */
  #endOf(word: number, bytes: Uint8Array, from: number): number | undefined {
    const last = this.#starts[word + 1] as number;
    let at = from;
    for (let i = (this.#starts[word] as number) + 2; i < last; i++, at++)
      if (at >= bytes.length || FOLDED[bytes[at] as number] !== this.#bytes[i]) return undefined;
    return at;
  }
}

interface Occurrence {
  readonly word: number;
  readonly start: number;
  readonly end: number;
}

/** ASCII capitals become small. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
