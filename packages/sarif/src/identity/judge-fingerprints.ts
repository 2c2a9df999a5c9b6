import { cleanText } from '@railgate/contract';
import type * as sarif from 'sarif';

import { LINE_HASH_KEY } from './form.js';
import { ruleIdOf } from './result-rule.js';
import { hash52, mix, SampledMap, type SampledState } from './sampled-map.js';

/** A fingerprint of another tool that does not tell results apart. */
export interface FingerprintFault {
  /** `fingerprints/matchBasedId/v1`, `partialFingerprints/primaryLocationLineHash`. Cleaned and clipped. */
  readonly key: string;
  /** `constant`: all results have the one value. `repeated`: results of another place or rule share values. */
  readonly kind: 'constant' | 'repeated' | 'not-text';
  /** The value that most results have, cleaned and clipped; of equals the smallest. Empty for `not-text`. */
  readonly value: string;
  /** Results concerned; for `repeated` in a run of very many values, at least so many. */
  readonly count: number;
  /** The whole, in a sentence. */
  readonly message: string;
}

/** Looks at the results of one run, one after the other, in bounded memory. The order does not count. */
export interface FingerprintJudge {
  add(result: sarif.Result): void;
  /** In the order of the keys. */
  finish(): FingerprintFault[];
  /** What was seen so far, as plain data for another thread. */
  state(): JudgeState;
  /** Goes on as if it had seen what another judge of the same run has. */
  absorb(state: JudgeState): void;
}

export type JudgeState = readonly TallyState[];

/** The faults of all results of a run that is at hand. */
export function judgeFingerprints(results: Iterable<sarif.Result>, run: sarif.Run): FingerprintFault[] {
  const judge = fingerprintJudge(run);
  for (const result of results) judge.add(result);
  return judge.finish();
}

export function fingerprintJudge(run: sarif.Run): FingerprintJudge {
  const tallies = new Tallies();
  return {
    add(result) {
      const { fingerprints, partialFingerprints } = result;
      if (!fingerprints && !partialFingerprints) return;
      const seen = placeOf(result, run);
      for (const key in fingerprints)
        if (!UNJUDGED.has(key)) tallies.of('fingerprints', key)?.add(fingerprints[key], seen);
      for (const key in partialFingerprints)
        if (!UNJUDGED.has(key)) tallies.of('partialFingerprints', key)?.add(partialFingerprints[key], seen);
    },
    finish: () =>
      tallies
        .sorted()
        .map((tally) => tally.fault())
        .filter((fault) => fault !== undefined),
    state: () => tallies.sorted().map((tally) => tally.state()),
    absorb(states) {
      for (const state of states) tallies.of(state.kind, state.name)?.absorb(state);
    },
  };
}

type Kind = 'fingerprints' | 'partialFingerprints';

/**
 * The smallest keys of a run, so that it does not depend on the order which ones are judged: each was there from its
 * first time on.
 */
