import { groupBy } from '@railgate/contract';

import { dependencyPasses } from './dependency-passes.js';
import { inferRenames, type KnownFiles } from './infer-renames.js';
import { matchPool, type Pool } from './match.js';
import { PASSES } from './passes.js';
import type { RunGroup, Side } from './run-groups.js';
import type { Subject } from './subject.js';

/**
 * Finds out which result of the head is which of the base, and notes it in their `match`. First inside each pair of
 * runs, then, of what is left, between the targets of a gate, then in files that the results themselves prove to be
 * renamed.
 */
export function matchLogs(
  groups: readonly RunGroup[],
  renames: ReadonlyMap<string, string> = new Map(),
): void {
  for (const group of groups) renameRules(group);
  if (renames.size > 0) followAll(groups, renames);
  const matched = groups.map((group) => {
    const pool = { base: baseOf(group), head: subjectsOf(group.head), family: familyOf(group) };
    matchPool(pool, PASSES);
    return pool;
  });
  const pools = [...groupBy(matched, ({ family }) => family).values()].map(together);
  if (pools.length < groups.length) for (const pool of pools) matchPool(pool, PASSES);
  if (!pools.some(({ base, head }) => base.length > 0 && head.length > 0)) return;
  const known = knownFiles(groups);
  const all = subjectsOf(groups.flatMap(({ base, head }) => [...base, ...head]));
  const inferred = inferRenames(pools, all, known);
  for (const { base } of pools)
    for (const subject of base) subject.currentPath = inferred.get(subject.path) ?? subject.currentPath;
  const passes = [...(inferred.size > 0 ? PASSES : []), ...dependencyPasses(all, known)];
  for (const pool of pools) matchPool(pool, passes);
}

/** Nothing can be said of results of a run that broke in the head. */
function baseOf({ base, head }: RunGroup): Subject[] {
  const isLost = head.length > 0 && !head.some(({ info }) => info.looked);
  return isLost ? [] : subjectsOf(base);
}

/** Neither by `flatMap`, which takes as long as all the matching of a pass, nor with a side for each argument: logs have many. */
function subjectsOf(sides: readonly Side[]): Subject[] {
  const all: Subject[] = [];
  for (const { subjects } of sides) for (const subject of subjects) all.push(subject);
  return all;
}

function familyOf({ base, head }: RunGroup): string {
  return [...base, ...head][0]?.info.family ?? '';
}

/** What is left of the runs of one family. */
function together([first, ...others]: readonly [Pool, ...Pool[]]): Pool {
  if (others.length === 0) return first;
  const all = [first, ...others];
  return { base: all.flatMap(({ base }) => base), head: all.flatMap(({ head }) => head) };
}

function followAll(groups: readonly RunGroup[], renames: ReadonlyMap<string, string>): void {
  const known = knownFiles(groups);
  for (const group of groups) followRenames(baseOf(group), renames, known);
}

/** A list of renames that was made for other states of the repository must not hide what is there. */
function followRenames(
  subjects: readonly Subject[],
  renames: ReadonlyMap<string, string>,
  known: KnownFiles,
): void {
  const targets = new Set(renames.values());
  for (const subject of subjects) {
    const { path } = subject;
    const target = renames.get(path);
    if (target === undefined) continue;
    const isGone = !known.head.has(path) || targets.has(path);
    if (isGone || known.head.has(target)) subject.currentPath = target;
  }
}

/** A rule says which ids it had before (SARIF 3.49.4). */
function renameRules({ base, head }: RunGroup): void {
  const former = new Map<string, string>();
  for (const { info } of head) {
    for (const rule of info.rules.values()) {
      for (const id of rule.deprecatedIds ?? []) if (!info.rules.has(id)) former.set(id, rule.id);
    }
  }
  if (former.size === 0) return;
  for (const { subjects } of base)
    for (const subject of subjects) subject.currentRule = former.get(subject.rule) ?? subject.rule;
}

function knownFiles(groups: readonly RunGroup[]): KnownFiles {
  const known = { base: new Set<string>(), head: new Set<string>() };
  for (const { base, head } of groups) {
    for (const side of base) addFiles(side, known.base);
    for (const side of head) addFiles(side, known.head);
  }
  return known;
}

function addFiles({ info, subjects }: Side, files: Set<string>): void {
  for (const { path } of subjects) files.add(path);
  for (const { location } of info.run.artifacts ?? []) files.add(info.pathOf(location));
}
