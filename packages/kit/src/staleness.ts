const HOUR_MS = 3_600_000;

/**
 * Why data is too old to be believed, as a sentence, or nothing. A stamp in the future counts as now, one that cannot be read
 * as too old.
 *
 * @param what begins the sentence: `The data osv`
 * @param builtAt of its newest record or its build, ISO 8601
 * @param maxAge milliseconds; no limit without it
 */
export function staleness(
  what: string,
  builtAt: string,
  now: Date,
  maxAge: number | undefined,
): string | undefined {
  const built = Date.parse(builtAt);
  if (Number.isNaN(built)) return `${what} does not say when it was built, so its age is unknown.`;
  const age = Math.max(0, now.getTime() - built);
  if (maxAge === undefined || age <= maxAge) return undefined;
  return `${what} is ${formatAge(age)} old; the limit is ${formatAge(maxAge)}.`;
}

/** Rounded up to a tenth, so that an age beyond a limit never looks the same as the limit. */
function formatAge(milliseconds: number): string {
  const hours = milliseconds / HOUR_MS;
  const [amount, unit] = hours < 48 ? [hours, 'hour'] : [hours / 24, 'day'];
  const tenths = Math.ceil(amount * 10) / 10;
  return `${tenths} ${unit}${tenths === 1 ? '' : 's'}`;
}