class Tallies {
  // By kind, then by key: to join the two into one key costs more than to find it.
  readonly #kinds = {
    fingerprints: new Map<string, KeyTally>(),
    partialFingerprints: new Map<string, KeyTally>(),
  };
  #all: KeyTally[] = [];
  /** What is not smaller was left out. */
  #bound: string | undefined;

  of(kind: Kind, name: string): KeyTally | undefined {
    const known = this.#kinds[kind].get(name);
    if (known) return known;
    if (this.#bound !== undefined && `${kind}/${name}` >= this.#bound) return undefined;
    const made = new KeyTally(kind, name);
    this.#kinds[kind].set(name, made);
    this.#all.push(made);
    if (this.#all.length > KEYS) this.#leaveOut();
    return this.#kinds[kind].get(name);
  }

  /** In the order of the keys. */
  sorted(): KeyTally[] {
    return this.#all.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  #leaveOut(): void {
    const last = this.sorted().pop();
    if (!last) return;
    this.#bound = last.key;
    this.#kinds[last.kind].delete(last.name);
  }
}

/** Keys of one run that are judged at all: a run with more is made to cost memory. */
const KEYS = 32;
/** CodeQL's: the column, made to be equal for many results and to count beside the line's hash only. */
const UNJUDGED = new Set(['primaryLocationStartColumnFingerprint']);
const SHOWN = 60;

function joined(a: Only, b: Only): Only | undefined {
  if (a.value !== b.value) return undefined;
  return { ...a, differs: a.differs || b.differs || a.place !== b.place };
}

interface Seen {
  readonly uri: string;
  readonly line: number;
  /** Hash of rule, file, line and column. */
  readonly whole: number;
}

/** One value: where it stood first, how often, and whether it stood anywhere that is another finding. */
interface Value {
  readonly text: string;
  readonly place: number;
  count: number;
  conflicts: boolean;
}

/** A `KeyTally` on its way to another thread. */
interface TallyState {
  readonly kind: Kind;
  readonly name: string;
  readonly values: SampledState<Value>;
  readonly total: number;
  readonly notText: number;
  readonly only: Only | undefined;
}

interface Only {
  readonly value: string;
  readonly place: number;
  differs: boolean;
}

class KeyTally {
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  readonly #values = new SampledMap<Value>();
  readonly #isLineHash: boolean;
  #total = 0;
  #notText = 0;
  /** The value of all results so far; nothing once there are two. */
  #only: Only | undefined;

  constructor(kind: Kind, name: string) {
    this.kind = kind;
    this.name = name;
    this.key = `${kind}/${name}`;
    this.#isLineHash = this.key.endsWith(`/${LINE_HASH_KEY}`);
  }

  add(value: unknown, seen: Seen): void {
    if (typeof value !== 'string') {
      this.#notText++;
      return;
    }
    // GitHub's hash holds neither rule nor file: files that begin alike and several rules on one line are no fault.
    const place = this.#isLineHash ? seen.line : seen.whole;
    this.#total++;
    if (this.#total === 1) this.#only = { value, place, differs: false };
    else if (this.#only?.value !== value) this.#only = undefined;
    else this.#only.differs ||= this.#only.place !== place;
    this.#count(this.#isLineHash ? hash52(value, seen.uri) : hash52(value), value, place);
  }

  state(): TallyState {
    const { kind, name } = this;
    const counts = { total: this.#total, notText: this.#notText };
    return { kind, name, ...counts, only: this.#only, values: this.#values.state() };
  }

  absorb({ values, total, notText, only }: TallyState): void {
    if (this.#total === 0) this.#only = only && { ...only };
    else if (total > 0) this.#only = this.#only && only && joined(this.#only, only);
    this.#total += total;
    this.#notText += notText;
    this.#values.absorb(values, (known, other) => {
      known.count += other.count;
      known.conflicts ||= other.conflicts || known.place !== other.place;
    });
  }

  #count(key: number, text: string, place: number): void {
    const known = this.#values.get(key);
    if (known) {
      known.count++;
      known.conflicts ||= known.place !== place;
    } else this.#values.set(key, { text, place, count: 1, conflicts: false });
  }

  fault(): FingerprintFault | undefined {
    const key = clip(this.key);
    if (this.#notText > 0) {
      const message = `${count(this.#notText)} ${key} that is no text; it was not used.`;
      return { key, kind: 'not-text', value: '', count: this.#notText, message };
    }
    if (this.#only?.differs && this.#total > 2) {
      const value = clip(this.#only.value);
      const message = `All ${this.#total} results have the same ${key} "${value}": it tells nothing apart and was not used.`;
      return { key, kind: 'constant', value, count: this.#total, message };
    }
    return this.#repeated(key);
  }

  #repeated(key: string): FingerprintFault | undefined {
    let results = 0;
    let most: [string, number] = ['', 0];
    for (const { text, count: times, conflicts } of this.#values.values()) {
      if (!conflicts) continue;
      results += times;
      if (times > most[1] || (times === most[1] && text < most[0])) most = [text, times];
    }
    if (results === 0) return undefined;
    const value = clip(most[0]);
    const atLeast = this.#values.isSample ? 'At least ' : '';
    const message = `${atLeast}${count(results)} a ${key} that other places or rules have too, "${value}" ${most[1]} times: it was not used.`;
    return { key, kind: 'repeated', value, count: results, message };
  }
}

function placeOf(result: sarif.Result, run: sarif.Run): Seen {
  const physical = result.locations?.[0]?.physicalLocation;
  const uri = physical?.artifactLocation?.uri ?? `#${physical?.artifactLocation?.index ?? ''}`;
  const { startLine = 0, startColumn = 0 } = physical?.region ?? {};
  return {
    uri,
    line: startLine,
    whole: mix(mix(hash52(ruleIdOf(result, run), uri), startLine), startColumn),
  };
}

function count(results: number): string {
  return results === 1 ? '1 result has' : `${results} results have`;
}

function clip(text: string): string {
  const clean = cleanText(text.slice(0, SHOWN));
  return text.length > SHOWN ? `${clean}…` : clean;
}
