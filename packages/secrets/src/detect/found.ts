import type { Hit } from '../hit.js';

/** A hit, and what decides between two at the same place. */
export interface Found extends Hit {
  /** The lower wins. */
  readonly rank: number;
}

/** By what it was found; within a format, `PRECISION` is added. A name alone knows less than the words around a value. */
export const RANK = { form: 0, encoded: 10, file: 20, assignment: 30, name: 31 } as const;

export const PRECISION = { 'very-high': 0, high: 1, medium: 2, low: 3 } as const;

/** One for each place, in their order: of those that overlap, the one that knows best what it is, then the longest. */
export function settle(found: readonly Found[]): Hit[] {
  const kept: Found[] = [];
  for (const next of [...found].sort((a, b) => a.start - b.start || a.end - b.end || compare(a, b))) {
    const last = kept.at(-1);
    if (!last || last.end <= next.start) kept.push(next);
    else if (compare(next, last) < 0) kept[kept.length - 1] = next;
  }
  return kept.map(({ kind, start, end, encoded }) => ({ kind, start, end, ...(encoded && { encoded }) }));
}

/** Two kinds that know the same are told apart by name, so that the order of the lists does not matter. */
function compare(a: Found, b: Found): number {
  return a.rank - b.rank || b.end - b.start - (a.end - a.start) || (a.kind < b.kind ? -1 : 1);
}
