/** Minutes and hours of a schedule, sorted. The other fields are only checked. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Reads the five fields of a crontab expression; undefined when one is none. */
export function parseCron(fields: readonly string[]): Cron | undefined {
  const [minute, hour, day, month, weekday] = fields;
  const minutes = parseField(minute, 0, 59, []);
  const hours = parseField(hour, 0, 23, []);
  const others = [
    parseField(day, 1, 31, []),
    parseField(month, 1, 12, MONTHS),
    parseField(weekday, 0, 7, DAYS),
  ];
  return minutes && hours && others.every(Boolean) ? { minutes, hours } : undefined;
}

/** Minutes between two runs that are nearest to each other, within an hour or over the turn of one. */
export function shortestGap({ minutes, hours }: Cron): number {
  let shortest = 60;
  for (const [index, minute] of minutes.entries()) {
    const next = minutes[index + 1];
    if (next !== undefined) shortest = Math.min(shortest, next - minute);
  }
  const follows = hours.some((hour) => hours.includes((hour + 1) % 24));
  const [first, last] = [minutes[0], minutes.at(-1)];
  return follows && first !== undefined && last !== undefined
    ? Math.min(shortest, 60 - last + first)
    : shortest;
}

function parseField(
  field: string | undefined,
  low: number,
  high: number,
  names: readonly string[],
): number[] | undefined {
  if (field === undefined || field.length > 200) return undefined;
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const range = parsePart(part, low, high, names);
    if (!range) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function parsePart(
  part: string,
  low: number,
  high: number,
  names: readonly string[],
): { from: number; to: number; step: number } | undefined {
  const match = /^(\*|\?|[A-Za-z0-9]{1,4})(?:-([A-Za-z0-9]{1,4}))?(?:\/(\d{1,3}))?$/.exec(part);
  if (!match) return undefined;
  const [, start = '', end, step] = match;
  const all = start === '*' || start === '?';
  const from = all ? low : numberOf(start, low, names);
  const to = end === undefined ? (all || step !== undefined ? high : from) : numberOf(end, low, names);
  const by = step === undefined ? 1 : Number(step);
  if (from === undefined || to === undefined || (all && end !== undefined)) return undefined;
  return from >= low && to <= high && from <= to && by >= 1 ? { from, to, step: by } : undefined;
}

function numberOf(text: string, low: number, names: readonly string[]): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = names.indexOf(text.toUpperCase());
  return index === -1 ? undefined : index + low;
}
