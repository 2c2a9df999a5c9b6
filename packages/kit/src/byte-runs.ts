import {
  code,
  i32,
  i64,
  ifWasm,
  TYPE,
  v128,
  wasmFunction,
  type Code,
  type Running,
  type WasmFunction,
} from './wasm-function.js';

type Run = readonly [start: number, end: number];

/** Finds long runs of bytes that are all of one set, such as the letters of base64. */
export class ByteRuns {
  /** By byte: 1 for those of the set. */
  readonly #isMember: Uint8Array;
  readonly #shortest: number;
  #vectors: Vectors | undefined;
  #isTried = false;

  /** @param shortest bytes, 2 to 32. */
  constructor(isMember: (byte: number) => boolean, shortest: number) {
    if (shortest < 2 || shortest > STRIDE)
      throw new RangeError(`Runs of ${shortest} bytes are not looked for.`);
    this.#isMember = Uint8Array.from({ length: 256 }, (_, byte) => Number(isMember(byte)));
    this.#shortest = shortest;
  }

  /** Each as long as it is, in their order. */
  find(bytes: Uint8Array): readonly Run[] {
    if (!this.#isTried) {
      this.#isTried = true;
      this.#vectors = ifWasm(() => new Vectors(this.#isMember, this.#shortest));
    }
    return this.#vectors?.find(bytes) ?? this.#byByte(bytes);
  }

  #byByte(bytes: Uint8Array): readonly Run[] {
    const runs: Run[] = [];
    let start = 0;
    for (let at = 0; at <= bytes.length; at++) {
      if (at < bytes.length && this.#isMember[bytes[at] as number] !== 0) continue;
      if (at - start >= this.#shortest) runs.push([start, at]);
      start = at + 1;
    }
    return runs;
  }
}

/** Bytes of a vector, and those that are told at once: as many of those behind are looked at, too. */
const VECTOR = 16;
const STRIDE = 32;
/** Bytes that are looked at together. */
const BLOCK = 64 * 1024;

/** In WebAssembly, sixteen bytes at once. */
class Vectors {
  readonly #memory: Uint8Array;
  readonly #words: Int32Array;
  readonly #run: Running['run'];
  readonly #shortest: number;
  /** Not of the set: what stands behind the last byte. */
  readonly #other: number;

  constructor(isMember: Uint8Array, shortest: number) {
    const { memory, run } = wasmFunction(changesFunction(isMember, shortest), PLACES + 4 * BLOCK);
    [this.#memory, this.#words, this.#run] = [new Uint8Array(memory), new Int32Array(memory), run];
    [this.#shortest, this.#other] = [shortest, isMember.indexOf(0)];
  }

  find(bytes: Uint8Array): readonly Run[] {
    const runs: Run[] = [];
    let start = -1;
    for (let from = 0; from < bytes.length; from += BLOCK) {
      const rest = bytes.length - from;
      const copied = Math.min(BLOCK + STRIDE, rest);
      this.#memory.set(copied === bytes.length ? bytes : bytes.subarray(from, from + copied));
      this.#memory.fill(this.#other, copied, Math.min(PLACES, copied + 2 * STRIDE));
      const end = this.#run(Math.min(BLOCK, rest), PLACES, start < 0 ? 0 : 1);
      for (const at of end === PLACES ? [] : this.#words.subarray(PLACES / 4, end / 4)) {
        if (start >= 0) runs.push([start, from + at + this.#shortest - 1]);
        start = start < 0 ? from + at : -1;
      }
    }
    return runs;
  }
}

/** Where in memory places are written: behind the block, and what is looked at behind it. */
const PLACES = BLOCK + STRIDE;

/**
 * Of the number of bytes, where places are written, and whether the bytes go on with a run: where the places end. They are
 * those where a run begins, and, in turn, those where less than the shortest is left of it.
 */
function changesFunction(isMember: Uint8Array, shortest: number): WasmFunction {
  const [length, places, isIn, at, changes, bytes, window, runs] = [0, 1, 2, 3, 4, 5, 6, 7];
  const { low, high } = nibbleTables(isMember);
  /** A bit for each byte of a vector: is it one of the set? */
  const vector = (offset: number): Code => [
    [code.get(at), v128.load(offset), code.set(bytes)],
    [v128.of(low), code.get(bytes), v128.of(sixteen(() => 15)), v128.and, v128.pick],
    [v128.of(high), code.get(bytes), i32.of(4), v128.shiftBytesRight, v128.pick],
    [v128.and, v128.of(sixteen(() => 0)), v128.areBytesUnequal, v128.bits, i64.from32],
  ];
  const stride = (offset: number): Code => [
    [vector(offset), vector(offset + VECTOR), i64.of(VECTOR), i64.shiftLeft, i64.or],
  ];
  return {
    parameters: 3,
    locals: [TYPE.i32, TYPE.i32, TYPE.v128, TYPE.i64, TYPE.i64],
    body: [
      [stride(0), code.set(window)],
      code.repeat(
        [
          [code.get(window), stride(STRIDE), i64.of(STRIDE), i64.shiftLeft, i64.or, code.set(window)],
          // A bit stays where a run goes on for the shortest at least.
          [code.get(window), code.set(runs)],
          shifts(shortest).map((by) => [
            [code.get(runs), code.get(runs), i64.of(by), i64.shiftRight, i64.and, code.set(runs)],
          ]),
          // A bit where another one follows.
          [code.get(runs), i64.to32, code.get(runs), i64.to32, i32.of(1), i32.shiftLeft],
          [code.get(isIn), i32.or, i32.xor, code.set(changes)],
          [code.get(runs), i64.to32, i32.of(STRIDE - 1), i32.shiftRight, code.set(isIn)],
          code.get(changes),
          code.when(
            code.repeat(
              [
                [code.get(places), code.get(at), code.get(changes), i32.lowestBit, i32.add, i32.store(0)],
                [code.get(places), i32.of(4), i32.add, code.set(places)],
                [code.get(changes), code.get(changes), i32.of(-1), i32.add, i32.and, code.set(changes)],
              ],
              code.get(changes),
            ),
          ),
          [code.get(window), i64.of(STRIDE), i64.shiftRight, code.set(window)],
          [code.get(at), i32.of(STRIDE), i32.add, code.set(at)],
        ],
        [code.get(at), code.get(length), i32.isBelow],
      ),
      code.get(places),
    ],
  };
}

/** Together they leave a bit only where as many follow one another: each one doubles what the ones before have looked at. */
function shifts(shortest: number): number[] {
  const all: number[] = [];
  for (let looked = 1; looked < shortest; looked += all.at(-1) ?? 0)
    all.push(Math.min(looked, shortest - looked));
  return all;
}

function sixteen(entry: (index: number) => number): number[] {
  return Array.from({ length: VECTOR }, (_, index) => entry(index));
}

/** A byte is one of the set where the entries of its lower and its higher half have a bit in common. */
function nibbleTables(isMember: Uint8Array): { low: number[]; high: number[] } {
  const row = (half: number): string => sixteen((low) => isMember[half * VECTOR + low] as number).join('');
  const rows = [...new Set(sixteen((half) => half).map(row))].filter((bits) => bits.includes('1'));
  if (rows.length > 8) throw new RangeError('The set of bytes is too irregular.');
  return {
    low: sixteen((low) => rows.reduce((sum, bits, index) => sum | (Number(bits[low]) << index), 0)),
    high: sixteen((half) => (rows.includes(row(half)) ? 1 << rows.indexOf(row(half)) : 0)),
  };
}
