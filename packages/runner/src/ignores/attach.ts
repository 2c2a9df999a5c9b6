import { addTo, type Judged, type Outcome } from '@railgate/contract';

import type { IgnoreComment } from './comment.js';

/** Which comments may cover what stands on a line of a file. */
export type CommentsAt = (path: string, line: number) => readonly IgnoreComment[];

/**
 * A comment covers its own line; where nothing else stands on that, also the next one that is not such a comment.
 */
export function commentsByLine(comments: readonly IgnoreComment[]): CommentsAt {
  const lonely = new Set(comments.filter(({ alone }) => alone).map(({ path, line }) => keyOf(path, line)));
  const covered = new Map<string, IgnoreComment[]>();
  const add = (comment: IgnoreComment, line: number): void =>
    addTo(covered, keyOf(comment.path, line), comment);
  const below = new Map<string, number>();
  for (const comment of [...comments].reverse()) {
    add(comment, comment.line);
    if (comment.alone) add(comment, lineBelow(comment, lonely, below));
  }
  return (path, line) => covered.get(keyOf(path, line)) ?? [];
}

/** Remembered from below to above, so that a long block costs no square. */
function lineBelow(
  { path, line }: IgnoreComment,
  lonely: ReadonlySet<string>,
  known: Map<string, number>,
): number {
  const next = line + 1;
  const target = lonely.has(keyOf(path, next)) ? (known.get(keyOf(path, next)) ?? next + 1) : next;
  known.set(keyOf(path, line), target);
  return target;
}

/**
 * The outcome with the comments that stand beside its findings. None for a file of which the gate or the file list says
 * that it could not be read in full: what a parser cannot see, a comment must not excuse.
 */
export function attachComments<Kind extends Outcome>(
  outcome: Kind,
  commentsAt: CommentsAt,
  unreadable: ReadonlySet<string>,
): Kind {
  if (outcome.status !== 'done') return outcome;
  const gaps = new Set(outcome.gaps.flatMap(({ path }) => (path === undefined ? [] : [path])));
  const findings = outcome.findings.map((finding) =>
    gaps.has(finding.path) || unreadable.has(finding.path) ? finding : attach(finding, commentsAt),
  );
  return { ...outcome, findings };
}

/** A comment in a file of the working tree says nothing about another version of the file, whose lines are others. */
function attach(finding: Judged, commentsAt: CommentsAt): Judged {
  if (finding.version !== undefined) return finding;
  const ids = [finding.ruleId, ...(finding.advisories ?? [])].map((id) => id.toLowerCase());
  const fitting = commentsAt(finding.path, finding.line).filter(({ rule }) =>
    ids.includes(rule.toLowerCase()),
  );
  const best = fitting.find(({ reason }) => reason !== undefined) ?? fitting[0];
  if (!best) return finding;
  const { path, line, rule, reason } = best;
  return { ...finding, inlineIgnore: { path, line, rule, ...(reason !== undefined && { reason }) } };
}

function keyOf(path: string, line: number): string {
  return `${line}\0${path}`;
}
