import type * as sarif from 'sarif';

import type { FingerprintJudge } from '../identity/judge-fingerprints.js';
import type { JsonObject } from './json.js';
import { CLOSING } from './result-text.js';
import type { ResultTable } from './result-table.js';

/** One run of the result. */
export interface MergedRun {
  /** Position in the merged log. */
  readonly index: number;
  /** Without its results. */
  readonly head: JsonObject;
  readonly hasResults: boolean;
  /** Has seen the results of all inputs, repeated ones included. */
  readonly judge: FingerprintJudge;
}

const CHUNK = 1 << 20;

/** The result of a merge. The results are kept as bytes; ask for a log only when it is to be looked into. */
export class MergedLog {
  /** Everything but the runs. */
  readonly #head: JsonObject;
  readonly #runs: readonly MergedRun[];
  readonly #table: ResultTable;
  /** By run, the numbers of its results in the table. */
  readonly #order: readonly Uint32Array[];

  constructor(head: JsonObject, runs: readonly MergedRun[], table: ResultTable) {
    this.#head = head;
    this.#runs = runs;
    this.#table = table;
    this.#order = table.merged(runs.length);
  }

  get runCount(): number {
    return this.#runs.length;
  }

  /** How many results the inputs held together. */
  get readCount(): number {
    return this.#table.count;
  }

  get resultCount(): number {
    return this.#order.reduce((sum, order) => sum + order.length, 0);
  }

