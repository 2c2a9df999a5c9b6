import type { Severity } from '@railgate/contract';
import type * as sarif from 'sarif';

import { scoreOf } from '../severity.js';

export const SECURITY_TAG = 'security';
export const CWE_TAG = /^external\/cwe\/cwe-\d+$/;

/** What GitHub knows of levels. */
export type Level = 'error' | 'warning' | 'note';

const LEVEL_SEVERITIES: Readonly<Record<Level, Severity>> = { error: 'high', warning: 'medium', note: 'low' };

/** Alerts of no severity are shown as notes. */
export function githubLevel(level: sarif.Result.level | undefined): Level {
  return level === 'error' || level === 'note' ? level : level === 'none' ? 'note' : 'warning';
}

/**
 * GitHub's `security-severity` as a string number from 0 to 10. GitHub rejects a whole file for one that is no number.
 *
 * @returns nothing where there is none, `'invalid'` where it says nothing that GitHub understands.
 */
export function readScore(properties: sarif.PropertyBag | undefined): string | undefined {
  const value: unknown = properties?.['security-severity'];
  if (value === undefined || value === null || value === '') return undefined;
  const text = String(value).trim();
  return /^\d{1,2}(?:\.\d{1,10})?$/.test(text) && Number(text) <= 10 ? text : INVALID;
}

export const INVALID = 'invalid';

/** The score of a level, for a rule about security that has none of its own. */
export function scoreOfLevel(level: Level): string {
  return scoreOf(LEVEL_SEVERITIES[level]);
}

/** For sorting, worst first: what GitHub sorts by too. */
export function rankOfScore(score: string | undefined, level: Level): number {
  return score === undefined ? Number(scoreOfLevel(level)) : Number(score);
}

const PRECISIONS = ['very-high', 'high', 'medium', 'low'] as const;
export type Precision = (typeof PRECISIONS)[number];

export function readPrecision(properties: sarif.PropertyBag | undefined): Precision | undefined {
  return PRECISIONS.find((precision) => precision === properties?.['precision']);
}

/** 0 for the most precise; the unknown comes last. */
export function rankOfPrecision(precision: Precision | undefined): number {
  return precision === undefined ? PRECISIONS.length : PRECISIONS.indexOf(precision);
}
