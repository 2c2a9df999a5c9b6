import {
  code,
  i32,
  ifWasm,
  TYPE,
  wasmFunction,
  type Code,
  type Running,
  type WasmFunction,
} from './wasm-function.js';

/** An automaton in one table: the class of each byte, and behind those a row for each state. */
export interface Table {
  /** By byte. What no keyword holds has the class 0, and there is such a byte. */
  readonly classes: Uint8Array;
  /** By state and class: the number of the state that follows. The first state is the root. */
  readonly next: Uint32Array;
  /** Classes, and so entries of a row. */
  readonly width: number;
  /** States from here on end a keyword. */
  readonly firstFinal: number;
  /** Bytes of the longest keyword. */
  readonly longest: number;
}

/** Bytes that are searched in JavaScript first: making a function takes as long. */
const FEW = 512 * 1024;

/**
 * Each step waits for memory that the step before has named: so a block is cut into lanes, and all of them go forward
 * together. Five take two fifths of the time of one.
 */
const LANES = 5;
/** Bytes of a block in one lane. */
const LANE = 16 * 1024;

/** Bytes of an entry of the table, and of a number that is written. */
const WORD = 4;

/** Walks through the bytes of a block: in JavaScript, and in WebAssembly when it turns out to be worth it and can be had. */
export class Blocks {
  /** Bytes of the longest block. */
  readonly most = LANES * LANE;
  readonly #table: Table;
  readonly #steps: Steps;
  #lanes: Lanes | undefined;
  #isTried = false;
  #seen = 0;

  constructor(table: Table) {
    this.#table = table;
    this.#steps = new Steps(table);
  }

  /**
   * States that end a keyword, and the offset behind each, in turn and in the order of the text. `from` to `to` is a block.
   * A list, and not a generator: V8 compiles whoever asks together with one, four times as long.
   */
  find(bytes: Uint8Array, from: number, to: number): readonly number[] {
    this.#seen += to - from;
    if (this.#seen > FEW && !this.#isTried) {
      this.#isTried = true;
      this.#lanes = ifWasm(() => new Lanes(this.#table));
    }
    return (this.#lanes ?? this.#steps).find(bytes, from, to);
  }

  /** Is there one up to `to`? Stops there: for the beginning of a text that probably holds one. */
  hasAny(bytes: Uint8Array, to: number): boolean {
    return this.#steps.hasAny(bytes, to);
  }
}

/** In WebAssembly. A lane begins at the root, and so early that it knows by its first own byte what stood before. */
class Lanes {
  readonly #memory: Uint8Array;
  readonly #words: Int32Array;
  readonly #run: Running['run'];
  /** Bytes in front of a lane's own. */
  readonly #before: number;
  /** Bytes of memory from one lane to the next. */
  readonly #stride: number;
  /** Where in memory the lanes are, and the places that were found. */
  readonly #lanes: number;
  readonly #places: number;
  /** Of no keyword: from every state, it leads to the root. */
  readonly #neutral: number;
  readonly #rowBytes: number;

  constructor({ classes, next, width, firstFinal, longest }: Table) {
    this.#before = longest - 1;
    this.#stride = LANE + this.#before;
    this.#rowBytes = width * WORD;
    this.#lanes = ROWS + next.length * WORD;
    this.#places = roundUp(this.#lanes + LANES * this.#stride, WORD);
    const end = this.#places + LANES * this.#stride * 2 * WORD;
    // A class is a byte, too: where there is room in it, as the bytes to its entry.
    const isNarrow = width * WORD <= 256;
    const { memory, run } = wasmFunction(
      lanesFunction({
        lanes: this.#lanes,
        stride: this.#stride,
        final: ROWS + firstFinal * this.#rowBytes,
        isNarrow,
      }),
      end,
    );
    this.#run = run;
    this.#memory = new Uint8Array(memory);
    this.#words = new Int32Array(memory);
    for (const [byte, kind] of classes.entries()) this.#memory[byte] = isNarrow ? kind * WORD : kind;
    for (let i = 0; i < next.length; i++)
      this.#words[ROWS / WORD + i] = ROWS + (next[i] as number) * this.#rowBytes;
    this.#neutral = classes.indexOf(0);
  }