  /** The results of a run in their order, each parsed when its turn comes. */
  *results(run: number): Generator<sarif.Result> {
    const order = this.#order[run] ?? new Uint32Array();
    const ordinals = new Ordinals(this.#table, order.length);
    for (const result of order)
      yield JSON.parse(`${this.#table.text(result)}${ordinals.next(result)}${CLOSING}`) as sarif.Result;
  }

  toLog(): sarif.Log {
    const runs = this.#runs.map(({ index, head, hasResults }) =>
      hasResults ? { ...head, results: [...this.results(index)] } : head,
    );
    // Nothing that is shared with this object.
    return JSON.parse(JSON.stringify({ ...this.#head, runs })) as sarif.Log;
  }

  /**
   * The bytes of the file, in pieces that are overwritten by the next one: use each before asking for another.
   *
   * @param pretty indented by two; else a line for each result.
   */
  *chunks({ pretty = false }: { readonly pretty?: boolean } = {}): Generator<Buffer> {
    const sink = new Sink(this.#table);
    const style = pretty ? PRETTY : PLAIN;
    yield* sink.put(style.open(this.#head, 0, 'runs'));
    for (const run of this.#runs) {
      yield* sink.put(run.index === 0 ? style.first(1) : style.next(1));
      if (!run.hasResults) yield* sink.put(style.whole(run.head, 1));
      else if (pretty) for (const piece of this.#prettyRun(run)) yield* sink.put(piece);
      else yield* this.#plainRun(run, sink);
    }
    yield* sink.put(`${this.#runs.length > 0 ? style.last(0) : ''}]${style.close(0)}\n`);
    yield sink.take();
  }

  *#plainRun(run: MergedRun, sink: Sink): Generator<Buffer> {
    yield* sink.put(PLAIN.open(run.head, 1, 'results'));
    const order = this.#order[run.index] ?? new Uint32Array();
    const ordinals = new Ordinals(this.#table, order.length);
    let before = '\n';
    for (const result of order) {
      // Not by `put`: a generator for each result takes as long as all the rest.
      const size = before.length + this.#table.length(result);
      if (!sink.hasRoom(size)) yield* sink.makeRoom(size);
      sink.add(before);
      sink.addResult(result);
      before = `${ordinals.next(result)}${CLOSING},\n`;
    }
    // The last one has no comma after it.
    yield* sink.put(before === '\n' ? ']}' : `${before.slice(0, -2)}\n]}`);
  }

  *#prettyRun(run: MergedRun): Generator<string> {
    yield PRETTY.open(run.head, 1, 'results');
    let separator = PRETTY.first(2);
    for (const result of this.results(run.index)) {
      yield `${separator}${PRETTY.whole(result, 2)}`;
      separator = PRETTY.next(2);
    }
    yield `${separator === PRETTY.first(2) ? '' : PRETTY.last(1)}]${PRETTY.close(1)}`;
  }
}

/** The ordinals of the identities of one run: the how-manieth with this hash. */
class Ordinals {
  readonly #table: ResultTable;
  /** Open addressing: a result and one more, 0 for none. A map of texts would make and hash a text for each. */
  readonly #cells: Uint32Array;
  readonly #counts: Uint32Array;

  /** @param results how many there will be. */
  constructor(table: ResultTable, results: number) {
    this.#table = table;
    const size = 2 ** Math.ceil(Math.log2(2 * results + 2));
    this.#cells = new Uint32Array(size);
    this.#counts = new Uint32Array(size);
  }

  next(result: number): number {
    const mask = this.#cells.length - 1;
    let cell = this.#table.hashBits(result) & mask;
    for (let known = this.#cells[cell]; known; known = this.#cells[cell]) {
      if (this.#table.hasSameHash(known - 1, result)) break;
      cell = (cell + 1) & mask;
    }
    this.#cells[cell] ||= result + 1;
    return (this.#counts[cell] = (this.#counts[cell] ?? 0) + 1);
  }
}

interface Style {
  /** An object with one more member, an array that is left open. */
  open(object: object, depth: number, member: string): string;
  whole(object: object, depth: number): string;
  first(depth: number): string;
  next(depth: number): string;
  last(depth: number): string;
  close(depth: number): string;
}

const PLAIN: Style = {
  open: (object, _depth, member) => `${JSON.stringify(object).slice(0, -1)},"${member}":[`,
  whole: (object) => JSON.stringify(object),
  first: () => '\n',
  next: () => ',\n',
  last: () => '\n',
  close: () => '}',
};

/** As `JSON.stringify(log, null, 2)` has it. The depth counts objects: each stands in an array of another. */
const PRETTY: Style = {
  open(object, depth, member) {
    const text = PRETTY.whole(object, depth).slice(0, -`\n${indent(depth)}}`.length);
    return `${text},\n${indent(depth)}  "${member}": [`;
  },
  whole: (object, depth) => JSON.stringify(object, null, 2).replaceAll('\n', `\n${indent(depth)}`),
  first: (depth) => `\n${indent(depth)}`,
  next: (depth) => `,\n${indent(depth)}`,
  last: (depth) => `\n${indent(depth)}  `,
  close: (depth) => `\n${indent(depth)}}`,
};

function indent(depth: number): string {
  return '    '.repeat(depth);
}

/** Small pieces in, large ones out. */
class Sink {
  readonly #table: ResultTable;
  #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #used = 0;

  constructor(table: ResultTable) {
    this.#table = table;
  }

  /** Adds a text of any size. Gives what has to be written first. */
  *put(text: string): Generator<Buffer> {
    const size = Buffer.byteLength(text);
    if (!this.hasRoom(size)) yield* this.makeRoom(size);
    this.add(text);
  }

  hasRoom(bytes: number): boolean {
    return this.#used + bytes <= this.#buffer.length;
  }

  *makeRoom(bytes: number): Generator<Buffer> {
    yield this.take();
    if (!this.hasRoom(bytes)) this.#buffer = Buffer.allocUnsafeSlow(bytes);
  }

  add(text: string): void {
    this.#used += this.#buffer.write(text, this.#used);
  }

  addResult(result: number): void {
    this.#table.copy(result, this.#buffer, this.#used);
    this.#used += this.#table.length(result);
  }

  /** What has come together. The next piece overwrites it. */
  take(): Buffer {
    const full = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    return full;
  }
}
