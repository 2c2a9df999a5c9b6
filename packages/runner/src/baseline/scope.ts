import type { Outcome } from '@railgate/contract';
import type * as sarif from 'sarif';

import type { Plan } from '../plan.js';
import { ReadonlyPairs, pairOf, type Pair } from './pairs.js';

/** Does the run look at what this run of the baseline is about, or would it if that were still there? */
export function isAskedFor(run: sarif.Run, plan: Plan): boolean {
  const pair = pairOf(run);
  if (pair === undefined || !Object.hasOwn(plan.titles, pair.gate)) return false;
  return new ReadonlyPairs(plan.pairs).has(pair) || !new ReadonlyPairs(plan.allPairs).has(pair);
}

/** Targets of the baseline that the repository does not have any more, or that hold nothing for the gate now. */
export function goneFrom(runs: readonly sarif.Run[], plan: Plan): ReadonlyPairs {
  const here = new ReadonlyPairs(plan.allPairs);
  const empty = new ReadonlyPairs(nothingIn(plan));
  // A gate that is off, or does not load, has no targets but one that stands for all.
  const blind = new Set(plan.settled.filter((outcome) => !isEmpty(outcome)).map(({ gate }) => gate));
  const pairs = runs.map(pairOf).filter((pair): pair is Pair => pair !== undefined && !blind.has(pair.gate));
  return new ReadonlyPairs(pairs.filter((pair) => !here.has(pair) || empty.has(pair)));
}

/** Where a gate had nothing to look at. */
export function nothingIn({ settled }: Plan): Pair[] {
  return settled.filter(isEmpty);
}

function isEmpty(outcome: Outcome): boolean {
  return outcome.status === 'skipped' && outcome.reason.kind === 'nothing-to-scan';
}
