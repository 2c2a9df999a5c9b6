import { Arena, Columns } from './arena.js';
import { canonicalText, compareText, isObject, listOf, type Json, type JsonObject } from './json.js';
import { CLOSING } from './result-text.js';

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
   * @param open its text without the end, see `openText`.
   */
  add(run: number, input: number, place: Place, open: string): void {
    this.#arena.add(open);
    const rule = this.#rules.number(place.rule);
    this.#rows.push({
      run,
      rule,
      uri: this.#uris.number(place.uri),
      line: place.line,
      column: place.column,
      input,
    });
  }

  get count(): number {
    return this.#arena.count;
  }

  bytes(result: number): Buffer {
    return this.#arena.bytes(result);
  }

  /**
   * The results of every run in their order, each as often as the input has it that has it most often.
   *
   * @returns by run, the numbers of the results.
   */
  merged(runs: number): Uint32Array[] {
    const sorted = this.#sorted();
    const { run } = this.#rows.columns;
    const kept = Array.from({ length: runs }, (): number[] => []);
    for (let start = 0; start < sorted.length;) {
      const end = this.#endOfPlace(sorted, start);
      const list = kept[run[sorted[start] ?? 0] ?? 0];
      if (list) this.#keep(sorted.subarray(start, end), list);
      start = end;
    }
    return kept.map((list) => Uint32Array.from(list));
  }

  #sorted(): Uint32Array {
    const { run, line, column } = this.#rows.columns;
    const rule = ranked(this.#rows.columns.rule, this.#rules);
    const uri = ranked(this.#rows.columns.uri, this.#uris);
    const order = Uint32Array.from({ length: this.count }, (_, i) => i);
    const at = (values: Uint32Array | Float64Array, i: number): number => values[i] as number;
    return order.sort(
      (a, b) =>
        at(run, a) - at(run, b) ||
        at(rule, a) - at(rule, b) ||
        at(uri, a) - at(uri, b) ||
        at(line, a) - at(line, b) ||
        at(column, a) - at(column, b) ||
        this.#arena.compare(a, b),
    );
  }

  #endOfPlace(sorted: Uint32Array, start: number): number {
    const first = sorted[start] as number;
    let end = start + 1;
    while (end < sorted.length && this.#isSamePlace(first, sorted[end] as number)) end++;
    return end;
  }

  #isSamePlace(a: number, b: number): boolean {
    const { run, rule, uri, line, column } = this.#rows.columns;
    return (
      run[a] === run[b] &&
      rule[a] === rule[b] &&
      uri[a] === uri[b] &&
      line[a] === line[b] &&
      column[a] === column[b]
    );
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
      const key = `${length} ${sumOf(this.bytes(entry.result))}`;
      const peers = bySum.get(key);
      if (peers) peers.push(entry);
      else bySum.set(key, [entry]);
    }
    for (const peers of bySum.values()) if (peers.length > 1) this.#joinEqual(peers);
  }

  #joinEqual(peers: readonly Class[]): void {
    const byValue = new Map<string, Class>();
    for (const peer of peers) {
      const text = `${this.bytes(peer.result).toString()}1${CLOSING}`;
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

  /** By number, the position among the sorted names. */
  ranks(): Uint32Array {
    const ranks = new Uint32Array(this.#numbers.size);
    const sorted = [...this.#numbers].sort(([a], [b]) => compareText(a, b));
    sorted.forEach(([, number], rank) => (ranks[number] = rank));
    return ranks;
  }
}

function ranked(numbers: Uint32Array, names: Names): Uint32Array {
  const ranks = names.ranks();
  return numbers.map((number) => ranks[number] ?? 0);
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined;
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}
