/** Lines and columns from 1; 0 where they are not known. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Pairs two lists whose elements are equal in all but their place, as many as the shorter one has: where most of them
 * moved by the same number of lines, by that; else in order, each with the nearest. n log n.
 *
 * @param base sorted by line and column. @param head likewise.
 */
export function pairByPlace<T extends Place>(
  base: readonly T[],
  head: readonly T[],
  link: (base: T, head: T) => void,
): void {
  let rest: Lists<T> = { base, head };
  for (let round = 0; round < ROUNDS && rest.base.length > 0 && rest.head.length > 0; round++) {
    const shift = bestShift(rest);
    if (shift === undefined) break;
    rest = walk(rest, shift, link);
  }
  if (rest.base.length <= rest.head.length) pairNearest(rest.base, rest.head, link);
  else pairNearest(rest.head, rest.base, (b, a) => link(a, b));
}

interface Lists<T> {
  readonly base: readonly T[];
  readonly head: readonly T[];
}

/** An edit splits a file into parts that moved differently; after so many the order has to do. */
const ROUNDS = 6;

/** The number of lines by which most elements moved; nothing when that is true of none. */
function bestShift<T extends Place>(lists: Lists<T>): number | undefined {
  let best: number | undefined;
  let most = 0;
  for (const shift of candidates(lists)) {
    let hits = 0;
    walk(lists, shift, () => hits++);
    if (hits > most) [best, most] = [shift, hits];
  }
  return best;
}

/** What the ends and the middle moved by. Sorted, the smallest move first: it goes before others that fit as well. */
function candidates({ base, head }: Lists<Place>): number[] {
  const shifts = new Set([0]);
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const [a, b] = [base, head].map((list) => list[Math.floor((list.length - 1) * part)]?.line ?? 0);
    shifts.add((b ?? 0) - (a ?? 0));
  }
  return [...shifts].sort((a, b) => Math.abs(a) - Math.abs(b) || b - a);
}

/** Links what stands on the same place after the shift, and gives the rest. */
function walk<T extends Place>(
  { base, head }: Lists<T>,
  shift: number,
  link: (base: T, head: T) => void,
): Lists<T> {
  const rest: { base: T[]; head: T[] } = { base: [], head: [] };
  let i = 0;
  let j = 0;
  while (i < base.length || j < head.length) {
    const a = base[i];
    const b = head[j];
    const order = !a ? 1 : !b ? -1 : a.line + shift - b.line || a.column - b.column;
    if (order <= 0 && a) i++;
    if (order >= 0 && b) j++;
    if (order === 0 && a && b) link(a, b);
    else if (order < 0 && a) rest.base.push(a);
    else if (b) rest.head.push(b);
  }
  return rest;
}

/** In order: none crosses another, and each gets the nearest that leaves enough for those behind it. */
function pairNearest<T extends Place>(
  few: readonly T[],
  many: readonly T[],
  link: (few: T, many: T) => void,
): void {
  let low = 0;
  for (const [i, element] of few.entries()) {
    const high = many.length - (few.length - i);
    const found = nearest(many, element.line, low, high);
    link(element, many[found] as T);
    low = found + 1;
  }
}

/** Index between `low` and `high` of the element whose line is nearest; of several the first. */
function nearest(sorted: readonly Place[], line: number, low: number, high: number): number {
  let [first, last] = [low, high];
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((sorted[middle]?.line ?? 0) < line) first = middle + 1;
    else last = middle;
  }
  const distance = (index: number): number => Math.abs((sorted[index]?.line ?? 0) - line);
  return first > low && distance(first - 1) <= distance(first) ? first - 1 : first;
}
