import type * as sarif from 'sarif';

import { absentResult } from './absent.js';
import { causeOf, compareRuns, type Drift } from './drift.js';
import { matchLogs } from './match-logs.js';
import type { RunInfo } from './run-info.js';
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
   * stand at the end of the run of the same tool and category, or in a run of their own where that is gone.
   */
  readonly log: sarif.Log;
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
  const sides = readSides(head);
  const groups = groupRuns(readSides(base), sides);
  matchLogs(groups, evidence.renames);
  const comparing = new Comparing(evidence);
  for (const group of groups) comparing.add(group);
  const { counts, drift, notCompared } = comparing;
  const runs = sides.map(({ info }) => comparing.runs.get(info) ?? info.run);
  return { log: { ...head, runs: [...runs, ...comparing.gone] }, counts, drift, notCompared };
}

class Comparing {
  readonly counts = { new: 0, unchanged: 0, updated: 0, absent: 0 };
  readonly drift: Drift[] = [];
  /** Of the head, with states. */
  readonly runs = new Map<RunInfo, sarif.Run>();
  /** Of what is not there any more. */
  readonly gone: sarif.Run[] = [];
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
    for (const side of head) this.#state(side, before, drift);
    if (now) this.#addAbsent(now, left);
    else if (head.length === 0 && base.every(({ info }) => this.#evidence.isGone?.(info.run)))
      return this.#addGone(base);
    else this.notCompared += left.length;
    this.drift.push(...drift);
  }

  #state({ info, subjects }: Side, before: RunInfo | undefined, drift: readonly Drift[]): void {
    if (!info.looked) return;
    const results = subjects.map((subject) => this.#stated(subject, before, drift));
    this.runs.set(info, { ...info.run, results });
  }

  #stated(subject: Subject, before: RunInfo | undefined, drift: readonly Drift[]): sarif.Result {
    const { match } = subject;
    const baselineState = match ? stateOf(match, subject) : 'new';
    this.counts[baselineState]++;
    if (match) return { ...subject.result, baselineState };
    const cause = causeOf(subject, before, drift, this.#evidence.changedFiles);
    return { ...subject.result, baselineState, properties: { ...subject.result.properties, cause } };
  }

  #addAbsent(info: RunInfo, subjects: readonly Subject[]): void {
    const run = this.runs.get(info);
    if (!run || subjects.length === 0) return;
    this.runs.set(info, { ...run, results: [...(run.results ?? []), ...this.#absent(subjects, run)] });
  }

  /** Of what is gone, the run says what it was, and no more: nobody ran it. */
  #addGone(sides: readonly Side[]): void {
    for (const { info, subjects } of sides) {
      const left = subjects.filter(isLeft);
      if (left.length === 0) continue;
      const { automationDetails, columnKind, tool } = info.run;
      const run: sarif.Run = {
        tool: { driver: tool.driver },
        ...(automationDetails && { automationDetails }),
        ...(columnKind && { columnKind }),
      };
      this.gone.push({ ...run, results: this.#absent(left, run) });
    }
  }

  #absent(subjects: readonly Subject[], run: sarif.Run): sarif.Result[] {
    this.counts.absent += subjects.length;
    return [...subjects].sort(compareSubjects).map((subject) => absentResult(subject, run));
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
      { ...of, missing: 'base', message: `The baseline ${why} of ${name}: all its findings count as new.` },
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
