import { thousands } from '../view/words.js';

export interface BoundedList {
  /** Lines before the rows, a table's head for instance. */
  readonly head: readonly string[];
  readonly rows: Iterable<string>;
  /** How many things each row stands for; one, where not given. */
  readonly counts?: readonly number[];
  readonly total: number;
  /** Bytes of UTF-8 that the rows may take. */
  readonly bytes: number;
  /** Most rows, however short they are. */
  readonly most: number;
  /** `findings`: what is left out, in the plural. */
  readonly things: string;
}

/** Rows up to a limit of bytes, and how many were left out. Never half a row. */
export function bounded({ head, rows, counts, total, bytes, most, things }: BoundedList): string[] {
  const kept: string[] = [];
  let left = total;
  let used = 0;
  for (const row of rows) {
    used += Buffer.byteLength(row) + 1;
    if (used > bytes || kept.length === most) break;
    left -= counts?.[kept.length] ?? 1;
    kept.push(row);
  }
  const note =
    left > 0
      ? ['', `_${thousands(left)} more ${things} left out here; all of them are in \`report.html\`._`]
      : [];
  return kept.length === 0 ? note : [...head, ...kept, ...note];
}
