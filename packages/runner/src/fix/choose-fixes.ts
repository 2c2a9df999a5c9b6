import { addTo, compareText, groupBy, type Edit } from '@railgate/contract';
import { applyEdits } from '@railgate/kit';

import type { OpenFinding, SafeFix } from './open-findings.js';
import type { SourceTexts } from './source-texts.js';

/** A finding whose fix is applied in this round. */
export type Fixable = OpenFinding & { readonly fix: SafeFix };

export interface Choice {
  readonly chosen: readonly Fixable[];
  /** The texts of all changed files, those of earlier rounds too. */
  readonly edited: ReadonlyMap<string, string>;
  /** Findings whose fix wants to change what must not be changed, by path. */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * The fixes that go together. A fix is applied whole or not at all; of two that touch each other the first in the file
 * goes first, and the other one has its turn in the next round, if it still says the same then.
 */
export function chooseFixes(
  candidates: readonly Fixable[],
  edited: ReadonlyMap<string, string>,
  texts: SourceTexts,
): Choice {
  const chosen: Fixable[] = [];
  const taken = new Map<string, Edit[]>();
  const seen = new Set<string>();
  const refused = new Map<string, string>();
  for (const candidate of [...candidates].sort(byPlace)) {
    const { edits } = candidate.fix;
    const reason = refusalOf(edits, texts);
    if (reason) refused.set(...reason);
    else if (seen.has(JSON.stringify(edits))) chosen.push(candidate);
    else if (isFree(edits, taken) && fits(edits, edited, texts)) {
      chosen.push(candidate);
      seen.add(JSON.stringify(edits));
      for (const edit of edits) addTo(taken, edit.path, edit);
    }
  }
  return { chosen, edited: applied(taken, edited, texts), refused };
}

function byPlace(a: Fixable, b: Fixable): number {
  const [x, y] = [a.fix.edits[0], b.fix.edits[0]];
  if (!x || !y) return 0;
  return (
    compareText(x.path, y.path) ||
    x.region.startLine - y.region.startLine ||
    x.region.startColumn - y.region.startColumn ||
    compareText(a.ruleId, b.ruleId)
  );
}

function refusalOf(edits: readonly Edit[], texts: SourceTexts): [path: string, reason: string] | undefined {
  for (const { path } of edits) {
    const source = texts.get(path);
    if ('refused' in source) return [path, source.refused];
  }
  return undefined;
}

function isFree(edits: readonly Edit[], taken: ReadonlyMap<string, readonly Edit[]>): boolean {
  return edits.every((edit) => !(taken.get(edit.path) ?? []).some((other) => touch(edit, other)));
}

/** They share a character or a border. */
function touch({ region: a }: Edit, { region: b }: Edit): boolean {
  return !isBefore(a.endLine, a.endColumn, b) && !isBefore(b.endLine, b.endColumn, a);
}

function isBefore(line: number, column: number, other: Edit['region']): boolean {
  return line < other.startLine || (line === other.startLine && column < other.startColumn);
}

/** Every region is in its text, and no two of the fix overlap. */
function fits(edits: readonly Edit[], edited: ReadonlyMap<string, string>, texts: SourceTexts): boolean {
  return [...groupBy(edits, ({ path }) => path)].every(
    ([path, list]) => applyEdits(textOf(path, edited, texts), list) !== undefined,
  );
}

function applied(
  taken: ReadonlyMap<string, readonly Edit[]>,
  edited: ReadonlyMap<string, string>,
  texts: SourceTexts,
): Map<string, string> {
  const next = new Map(edited);
  for (const [path, edits] of taken) {
    const text = textOf(path, edited, texts);
    next.set(path, applyEdits(text, edits) ?? text);
  }
  return next;
}

function textOf(path: string, edited: ReadonlyMap<string, string>, texts: SourceTexts): string {
  const source = texts.get(path);
  return edited.get(path) ?? ('text' in source ? source.text : '');
}
