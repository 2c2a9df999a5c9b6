import type { ConfigValue } from '@railgate/code';
import { cleanText } from '@railgate/contract';

/** A value for a message: short, on one line, without control characters. */
export function show(value: ConfigValue | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return cleanText(shorten(text, 80));
}

/** At most so many characters, with a sign where something was left out. */
export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
