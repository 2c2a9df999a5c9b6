import type { Place, StepPlace } from '@railgate/contract';

/** What a look at one step of one service came to, where no rule found anything. */
export interface Answer {
  readonly status: 'pass' | 'not-applicable' | 'unknown';
  /** A clause without a full stop. May hold text of the repository as it is: it is cleaned once, for all steps. */
  readonly evidence: string;
  readonly place?: StepPlace;
  /** `unknown` for a reason that a repository alone often cannot settle. */
  readonly informational?: boolean;
}

export function pass(evidence: string, place?: Place): Answer {
  return { status: 'pass', evidence, ...(place && { place: stepPlace(place) }) };
}

export function notApplicable(evidence: string): Answer {
  return { status: 'not-applicable', evidence };
}

export function unknown(evidence: string, place?: Place): Answer {
  return { status: 'unknown', evidence, ...(place && { place: stepPlace(place) }) };
}

export function stepPlace({ path, region }: Place): StepPlace {
  return { path, line: region.startLine };
}

/** `src/server.ts:12`. */
export function at({ path, region }: Place): string {
  return `${path}:${region.startLine}`;
}

/** `1 source file`, `12 source files`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 2): string {
  const shown = items.slice(0, most);
  const left = items.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
