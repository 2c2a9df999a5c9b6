import { buildAutomaton, buildTrie, classesOf, longestOf, wordsOf } from './keyword-automaton.js';
import { blocksOf, type Blocks } from './keyword-blocks.js';

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
    this.#blocks = blocksOf({ classes, next, width, firstFinal, longest: longestOf(words) });
    this.#found = found;
    this.#firstFinal = firstFinal;
  }

  /** Is any of the keywords there? */
  hasAny(bytes: Uint8Array): boolean {
    const begun = Math.min(bytes.length, BEGINNING);
    if (this.#blocks.hasAny(bytes, begun)) return true;
    for (const [from, to] of this.#cut(bytes, begun))
      for (const _place of this.#blocks.find(bytes, from, to)) return true;
    return false;
  }

  /** Calls `visit` for every occurrence, overlapping ones too, with the keyword's index and the offset behind it. */
  scan(bytes: Uint8Array, visit: (keyword: number, end: number) => void): void {
    for (const [from, to] of this.#cut(bytes))
      for (const [state, end] of this.#blocks.find(bytes, from, to))
        for (const keyword of this.#found[state - this.#firstFinal] as readonly number[]) visit(keyword, end);
  }

  *#cut({ length }: Uint8Array, start = 0): Iterable<readonly [from: number, to: number]> {
    const { most } = this.#blocks;
    for (let from = start; from < length; from += most) yield [from, Math.min(length, from + most)];
  }
}

/** Bytes: most texts that hold a keyword hold one there. */
const BEGINNING = 4096;
