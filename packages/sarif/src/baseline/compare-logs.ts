import type * as sarif from 'sarif';

import { readLog } from '../read/read-log.js';
import type { SarifSource } from '../read/source.js';
import { absentResult } from './absent.js';
import { causeOf, compareRuns, type Drift } from './drift.js';
import { matchLogs } from './match-logs.js';
import type { RunInfo } from './run-info.js';
import { readSourceSides } from './read-sides.js';
import { groupRuns, readSides, type RunGroup, type Side } from './run-groups.js';
import { stateOf } from './state.js';
import { compareSubjects, type Subject } from './subject.js';

export type BaselineCounts = Readonly<Record<'new' | 'unchanged' | 'updated' | 'absent', number>>;

/** What is known beside the two logs. */
export interface ComparisonEvidence {
  /** Path in the base → path in the head, relative to the root, not URI-encoded. */
  readonly renames?: ReadonlyMap<string, string>;
  /** Paths that differ between the two states of the repository, new ones included. Absent: unknown. */
  readonly changedFiles?: ReadonlySet<string>;
  /**
   * Whether what a run of the base looked at is not there any more, so that no run of the head is missing. Without it
   * nothing is known of the results of a run that nobody repeated.
   */
  readonly isGone?: (run: sarif.Run) => boolean;
}

export interface Comparison {
  /**
   * The head; every result has its `baselineState`, and new ones the property `cause`. Absent results of the base
   * stand at the end of the run of the same tool and category, or in a run of their own where that is gone. Made when
   * somebody asks for it.
   */
  readonly log: sarif.Log;
  /** The results of `log` in one state, in their order; their runs without results. */
  results(state: State): Iterable<{ readonly result: sarif.Result; readonly run: sarif.Run }>;
  readonly counts: BaselineCounts;
  readonly drift: readonly Drift[];
  /** Results of the base whose run nobody repeated: neither there nor absent, since nobody looked. */
  readonly notCompared: number;
}

/**
 * Compares two logs: which results of the head are new, and which of the base are gone (SARIF 3.27.24). Pure and
 * deterministic: which result has which state does not depend on their order. Neither log is changed.
 *
 * A result that may be one of several of the base, or none, counts as new. `absent` results of either log are left
 * out: they are about an earlier comparison.
 */
export function compareLogs(base: sarif.Log, head: sarif.Log, evidence: ComparisonEvidence = {}): Comparison {
  return compareSides(readSides(base), readSides(head), head, evidence);
}

/**
 * The same for two files, with what was mended in them noted as `readLog` does.
 *
 * @param whole whether `log` will be asked for: it has every result of the head as an object.
 * @throws {SarifReadError} when one of them cannot be read to its end.
 */
export async function compareSources(
  base: SarifSource,
  head: SarifSource,
  { whole = false, ...evidence }: ComparisonEvidence & { readonly whole?: boolean } = {},
): Promise<Comparison> {
  const before = await readSourceSides(base);
  if (!whole) return compareSides(before, await readSourceSides(head), head.head, evidence);
  const log = await readLog(head);
  return compareSides(before, readSides(log), log, evidence);
}

function compareSides(
  base: readonly Side[],
  head: readonly Side[],
  log: sarif.Log,
  evidence: ComparisonEvidence,
): Comparison {
  const groups = groupRuns(base, head);
  matchLogs(groups, evidence.renames);
  const comparing = new Comparing(evidence);
  for (const group of groups) comparing.add(group);
  const runs = [...head.map(({ info }) => comparing.runs.get(info) ?? asItIs(info.run)), ...comparing.gone];
  return new Compared(log, runs, comparing);
}

class Compared implements Comparison {
  readonly counts: BaselineCounts;
  readonly drift: readonly Drift[];
  readonly notCompared: number;
  readonly #head: sarif.Log;
  readonly #runs: readonly StatedRun[];
  #log: sarif.Log | undefined;

  constructor(
    head: sarif.Log,
    runs: readonly StatedRun[],
    { counts, drift, notCompared }: Pick<Comparison, 'counts' | 'drift' | 'notCompared'>,
  ) {
    this.#head = head;
    this.#runs = runs;
    this.counts = counts;
    this.drift = drift;
    this.notCompared = notCompared;
  }

