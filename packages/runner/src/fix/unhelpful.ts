import type { Outcome } from '@railgate/contract';

import type { Fixable } from './choose-fixes.js';
import type { OpenFinding } from './open-findings.js';

/** What a scan said. */
export interface Seen {
  readonly findings: readonly OpenFinding[];
  readonly outcomes: readonly Outcome[];
}

/** A rule in a file: which of several like findings is gone nobody can say once the lines have moved. */
export function groupOf({ ruleId, path }: Pick<OpenFinding, 'ruleId' | 'path'>): string {
  return JSON.stringify([ruleId, path]);
}

/**
 * The groups whose fixes did not do what they are for: as many findings as were fixed must be gone, and whatever could
 * be read before can be read after. All of them where nobody can say whose fault it is that less is known.
 */
export function unhelpful(applied: readonly Fixable[], before: Seen, after: Seen): Set<string> {
  if (knowsLess(before, after)) return new Set(applied.map(groupOf));
  const was = countGroups(before.findings);
  const is = countGroups(after.findings);
  const lost = newlyUnread(before.outcomes, after.outcomes);
  const failed = new Set<string>();
  for (const [group, count] of countGroups(applied)) {
    if ((was.get(group) ?? 0) - (is.get(group) ?? 0) < count) failed.add(group);
  }
  for (const one of applied) {
    if (one.fix.edits.some(({ path }) => lost.has(path))) failed.add(groupOf(one));
  }
  return failed;
}

/**
 * Does a gate break that did not, whose findings are gone anyhow? Or has it a gap that it did not have, and that is of no file:
 * whatever it would have found behind it?
 */
export function knowsLess(before: Pick<Seen, 'outcomes'>, after: Pick<Seen, 'outcomes'>): boolean {
  const was = countUnknowns(before);
  return [...countUnknowns(after)].some(([unknown, count]) => count > (was.get(unknown) ?? 0));
}

function countUnknowns({ outcomes }: Pick<Seen, 'outcomes'>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    const { gate, target } = outcome;
    for (const code of unknownsOf(outcome)) {
      const key = JSON.stringify([gate, target, code]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The words of a gap may hold numbers that change with the code. */
function unknownsOf(outcome: Outcome): readonly string[] {
  if (outcome.status === 'broken') return ['broken'];
  if (outcome.status === 'skipped') return [];
  return outcome.gaps.flatMap(({ code, path }) => (path === undefined ? [code] : []));
}

function countGroups(findings: readonly OpenFinding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const group = groupOf(finding);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

/** Files about which a gate has a gap that it did not have. */
export function newlyUnread(before: readonly Outcome[], after: readonly Outcome[]): Set<string> {
  const known = unread(before);
  return new Set([...unread(after)].filter((path) => !known.has(path)));
}

function unread(outcomes: readonly Outcome[]): Set<string> {
  return new Set(
    outcomes.flatMap((outcome) =>
      outcome.status === 'done' ? outcome.gaps.flatMap(({ path }) => path ?? []) : [],
    ),
  );
}
