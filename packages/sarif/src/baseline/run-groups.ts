import type * as sarif from 'sarif';

import { RunInfo } from './run-info.js';
import { Subject } from './subject.js';

/** A run with its results; those that were absent in an earlier comparison are not among them. */
export interface Side {
  readonly info: RunInfo;
  readonly subjects: readonly Subject[];
}

/** The runs of one analysis, mostly one on each side; one side may have none. */
export interface RunGroup {
  readonly base: readonly Side[];
  readonly head: readonly Side[];
}

export function readSides(log: sarif.Log): Side[] {
  return log.runs.map((run) => {
    const info = new RunInfo(run);
    const results = (run.results ?? []).filter(({ baselineState }) => baselineState !== 'absent');
    return { info, subjects: results.map((result) => new Subject(result, info)) };
  });
}

/** By tool and category, in the order of the head, then what only the base has. */
export function groupRuns(base: readonly Side[], head: readonly Side[]): RunGroup[] {
  const groups = new Map<string, { base: Side[]; head: Side[] }>();
  const groupOf = (key: string) => {
    const group = groups.get(key) ?? { base: [], head: [] };
    groups.set(key, group);
    return group;
  };
  const renamed = renamedCategories(base, head);
  for (const side of head) groupOf(renamed.get(side.info.key) ?? side.info.key).head.push(side);
  const sorted = [...base].sort((a, b) => (a.info.key < b.info.key ? -1 : Number(a.info.key > b.info.key)));
  for (const side of sorted) groupOf(side.info.key).base.push(side);
  return [...groups.values()];
}

/** Key in the head → key in the base, of tools whose only analysis got another category. */
function renamedCategories(base: readonly Side[], head: readonly Side[]): Map<string, string> {
  const before = onlyKeys(base, new Set(head.map(({ info }) => info.key)));
  const now = onlyKeys(head, new Set(base.map(({ info }) => info.key)));
  const renamed = new Map<string, string>();
  for (const [driver, key] of now) {
    const former = before.get(driver);
    if (key !== undefined && former !== undefined) renamed.set(key, former);
  }
  return renamed;
}

/** By driver, the key that the other log does not have, where there is only one. A gate's targets keep their names. */
function onlyKeys(sides: readonly Side[], others: ReadonlySet<string>): Map<string, string | undefined> {
  const keys = new Map<string, string | undefined>();
  for (const { info } of sides) {
    if (others.has(info.key) || info.family !== info.key) continue;
    const known = keys.has(info.driver) && keys.get(info.driver) !== info.key;
    keys.set(info.driver, known ? undefined : info.key);
  }
  return keys;
}