  get log(): sarif.Log {
    return (this.#log ??= { ...this.#head, runs: this.#runs.map((run) => run.whole()) });
  }

  *results(state: State): Generator<{ readonly result: sarif.Result; readonly run: sarif.Run }> {
    for (const run of this.#runs) for (const result of run.results(state)) yield { result, run: run.head };
  }
}

type State = keyof BaselineCounts;

/** A run of the compared log. */
interface StatedRun {
  /** Its `results` do not count. */
  readonly head: sarif.Run;
  whole(): sarif.Run;
  /** All, or those in this state. */
  results(state?: State): Iterable<sarif.Result>;
}

function asItIs(run: sarif.Run): StatedRun {
  return { head: run, whole: () => run, results: () => [] };
}

class Comparing {
  readonly counts = { new: 0, unchanged: 0, updated: 0, absent: 0 };
  readonly drift: Drift[] = [];
  /** Of the head, with states. */
  readonly runs = new Map<RunInfo, ComparedRun>();
  /** Of what is not there any more. */
  readonly gone: ComparedRun[] = [];
  notCompared = 0;
  readonly #evidence: ComparisonEvidence;

  constructor(evidence: ComparisonEvidence) {
    this.#evidence = evidence;
  }

  add({ base, head }: RunGroup): void {
    const before = base.find(({ info }) => info.looked)?.info;
    const now = head.find(({ info }) => info.looked)?.info;
    const drift = before && now ? compareRuns(before, now) : missing(base, head, before, now);
    const left = base.flatMap(({ subjects }) => subjects.filter(isLeft));
    const causeFor = (subject: Subject): string =>
      causeOf(subject, before, drift, this.#evidence.changedFiles);
    for (const side of head) this.#state(side, causeFor);
    if (now) this.#addAbsent(now, left);
    else if (head.length === 0 && base.every(({ info }) => this.#evidence.isGone?.(info.run)))
      return this.#addGone(base);
    else this.notCompared += left.length;
    this.drift.push(...drift);
  }

  #state({ info, subjects }: Side, causeFor: (subject: Subject) => string): void {
    if (!info.looked) return;
    for (const subject of subjects) {
      subject.state = subject.match ? stateOf(subject.match, subject) : 'new';
      this.counts[subject.state]++;
    }
    this.runs.set(info, new ComparedRun(info.run, subjects, causeFor));
  }

  #addAbsent(info: RunInfo, subjects: readonly Subject[]): void {
    const run = this.runs.get(info);
    if (!run || subjects.length === 0) return;
    run.absent = subjects;
    this.counts.absent += subjects.length;
  }

  /** Of what is gone, the run says what it was, and no more: nobody ran it. */
  #addGone(sides: readonly Side[]): void {
    for (const { info, subjects } of sides) {
      const left = subjects.filter(isLeft);
      if (left.length === 0) continue;
      const { automationDetails, columnKind, tool } = info.run;
      const run = new ComparedRun(
        {
          tool: { driver: tool.driver },
          ...(automationDetails && { automationDetails }),
          ...(columnKind && { columnKind }),
        },
        [],
        () => '',
      );
      run.absent = left;
      this.counts.absent += left.length;
      this.gone.push(run);
    }
  }
}

class ComparedRun implements StatedRun {
  readonly head: sarif.Run;
  /** Results of the base that it does not have any more. */
  absent: readonly Subject[] = [];
  readonly #subjects: readonly Subject[];
  readonly #causeFor: (subject: Subject) => string;

  constructor(head: sarif.Run, subjects: readonly Subject[], causeFor: (subject: Subject) => string) {
    this.head = head;
    this.#subjects = subjects;
    this.#causeFor = causeFor;
  }

  whole(): sarif.Run {
    return { ...this.head, results: [...this.results()] };
  }

  *results(state?: State): Generator<sarif.Result> {
    for (const subject of this.#subjects)
      if (state === undefined || subject.state === state) yield this.#stated(subject);
    if (state !== undefined && state !== 'absent') return;
    for (const subject of [...this.absent].sort(compareSubjects)) yield absentResult(subject, this.head);
  }

  #stated(subject: Subject): sarif.Result {
    const { result, state = 'new' } = subject;
    if (state !== 'new') return { ...result, baselineState: state };
    const properties = { ...result.properties, cause: this.#causeFor(subject) };
    return { ...result, baselineState: state, properties };
  }
}

function isLeft({ match }: Subject): boolean {
  return match === undefined;
}

/** One side or both did not look. */
function missing(
  base: readonly Side[],
  head: readonly Side[],
  before: RunInfo | undefined,
  now: RunInfo | undefined,
): Drift[] {
  const info = (head[0] ?? base[0])?.info;
  if (!info) return [];
  const of = { driver: info.driver, category: info.category, kind: 'missing' } as const;
  const name = nameOf(info);
  if (now) {
    const why = base.length === 0 ? 'has no run' : 'could not check anything with a run';
    return [
      {
        ...of,
        missing: 'base',
        message: `The baseline ${why} of ${name}: its findings count as new where no other run had them.`,
      },
    ];
  }
  if (!before)
    return head.length === 0
      ? []
      : [{ ...of, missing: 'base', message: `Neither side could check anything with ${name}.` }];
  const number = base.reduce((sum, { subjects }) => sum + subjects.length, 0);
  const why = head.length === 0 ? 'There is no run' : 'Nothing was checked by the run';
  return [
    {
      ...of,
      missing: 'head',
      message: `${why} of ${name}: what became of ${number} results of the baseline is unknown.`,
    },
  ];
}

function nameOf({ driver, category }: RunInfo): string {
  return category === '' ? driver : `${driver} for ${category}`;
}
