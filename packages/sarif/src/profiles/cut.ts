import { compareText } from '@railgate/contract';
import type * as sarif from 'sarif';

import type { Shaped } from './result.js';
import type { RuleTable } from './rule-table.js';
import { githubLevel, rankOfPrecision, rankOfScore } from './score.js';

/** Worst first: by severity, then precision, then place. The same findings are kept whatever order they came in. */
export function bySeverity(shaped: readonly Shaped[], rules: RuleTable): Shaped[] {
  const rows = inPlaceOrder(shaped).map((one, index) => ({ one, index, ...rankOf(one.result, rules) }));
  rows.sort((a, b) => b.score - a.score || a.precision - b.precision || a.index - b.index);
  return rows.map(({ one }) => one);
}

/** By path, line, column, rule and message: the order in which they are written. */
export function inPlaceOrder(shaped: readonly Shaped[]): Shaped[] {
  const rows = shaped.map((one): Row => {
    const { startLine = 0, startColumn = 0 } = one.result.locations?.[0]?.physicalLocation?.region ?? {};
    return { one, startLine, startColumn, text: undefined };
  });
  rows.sort(byPlace);
  return rows.map(({ one }) => one);
}

interface Row {
  readonly one: Shaped;
  readonly startLine: number;
  readonly startColumn: number;
  /** The whole result, once it is needed to tell two apart. */
  text: string | undefined;
}

function byPlace(a: Row, b: Row): number {
  return (
    compareText(a.one.path, b.one.path) ||
    a.startLine - b.startLine ||
    a.startColumn - b.startColumn ||
    compareText(a.one.result.ruleId ?? '', b.one.result.ruleId ?? '') ||
    compareText(a.one.result.message.text ?? '', b.one.result.message.text ?? '') ||
    compareText(textOf(a), textOf(b))
  );
}

function textOf(row: Row): string {
  return (row.text ??= JSON.stringify(row.one.result));
}

function rankOf(result: sarif.Result, rules: RuleTable): { score: number; precision: number } {
  const id = result.ruleId ?? '';
  const own = result.properties?.['security-severity'] as string | undefined;
  return {
    score: rankOfScore(own ?? rules.score(id), githubLevel(result.level)),
    precision: rankOfPrecision(rules.precision(id)),
  };
}
