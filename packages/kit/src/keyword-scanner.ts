import { buildAutomaton, buildTrie, classesOf, longestOf, wordsOf } from './keyword-automaton.js';
import { Blocks } from './keyword-blocks.js';

/**
 * Finds many keywords in bytes in one pass: the automaton of Aho and Corasick (CACM 18(6), 1975) as a table with one
 * step a byte, however many keywords there are. Linear in the input, whatever it holds.
 */
export class KeywordScanner {
  readonly #blocks: Blocks;
  /** Keywords that end in a state, for those from the first on where any does. */
  readonly #found: readonly (readonly number[])[];
  readonly #firstFinal: number;

  /** @param keywords not empty; compared by UTF-8 bytes, ASCII letters in any case with `ignoreCase`. */
  constructor(keywords: readonly string[], options: { readonly ignoreCase?: boolean } = {}) {
    const fold = options.ignoreCase ?? false;
    const words = wordsOf(keywords, fold);
    const { classes, width } = classesOf(words, fold);
    const { next, found, firstFinal } = buildAutomaton(buildTrie(words, classes), width);
    this.#blocks = new Blocks({ classes, next, width, firstFinal, longest: longestOf(words) });
    this.#found = found;
    this.#firstFinal = firstFinal;
  }

  /** Is any of the keywords there? */
  hasAny(bytes: Uint8Array): boolean {
    const begun = Math.min(bytes.length, BEGINNING);
    if (this.#blocks.hasAny(bytes, begun)) return true;
    const { most } = this.#blocks;
    for (let from = begun; from < bytes.length; from += most)
      if (this.#blocks.find(bytes, from, Math.min(bytes.length, from + most)).length > 0) return true;
    return false;
  }

  /** Calls `visit` for every occurrence, overlapping ones too, with the keyword's index and the offset behind it. */
  scan(bytes: Uint8Array, visit: (keyword: number, end: number) => void): void {
    const { most } = this.#blocks;
    for (let from = 0; from < bytes.length; from += most)
      this.#visitAll(this.#blocks.find(bytes, from, Math.min(bytes.length, from + most)), visit);
  }

  #visitAll(places: readonly number[], visit: (keyword: number, end: number) => void): void {
    for (let i = 0; i < places.length; i += 2) {
      const keywords = this.#found[(places[i] as number) - this.#firstFinal] as readonly number[];
      for (const keyword of keywords) visit(keyword, places[i + 1] as number);
    }
  }
}

/** Bytes: most texts that hold a keyword hold one there. */
const BEGINNING = 4096;
