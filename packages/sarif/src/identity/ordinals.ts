import { compareText } from '@railgate/contract';
/** What decides about the order of results with equal evidence. */
export interface Placed {
  readonly hash: string;
  /** Normalised path or URI. */
  readonly path: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Tells results of the same place apart, so that the order of the input never counts: the message, say. */
  readonly tie?: string | undefined;
}

/**
 * The ordinal of each, from 1, among those of equal hash in the order of the place. Results that are equal in
 * everything get theirs in the order of the input, where it makes no difference.
 */
export function ordinalsOf(results: readonly Placed[]): number[] {
  const byHash = new Map<string, number[]>();
  results.forEach(({ hash }, index) => {
    const group = byHash.get(hash);
    if (group) group.push(index);
    else byHash.set(hash, [index]);
  });
  const ordinals = new Array<number>(results.length).fill(1);
  for (const group of byHash.values()) {
    if (group.length === 1) continue;
    group.sort((a, b) => comparePlaced(results[a], results[b]) || a - b);
    group.forEach((index, at) => (ordinals[index] = at + 1));
  }
  return ordinals;
}

function comparePlaced(a: Placed | undefined, b: Placed | undefined): number {
  return (
    compareText(a?.path ?? '', b?.path ?? '') ||
    (a?.line ?? 0) - (b?.line ?? 0) ||
    (a?.column ?? 0) - (b?.column ?? 0) ||
    compareText(a?.tie ?? '', b?.tie ?? '')
  );
}
