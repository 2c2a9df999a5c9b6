import type { Evidence } from '@railgate/contract';

const DAY_MS = 86_400_000;

/**
 * Why the data is too old, or nothing. A stamp in the future counts as now.
 *
 * @param maxAge milliseconds; no limit without it.
 */
export function staleness(
  data: NonNullable<Evidence['data']>,
  now: Date,
  maxAge: number | undefined,
): string | undefined {
  const builtAt = Date.parse(data.builtAt);
  if (Number.isNaN(builtAt))
    return `The data ${data.id} does not say when it was built, so its age is unknown.`;
  const age = now.getTime() - builtAt;
  if (maxAge === undefined || age <= maxAge) return undefined;
  return `The data ${data.id} was built ${Math.floor(age / DAY_MS)} days ago; the limit is ${formatAge(maxAge)}.`;
}

function formatAge(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  return hours % 24 === 0 ? `${hours / 24} days` : `${Math.round(hours * 10) / 10} hours`;
}
