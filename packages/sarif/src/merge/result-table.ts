import { compareText } from '@railgate/contract';
import { Arena, buffersOf, Columns, type ArenaState, type ColumnsState } from './arena.js';
import { canonicalText, isObject, listOf, type Json, type JsonObject } from './json.js';
import { CLOSING, HASH_LENGTH, type ResultText } from './result-text.js';

/** Where a result stands in the order of a report. */
export interface Place {
  readonly rule: string;
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

export function placeOf(result: JsonObject, artifacts: readonly Json[]): Place {
  const { ruleId, rule, locations } = result;
  const id = ruleId ?? memberOf(rule, 'id');
  const physical = memberOf(listOf(locations)[0], 'physicalLocation');
  const file = memberOf(physical, 'artifactLocation');
  const region = memberOf(physical, 'region');
  const index = memberOf(file, 'index');
  const cached = typeof index === 'number' ? memberOf(artifacts[index], 'location') : undefined;
  const uri = memberOf(file, 'uri') ?? memberOf(cached, 'uri');
  return {
    rule: typeof id === 'string' ? id : '',
    uri: typeof uri === 'string' ? uri : '',
    line: numberOf(memberOf(region, 'startLine')),
    column: numberOf(memberOf(region, 'startColumn')),
  };
}

/** A table on its way to another thread. */
export interface TableState {
  readonly texts: ArenaState;
  readonly rows: ColumnsState;
  /** By number. */
  readonly rules: readonly string[];
  readonly uris: readonly string[];
}

/** What of it is to be transferred and not copied. */
export function transferOf({ texts, rows }: TableState): ArrayBuffer[] {
  return buffersOf(texts, rows);
}

/** The results of all inputs: their texts, and small keys to sort them by. */
export class ResultTable {
  readonly #arena = new Arena();
  readonly #rules = new Names();
  readonly #uris = new Names();
  readonly #rows = new Columns({
    run: Uint32Array,
    rule: Uint32Array,
    uri: Uint32Array,
    line: Float64Array,
    column: Float64Array,
    input: Uint32Array,
  });

  /**
   * @param run of the merged log.
   * @param input the file that it comes from.
   * @param text of `textOf`.
   */
  add(run: number, input: number, place: Place, { whole, rest }: ResultText): void {
    this.#arena.add(whole, rest);
    this.#addRow(run, input, place);
  }

  /** The same for a text that `write` writes; see `Arena.addWritten`. */
  addWritten(
    run: number,
    input: number,
    place: Place,
    bound: number,
    write: (target: Buffer, at: number) => number,
  ): void {
    this.#arena.addWritten(bound, write);
    this.#addRow(run, input, place);
  }

  #addRow(run: number, input: number, place: Place): void {
    const rule = this.#rules.number(place.rule);
    const uri = this.#uris.number(place.uri);
    this.#rows.push({ run, rule, uri, line: place.line, column: place.column, input });
  }

  /** Not to be used any more afterwards. */
  state(): TableState {
    const names = { rules: this.#rules.names(), uris: this.#uris.names() };
    return { texts: this.#arena.state(), rows: this.#rows.state(), ...names };
  }

  /** Adds the results of another table; in which order they come makes no difference. */
  absorb({ texts, rows, rules, uris }: TableState): void {
    const ourRules = rules.map((name) => this.#rules.number(name));
    const ourUris = uris.map((name) => this.#uris.number(name));
    this.#arena.absorb(texts);
    this.#rows.absorb(rows, {
      rule: (number) => ourRules[number] ?? 0,
      uri: (number) => ourUris[number] ?? 0,
    });
  }

  get count(): number {
    return this.#arena.count;
  }

  /** The open text of a result. */
  text(result: number): string {
    return this.#arena.bytes(result).toString();
  }

  length(result: number): number {
    return this.#arena.length(result);
  }

  copy(result: number, target: Buffer, at: number): void {
    this.#arena.copy(result, target, at);
  }

  /** Some bits of the hash of its identity. */
  hashBits(result: number): number {
    return this.#arena.endingBits(result, HASH_LENGTH + 1);
  }

  /** The hash of the identity stands at the end, with a colon. */
  hasSameHash(a: number, b: number): boolean {
    return this.#arena.hasSameEnding(a, b, HASH_LENGTH + 1);
  }

  /**
   * The results of every run in their order, each as often as the input has it that has it most often.
   *
   * @returns by run, the numbers of the results.
   */
  merged(runs: number): Uint32Array[] {
    const keys = this.#keys();
    const { major, line, column } = keys;
    const sorted = this.#sorted(keys);
    const { run } = this.#rows.columns;
    const kept = Array.from({ length: runs }, (): number[] => []);
    for (let start = 0, end = 0; start < sorted.length; start = end) {
      const first = sorted[start] as number;
      const isSamePlace = (other: number): boolean =>
        major[first] === major[other] && line[first] === line[other] && column[first] === column[other];
      for (end = start + 1; end < sorted.length && isSamePlace(sorted[end] as number);) end++;
      const list = kept[run[first] as number];
      if (list) this.#keep(sorted.subarray(start, end), list);
    }
    return kept.map((list) => Uint32Array.from(list));
  }

  /** Run, rule and file in one number, since it is compared a million times. */
  #keys(): Keys {
    const { run, rule, uri, line, column } = this.#rows.columns;
    const rules = this.#rules.ranks();
    const uris = this.#uris.ranks();
    const major = new Float64Array(this.count);
    for (let i = 0; i < major.length; i++) {
      const ruleRank = (run[i] as number) * rules.length + (rules[rule[i] as number] as number);
      major[i] = ruleRank * uris.length + (uris[uri[i] as number] as number);
    }
    return { major, line, column };
  }

  #sorted({ major, line, column }: Keys): Uint32Array {
    const order = Uint32Array.from({ length: this.count }, (_, i) => i);
    return order.sort((a, b) => {
      const byMajor = (major[a] as number) - (major[b] as number);
      if (byMajor !== 0) return byMajor;
      const byLine = (line[a] as number) - (line[b] as number);
      if (byLine !== 0) return byLine;
      const byColumn = (column[a] as number) - (column[b] as number);
      return byColumn === 0 ? this.#arena.compare(a, b) : byColumn;
    });
  }

  /** @param results of one place, sorted by text. */
  #keep(results: Uint32Array, kept: number[]): void {
    if (results.length === 1) {
      kept.push(results[0] as number);
      return;
    }
    const classes = this.#byText(results);
    this.#joinReordered(classes);
    for (const { result, counts } of classes) {
      for (let n = Math.max(0, ...counts.values()); n > 0; n--) kept.push(result);
    }
  }

  #byText(results: Uint32Array): Class[] {
    const classes: Class[] = [];
    const { input } = this.#rows.columns;
    for (const result of results) {
      let last = classes.at(-1);
      if (last === undefined || this.#arena.compare(last.result, result) !== 0)
        classes.push((last = { result, counts: new Map() }));
      const from = input[result] as number;
      last.counts.set(from, (last.counts.get(from) ?? 0) + 1);
    }
    return classes;
  }

  /**
   * Results that differ only in the order of their keys are the same. Such texts have the same bytes in another order:
   * only those with equal length and sum are read again. The first, which is the smallest, takes over the counts.
   */
  #joinReordered(classes: readonly Class[]): void {
    const bySum = new Map<string, Class[]>();
    const lengths = new Map<number, number>();
    for (const { result } of classes) {
      const length = this.#arena.length(result);
      lengths.set(length, (lengths.get(length) ?? 0) + 1);
    }
    for (const entry of classes) {
      const length = this.#arena.length(entry.result);
      if (lengths.get(length) === 1) continue;
      const key = `${length} ${sumOf(this.#arena.bytes(entry.result))}`;
      const peers = bySum.get(key);
      if (peers) peers.push(entry);
      else bySum.set(key, [entry]);
    }
    for (const peers of bySum.values()) if (peers.length > 1) this.#joinEqual(peers);
  }

  #joinEqual(peers: readonly Class[]): void {
    const byValue = new Map<string, Class>();
    for (const peer of peers) {
      const text = `${this.text(peer.result)}1${CLOSING}`;
      const value = canonicalText(JSON.parse(text) as Json);
      const first = byValue.get(value);
      if (first === undefined) {
        byValue.set(value, peer);
        continue;
      }
      for (const [input, count] of peer.counts)
        first.counts.set(input, (first.counts.get(input) ?? 0) + count);
      peer.counts.clear();
    }
  }
}

/** A column is longer than the table. */
interface Keys {
  readonly major: Float64Array;
  readonly line: Float64Array;
  readonly column: Float64Array;
}

/** Results of one text: how often in which input. */
interface Class {
  readonly result: number;
  readonly counts: Map<number, number>;
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) sum += byte;
  return sum;
}

/** Strings by number, so that each is kept once. */
class Names {
  readonly #numbers = new Map<string, number>();

  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  names(): string[] {
    return [...this.#numbers.keys()];
  }

  /** By number, the position among the sorted names. */
  ranks(): Uint32Array {
    const ranks = new Uint32Array(this.#numbers.size);
    const sorted = [...this.#numbers].sort(([a], [b]) => compareText(a, b));
    sorted.forEach(([, number], rank) => (ranks[number] = rank));
    return ranks;
  }
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
