import type * as sarif from 'sarif';

/**
 * A message with the numbers of its own place replaced, so that it stays the same when lines shift. Replaced is a
 * number that stands alone and equals a line or column of the region; one of a single digit only where it is told as
 * a position (`line 7`, `a.c:7`), since small numbers in messages mostly count other things.
 */
export function maskNumbers(text: string, region: sarif.Region | undefined): string {
  if (!region) return text;
  const { startLine, endLine, startColumn, endColumn } = region;
  const own = new Set(
    [startLine, endLine, startColumn, endColumn].filter((n) => n !== undefined).map(String),
  );
  if (own.size === 0) return text;
  return text.replace(NUMBER, (all, before: string | undefined, digits: string) =>
    own.has(digits) && (digits.length > 1 || before !== undefined) ? `${before ?? ''}#` : all,
  );
}

/** A number that is no part of a word, a version or a decimal, with what makes it a position in front. */
const NUMBER =
  /((?:\b(?:lines?|ln|cols?|columns?|rows?|char)[ .#:]{0,3}|[:(])\s?)?(?<![\w.])(\d{1,9})(?![\w]|\.\d)/gi;
