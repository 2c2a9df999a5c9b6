import type { ConfigValue } from '@railgate/code';

/** A number, or a string of digits, which Railway's documentation shows for seconds. */
export function numberOf(value: ConfigValue): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : undefined;
}
