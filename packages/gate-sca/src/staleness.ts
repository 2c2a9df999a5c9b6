import type { Evidence } from '@railgate/contract';

const DAY_MS = 86_400_000;

/**
 * Why the data counts for nothing, or nothing. A stamp in the future counts as now. The runner breaks a gate whose evidence
 * names such data; here it only takes one source away.
 *
 * @param maxAge milliseconds; no limit without it
 */
export function stalenessOf(
  { id, builtAt }: NonNullable<Evidence['data']>,
  now: Date,
  maxAge: number | undefined,
): string | undefined {
  const built = Date.parse(builtAt);
  if (Number.isNaN(built)) return `The data ${id} does not say when it was built, so its age is unknown.`;
  const age = now.getTime() - built;
  if (maxAge === undefined || age <= maxAge) return undefined;
  return `The data ${id} is ${Math.floor(age / DAY_MS)} days old; the limit is ${Math.floor(maxAge / DAY_MS)}.`;
}
