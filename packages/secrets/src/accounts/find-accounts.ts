import type { Line } from '../generic/lines.js';
import type { Span } from '../generic/value-at.js';

/**
 * Made for the lines of one file. Finds the name of the account in the entry that a password stands in: by the index of
 * the password's line, and the offset of the password in the file. Spans are in offsets of the file.
 */
export type FindAccounts = (lines: readonly Line[]) => (line: number, password: number) => Span | undefined;

/** Lines on each side of a password that may belong to its entry. */
const NEARBY = 40;

/** What separates entries. */
export interface Limits {
  /** A line that begins one. */
  readonly opens: RegExp;
  /** A line that ends one, or begins another. */
  readonly closes: RegExp;
}

/** The lines of an entry: that of the password, those before it, the nearest first, then those behind it. */
export function* entryAround(
  lines: readonly Line[],
  own: number,
  { opens, closes }: Limits,
): Generator<Line> {
  const textOf = (index: number): string => lines[index]?.text ?? '';
  const first = lines[own];
  if (!first) return;
  yield first;
  for (let i = own - 1; i >= Math.max(0, own - NEARBY) && !opens.test(textOf(i + 1)); i--) {
    if (closes.test(textOf(i))) break;
    yield lines[i] as Line;
  }
  for (let i = own + 1; i <= Math.min(lines.length - 1, own + NEARBY); i++) {
    if (opens.test(textOf(i)) || closes.test(textOf(i))) break;
    yield lines[i] as Line;
  }
}
