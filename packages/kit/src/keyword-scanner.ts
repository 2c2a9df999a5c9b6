import { buildAutomaton, buildTrie, classesOf, longestOf, wordsOf } from './keyword-automaton.js';

/**
 * Finds many keywords in bytes in one pass: the automaton of Aho and Corasick (CACM 18(6), 1975) as a table with one
 * step a byte, however many keywords there are. Linear in the input, whatever it holds.
 */
export class KeywordScanner {
  /**
   * The class of each byte, and behind those a row for each state: by class, where the row of the state that follows
   * begins. In one array, since each one takes two registers of the loops.
   */
  readonly #table: Int32Array;
  /** Keywords that end in a state, for those from the first on where any does. */
  readonly #found: readonly (readonly number[])[];
  readonly #width: number;
  /** Rows from here on end a keyword. */
  readonly #firstFinal: number;
  /** Bytes of the longest keyword. */
  readonly #longest: number;
  #places: Int32Array | undefined;

  /** @param keywords not empty; compared by UTF-8 bytes, ASCII letters in any case with `ignoreCase`. */
  constructor(keywords: readonly string[], options: { readonly ignoreCase?: boolean } = {}) {
    const fold = options.ignoreCase ?? false;
    const words = wordsOf(keywords, fold);
    const { classes, width } = classesOf(words, fold);
    const automaton = buildAutomaton(buildTrie(words, classes), width);
    this.#table = new Int32Array(ROOT + automaton.next.length);
    this.#table.set(classes);
    this.#table.set(automaton.next, ROOT);
    for (let i = ROOT; i < this.#table.length; i++) this.#table[i] = (this.#table[i] as number) + ROOT;
    this.#width = width;
    this.#found = automaton.found;
    this.#firstFinal = ROOT + automaton.firstFinal * width;
    this.#longest = longestOf(words);
  }

  /** Is any of the keywords there? */
  hasAny(bytes: Uint8Array): boolean {
    const [table, final] = [this.#table, this.#firstFinal];
    let row = ROOT;
    // An iterator takes three times as long here.
    // eslint-disable-next-line @typescript-eslint/prefer-for-of
    for (let i = 0; i < bytes.length; i++) {
      row = table[row + (table[bytes[i] as number] as number)] as number;
      if (row >= final) return true;
    }
    return false;
  }

  /** Calls `visit` for every occurrence, overlapping ones too, with the keyword's index and the offset behind it. */
  scan(bytes: Uint8Array, visit: Visit): void {
    // Taken away meanwhile: whoever is called may scan something else.
    const places = this.#places ?? new Int32Array(2 * BLOCK);
    this.#places = undefined;
    for (let from = 0, row = ROOT; from < bytes.length; from += BLOCK) {
      const length = Math.min(BLOCK, bytes.length - from);
      const half = length < LEAST * this.#longest ? 0 : length >> 1;
      const { first, second, last } = this.#collect(bytes, { from, half, to: from + length, row }, places);
      this.#visitAll(places, 0, first, visit);
      this.#visitAll(places, 2 * half, second, visit);
      row = last;
    }
    this.#places = places;
  }

  #visitAll(places: Int32Array, from: number, to: number, visit: Visit): void {
    for (let i = from; i < to; i += 2) {
      const state = ((places[i] as number) - this.#firstFinal) / this.#width;
      for (const keyword of this.#found[state] as readonly number[]) visit(keyword, places[i + 1] as number);
    }
  }

  /**
   * Rows and ends of the occurrences in a block. Each step waits for memory that the step before has named, so that two
   * halves of a block at once take little longer than one of them. Nothing is called in the loops: V8 would take the code
   * of whoever asks apart together with them.
   */
  #collect(bytes: Uint8Array, { from, half, to, row: start }: Block, places: Int32Array): Collected {
    const [table, final] = [this.#table, this.#firstFinal];
    let [first, second] = [0, 2 * half];
    let row = start;
    let far = half === 0 ? start : this.#rowAt(bytes, from + half);
    for (let i = from, end = from + half; i < end; i++) {
      row = table[row + (table[bytes[i] as number] as number)] as number;
      far = table[far + (table[bytes[i + half] as number] as number)] as number;
      if (row >= final) {
        places[first++] = row;
        places[first++] = i + 1;
      }
      if (far >= final) {
        places[second++] = far;
        places[second++] = i + half + 1;
      }
    }
    for (let i = from + 2 * half; i < to; i++) {
      far = table[far + (table[bytes[i] as number] as number)] as number;
      if (far >= final) {
        places[second++] = far;
        places[second++] = i + 1;
      }
    }
    return { first, second, last: far };
  }

  /** A state follows from as many bytes before it as the longest keyword has. */
  #rowAt(bytes: Uint8Array, at: number): number {
    const table = this.#table;
    let row = ROOT;
    for (let i = at - this.#longest; i < at; i++)
      row = table[row + (table[bytes[i] as number] as number)] as number;
    return row;
  }
}

type Visit = (keyword: number, end: number) => void;

/** The first row: behind the classes of 256 bytes. */
const ROOT = 256;

/** Bytes that are looked at together, and so the most occurrences that are kept. */
const BLOCK = 32 * 1024;

/** A block of so many times the longest keyword is worth two halves. */
const LEAST = 4;

interface Block {
  readonly from: number;
  /** Bytes of each half, without an odd one; 0 where all is looked at in one go. */
  readonly half: number;
  readonly to: number;
  /** Of the state at `from`. */
  readonly row: number;
}

/** Rows and ends, two numbers an occurrence: those of the second half begin behind the room for the first. */
interface Collected {
  /** Behind the last place of each half. */
  readonly first: number;
  readonly second: number;
  /** The row at the end. */
  readonly last: number;
}
