import { UsageError } from '@railgate/contract';

const DAY_MS = 86_400_000;
/** The last second that JavaScript's dates hold. */
const MAX_SECONDS = 8.64e12;

/**
 * The day of a run as midnight UTC: `SOURCE_DATE_EPOCH` (seconds since 1970, reproducible-builds.org) where it is
 * set, else `today`. Nothing finer than the day, so that all runs of one day say the same.
 *
 * @throws {UsageError} when `SOURCE_DATE_EPOCH` is no number of seconds.
 */
export function runDate(
  env: Readonly<Record<string, string | undefined>> = process.env,
  today: Date = new Date(),
): Date {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (epoch === undefined || epoch === '') return startOfDay(today);
  const seconds = /^\d{1,13}$/.test(epoch) ? Number(epoch) : Number.NaN;
  if (!(seconds <= MAX_SECONDS)) {
    throw new UsageError(
      `SOURCE_DATE_EPOCH is ${JSON.stringify(epoch.slice(0, 40))}, which is no number of seconds.`,
      'Set it to whole seconds since 1970-01-01, `git log -1 --format=%ct` for instance, or unset it.',
    );
  }
  return startOfDay(new Date(seconds * 1000));
}

export function startOfDay(date: Date): Date {
  return new Date(Math.floor(date.getTime() / DAY_MS) * DAY_MS);
}

/** `YYYY-MM-DD`, in UTC. */
export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
