import type { VersionOrder } from './versions.js';

/** Further candidates would only cost time: the lowest are the ones that are wanted. */
const MOST = 200;

/**
 * The lowest version that fixes all vulnerabilities of a package, as far as their fixed versions tell: not before the first
 * one of each, and in no release line in which a fix of one of them comes later. Nothing where one has no fix, or where the
 * order is not known.
 *
 * @param fixes of each vulnerability, those after the version that is there, lowest first
 */
export function firstFixingAll(
  fixes: readonly (readonly string[])[],
  order: VersionOrder | undefined,
): string | undefined {
  if (!order || fixes.length === 0) return undefined;
  const compare = (a: string, b: string): number => order.compare(a, b) ?? 0;
  const candidates = [...new Set(fixes.flat())].sort(compare).slice(0, MOST);
  return candidates.find((candidate) =>
    fixes.every(([lowest, ...later]) => {
      if (lowest === undefined || compare(candidate, lowest) < 0) return false;
      return !later.some((fix) => compare(fix, candidate) > 0 && lineOf(fix) === lineOf(candidate));
    }),
  );
}

/** `3.4.1` → `3`: fixes are made for each of them. */
function lineOf(version: string): string {
  return /^v?\d{1,20}(?=[.!-]|$)/.exec(version)?.[0].replace('v', '') ?? version;
}
