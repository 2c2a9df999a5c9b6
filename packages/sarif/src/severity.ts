import type { Severity } from '@railgate/contract';
import type * as sarif from 'sarif';

const LEVELS: Readonly<Record<Severity, sarif.Result.level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.0',
};

export function levelOf(severity: Severity): sarif.Result.level {
  return LEVELS[severity];
}

/** GitHub's `security-severity`: a string; 0.0 stands for "none". */
export function scoreOf(severity: Severity): string {
  return SCORES[severity];
}

/** The bucket of a CVSS score, as CVSS 3.1 section 5 and GitHub draw them. */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}
