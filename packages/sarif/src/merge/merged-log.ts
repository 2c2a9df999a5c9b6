import type * as sarif from 'sarif';

import type { FingerprintJudge } from '../identity/judge-fingerprints.js';
import type { JsonObject } from './json.js';
import { CLOSING, hashOf } from './result-text.js';
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
    for (const text of this.#texts(run)) yield parseResult(text);
  }

  toLog(): sarif.Log {
    const log = { ...this.#head, runs: [] } as object as sarif.Log;
    for (const run of this.#runs) {
      const head = run.head as object as sarif.Run;
      if (!run.hasResults) log.runs.push(head);
      else log.runs.push({ ...head, results: [...this.results(run.index)] });
    }
    // Nothing that is shared with this object.
    return JSON.parse(JSON.stringify(log)) as sarif.Log;
  }

  /**
   * The bytes of the file, in pieces that may be changed by the next one: write each before asking for another.
   *
   * @param pretty indented by two; else a line for each result.
   */
  *chunks({ pretty = false }: { readonly pretty?: boolean } = {}): Generator<Buffer> {
    const sink = new Sink();
    for (const text of this.#pieces(pretty)) yield* sink.add(text);
    yield sink.rest();
  }

  *#pieces(pretty: boolean): Generator<string | Buffer> {
    const style = pretty ? PRETTY : PLAIN;
    yield style.open(this.#head, 0, 'runs');
    for (const run of this.#runs) {
      yield run.index === 0 ? style.first(1) : style.next(1);
      if (!run.hasResults) yield style.whole(run.head, 1);
      else yield* this.#run(run, style);
    }
    yield `${this.#runs.length > 0 ? style.last(0) : ''}]${style.close(0)}\n`;
  }

  *#run(run: MergedRun, style: Style): Generator<string | Buffer> {
    yield style.open(run.head, 1, 'results');
    let separator = style.first(2);
    for (const [open, end] of this.#texts(run.index)) {
      yield separator;
      if (style === PRETTY) yield style.whole(parseResult([open, end]), 2);
      else {
        yield open;
        yield end;
      }
      separator = style.next(2);
    }
    yield `${separator === style.first(2) ? '' : style.last(1)}]${style.close(1)}`;
  }

  /** Every result of a run in its two parts, the second with the ordinal of its identity. */
  *#texts(run: number): Generator<readonly [Buffer, string]> {
    const ordinals = new Map<string, number>();
    for (const result of this.#order[run] ?? []) {
      const open = this.#table.bytes(result);
      const hash = hashOf(open);
      const ordinal = (ordinals.get(hash) ?? 0) + 1;
      ordinals.set(hash, ordinal);
      yield [open, `${ordinal}${CLOSING}`];
    }
  }
}

function parseResult([open, end]: readonly [Buffer, string]): sarif.Result {
  return JSON.parse(open.toString() + end) as sarif.Result;
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
  #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #used = 0;

  *add(piece: string | Buffer): Generator<Buffer> {
    const length = typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
    if (this.#used + length > CHUNK) yield this.rest();
    if (length > CHUNK) {
      yield typeof piece === 'string' ? Buffer.from(piece) : piece;
      return;
    }
    if (typeof piece === 'string') this.#buffer.write(piece, this.#used);
    else piece.copy(this.#buffer, this.#used);
    this.#used += length;
  }

  /** What has come together. The next piece overwrites it. */
  rest(): Buffer {
    const full = this.#buffer.subarray(0, this.#used);
    this.#used = 0;
    return full;
  }
}
