import { ERRORS, groupBy, type Broken } from '@railgate/contract';

import { settledPart, type Part } from './part.js';
import type { PlannedPair } from './plan.js';

/**
 * The parts in the order of the plan, each pair exactly once. A pair without a part, one with several, and a part that
 * nobody planned become broken outcomes: what is missing is never taken for clean.
 *
 * @param missing says why a pair has no part, and what to do.
 */
export function matchParts(
  parts: readonly Part[],
  pairs: readonly PlannedPair[],
  missing: (pair: PlannedPair) => Pick<Broken, 'code' | 'message' | 'remedy'>,
): Part[] {
  const byPair = groupBy(parts, ({ outcome }) => keyOf(outcome));
  const matched = pairs.map((pair) => {
    const found = byPair.get(keyOf(pair)) ?? [];
    byPair.delete(keyOf(pair));
    if (found.length > 1) return broken(pair, DOUBLED);
    return found[0] ?? broken(pair, missing(pair));
  });
  const foreign = [...byPair.values()].map(([part]) => part).filter((part) => part !== undefined);
  return [...matched, ...foreign.map(({ outcome }) => broken(outcome, FOREIGN))];
}

type Pair = Pick<PlannedPair, 'gate' | 'target'>;

const DOUBLED = {
  code: 'REPORT_UNREADABLE',
  message: 'Several shards hold an outcome of this gate and target, and which one counts is unknown.',
  remedy: 'Give each shard once, and remove those of earlier runs.',
} as const;

const FOREIGN = {
  code: 'REPORT_UNREADABLE',
  message:
    'A shard holds an outcome of this gate and target, which the repository as it is now does not have.',
  remedy: 'Remove the shards of earlier runs, and judge the same commit that was scanned.',
} as const;

/** Of a plan whose own process scanned it. */
export function lostStep(): Pick<Broken, 'code' | 'message' | 'remedy'> {
  return {
    code: 'INTERNAL',
    message: 'The gate was planned and has no outcome.',
    remedy: ERRORS.INTERNAL.advice,
  };
}

function broken({ gate, target }: Pair, why: Pick<Broken, 'code' | 'message' | 'remedy'>): Part {
  return settledPart({ gate, target, enforced: true, status: 'broken', ...why }, `Railgate ${gate}`);
}

function keyOf({ gate, target }: Pair): string {
  return `${gate}\0${target}`;
}
