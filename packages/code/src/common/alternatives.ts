import type { Place } from '@railgate/contract';

import { withFallback } from '../combine-values.js';
import type { Guard, Value } from '../value.js';
import { opposite } from './guards.js';

/** One of the values that a variable is given, or that a function returns. */
export interface Alternative {
  readonly value: Value;
  readonly guard: Guard;
  /** It stands in a branch: another one may count. */
  readonly isConditional: boolean;
}

/**
 * What several assignments make of one variable, in the order of the text: `port := os.Getenv("PORT")`, then
 * `if port == "" { port = "8080" }`. A read of the environment and a text of which one is behind a condition are a read
 * with its fallback, whichever comes first; a later one without a condition replaces what was before it.
 */
export function combined(all: readonly Alternative[], place: Place): Value {
  const last = all.findLastIndex(({ isConditional, guard }) => !isConditional && guard === 'always');
  const counting = all.slice(Math.max(last, 0)).filter(({ value }) => !isNothing(value));
  const [only] = counting;
  if (counting.length === 0) return all.at(-1)?.value ?? { kind: 'unknown', place };
  if (counting.length === 1 && only?.guard === 'always') return only.value;
  const read = readWithFallback(counting);
  if (read) return read;
  return { kind: 'choice', place, options: counting.map(({ value, guard }) => ({ value, when: guard })) };
}

/** `test ? yes : no`; a test of nothing but a variable leaves a read of it with the other as its fallback. */
export function either(yes: Value, no: Value, whenYes: Guard, place: Place): Value {
  if (whenYes === 'always') {
    if (yes.kind === 'env' && no.kind !== 'env') return withFallback(yes, no);
    if (no.kind === 'env' && !no.fallback && yes.kind !== 'env') return withFallback(no, yes);
  }
  const options = [
    { value: yes, when: whenYes },
    { value: no, when: opposite(whenYes) },
  ];
  return { kind: 'choice', options, place };
}

/** Any of these. */
export function oneOf(values: readonly Value[], place: Place): Value {
  return combined(
    values.map((value) => ({ value, guard: 'always', isConditional: true })),
    place,
  );
}

/** `""`, `nil`: what a variable is before it is given something. */
function isNothing(value: Value): boolean {
  return value.kind === 'literal' && (value.value === null || value.value === '');
}

function readWithFallback(all: readonly Alternative[]): Value | undefined {
  if (all.some(({ guard }) => guard !== 'always')) return undefined;
  const reads = all.filter(({ value }) => value.kind === 'env');
  const others = all.filter(({ value }) => value.kind !== 'env');
  if (reads.length === 0 || others.length > 1) return undefined;
  const [first, ...rest] = [...reads, ...others].map(({ value }) => value);
  return first && rest.reduce((value, next) => withFallback(value, next), first);
}