  find(bytes: Uint8Array, from: number, to: number): readonly number[] {
    const part = Math.ceil((to - from) / LANES);
    for (let lane = 0; lane < LANES; lane++)
      this.#fill(lane, part, bytes, from + lane * part, Math.min(to, from + (lane + 1) * part));
    const end = this.#run(this.#before + part, this.#places);
    const places: number[] = [];
    if (end === this.#places) return places;
    const found = this.#words.subarray(this.#places / WORD, end / WORD);
    for (let lane = 0; lane < LANES; lane++) {
      const first = lane * this.#stride + this.#before;
      for (let i = 0; i < found.length; i += 2) {
        const at = (found[i + 1] as number) - first;
        if (at >= 0 && at < part)
          places.push(((found[i] as number) - ROWS) / this.#rowBytes, from + lane * part + at + 1);
      }
    }
    return places;
  }

  /** Bytes from `start` to `end`, with as many before them as there must be; what is not there is neutral. */
  #fill(lane: number, part: number, bytes: Uint8Array, start: number, end: number): void {
    const at = this.#lanes + lane * this.#stride;
    const lead = start - this.#before;
    const first = Math.max(0, lead);
    const last = Math.max(first, end);
    if (first > lead) this.#memory.fill(this.#neutral, at, at + first - lead);
    this.#memory.set(bytes.subarray(first, last), at + first - lead);
    this.#memory.fill(this.#neutral, at + last - lead, at + this.#before + part);
  }
}

/** Rows begin behind the classes of all bytes. */
const ROWS = 256;

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

interface LanesLayout {
  /** Where in memory the first lane begins, and bytes from one to the next. */
  readonly lanes: number;
  readonly stride: number;
  /** Where the first row is that ends a keyword. */
  readonly final: number;
  /** Classes are bytes from the beginning of a row, and not entries. */
  readonly isNarrow: boolean;
}

/** Of the number of bytes in each lane, and where places are written: where they end. A row and an offset are a place. */
function lanesFunction({ lanes, stride, final, isNarrow }: LanesLayout): WasmFunction {
  const [length, places, at] = [0, 1, 2];
  const rowOf = (lane: number): number => 3 + lane;
  const step = (lane: number): Code => [
    // The class of the byte, and the row that stands there in the row of the lane.
    [code.get(rowOf(lane)), code.get(at), i32.loadByte(lanes + lane * stride), i32.loadByte(0)],
    isNarrow ? [] : [i32.of(2), i32.shiftLeft],
    [i32.add, i32.load(0), code.tee(rowOf(lane)), i32.of(final), i32.isNotBelow],
    code.when([
      [code.get(places), code.get(rowOf(lane)), i32.store(0)],
      [code.get(places), code.get(at), i32.of(lane * stride), i32.add, i32.store(WORD)],
      [code.get(places), i32.of(2 * WORD), i32.add, code.set(places)],
    ]),
  ];
  const numbers = Array.from({ length: LANES }, (_, lane) => lane);
  return {
    parameters: 2,
    locals: [TYPE.i32, ...numbers.map(() => TYPE.i32)],
    body: [
      numbers.map((lane) => [i32.of(ROWS), code.set(rowOf(lane))]),
      code.repeat(
        [numbers.map(step), code.get(at), i32.of(1), i32.add, code.set(at)],
        [code.get(at), code.get(length), i32.isBelow],
      ),
      code.get(places),
    ],
  };
}

/** In JavaScript. */
class Steps {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  find(bytes: Uint8Array, from: number, to: number): readonly number[] {
    const places: number[] = [];
    const { classes, next, width, firstFinal, longest } = this.#table;
    let state = 0;
    for (let i = Math.max(0, from - longest + 1); i < to; i++) {
      state = next[state * width + (classes[bytes[i] as number] as number)] as number;
      if (state >= firstFinal && i >= from) places.push(state, i + 1);
    }
    return places;
  }

  hasAny(bytes: Uint8Array, to: number): boolean {
    const { classes, next, width, firstFinal } = this.#table;
    let state = 0;
    for (let i = 0; i < to; i++) {
      state = next[state * width + (classes[bytes[i] as number] as number)] as number;
      if (state >= firstFinal) return true;
    }
    return false;
  }
}
