import { UsageError } from '@railgate/contract';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * An age such as `7d`, `12h` or `2w` in milliseconds.
 *
 * @param name of the option, for the message. @throws {UsageError}
 */
export function parseAge(text: string, name: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const factor = UNITS[unit];
  if (factor !== undefined) return Number(number) * factor;
  throw new UsageError(
    `${name} takes an age such as 7d or 12h, not ${JSON.stringify(text.slice(0, 40))}.`,
    'Write a number and m, h, d or w for minutes, hours, days or weeks.',
  );
}
