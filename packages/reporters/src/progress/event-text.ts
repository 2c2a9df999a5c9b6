import type { Outcome, RunEvent } from '@railgate/contract';

import type { Signal } from '../view/outcomes.js';
import { counted } from '../view/words.js';

/** How long a step took, or that an earlier run over the same input had answered it. */
export function stepTime({ milliseconds, remembered }: Extract<RunEvent, { type: 'finished' }>): string {
  return remembered ? 'remembered' : durationText(milliseconds);
}

/** What one finished step says in a line: `4 findings, could not check 1 part`. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.status === 'skipped') return `skipped: ${outcome.reason.message}`;
  if (outcome.status === 'broken') return `could not check: ${outcome.code}: ${outcome.message}`;
  const parts: string[] = [];
  if (outcome.gaps.length > 0) parts.push(`could not check ${counted(outcome.gaps.length, 'part')}`);
  if (outcome.findings.length > 0) parts.push(counted(outcome.findings.length, 'finding'));
  return parts.join(', ') || 'clean';
}

export function outcomeSignal(outcome: Outcome): Signal {
  if (outcome.status === 'skipped') return 'skipped';
  if (outcome.status === 'broken' || outcome.gaps.length > 0) return 'unknown';
  return outcome.findings.length > 0 ? 'findings' : 'clean';
}

/** `850 ms`, `12.3 s`, `3 min 5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
