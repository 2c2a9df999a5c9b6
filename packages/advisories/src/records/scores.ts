import calculator from 'ae-cvss-calculator';
import type { Severity } from '@railgate/contract';

import type { Score } from '../advisory.js';
import { fieldsOf, listOf, textOf } from './json.js';

/** An abbreviated metric and its abbreviated value, at most as many as CVSS 4.0 has. */
const VECTOR =
  /^(?:CVSS:(3\.0|3\.1|4\.0)\/)?[A-Za-z]{1,3}:[A-Za-z]{1,6}(?:\/[A-Za-z]{1,3}:[A-Za-z]{1,6}){0,40}$/;

/** Base scores of a record's `severity`, highest first. What is no vector of CVSS is left out. */
export function scoresOf(severity: unknown): Score[] {
  return listOf(severity)
    .map((entry) => scoreOf(textOf(fieldsOf(entry)['type']), textOf(fieldsOf(entry)['score'])))
    .filter((score) => score !== undefined)
    .sort((a, b) => b.score - a.score);
}

function scoreOf(type: string, vector: string): Score | undefined {
  if (!type.startsWith('CVSS_V')) return undefined;
  const match = VECTOR.exec(vector);
  if (!match) return undefined;
  const version = match[1] ?? '2.0';
  const score = compute(version, vector);
  return score === undefined || !Number.isFinite(score) ? undefined : { version, vector, score };
}

/** The package's named exports lack the classes when it is imported as a module, so they come from its default. */
function compute(version: string, vector: string): number | undefined {
  try {
    if (version === '4.0') {
      const cvss = new calculator.Cvss4P0(vector);
      return cvss.isBaseFullyDefined() ? cvss.calculateScores().overall : undefined;
    }
    const cvss =
      version === '3.1'
        ? new calculator.Cvss3P1(vector)
        : version === '3.0'
          ? new calculator.Cvss3P0(vector)
          : new calculator.Cvss2(vector);
    return cvss.isBaseFullyDefined() ? cvss.calculateScores().base : undefined;
  } catch {
    return undefined;
  }
}

/** The qualitative scale of CVSS 3 and 4 (specification, "Qualitative Severity Rating Scale"); that of 2.0 has no critical. */
export function severityOfScore({ score, version }: Score): Severity {
  if (score >= 9 && version !== '2.0') return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}

const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['important', 'high'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['low', 'low'],
]);

/** What a database calls it: GitHub says MODERATE for medium. */
export function severityOfWord(word: unknown): Severity | undefined {
  return WORDS.get(textOf(word).toLowerCase());
}
