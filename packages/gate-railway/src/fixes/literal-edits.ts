import type { Edit, Place } from '@railgate/contract';

/**
 * Writes another text into the quotes of a literal. None where the place is no quoted literal of exactly this text: a
 * list that was split, a text that is joined, one with escapes.
 */
export function replaceInQuotes({ path, region }: Place, text: string, by: string): Edit | undefined {
  const { startLine, startColumn, endLine, endColumn } = region;
  if (startColumn === undefined || endLine !== startLine || endColumn === undefined) return undefined;
  if (endColumn - startColumn !== text.length + 2 || !isPlain(text) || !isPlain(by)) return undefined;
  const inner = { startLine, startColumn: startColumn + 1, endLine, endColumn: endColumn - 1 };
  return { path, region: inner, text: by };
}

/** Means itself in the quotes of every language. */
function isPlain(text: string): boolean {
  return /^[\w.:/@?&=%,+~*[\] -]*$/.test(text);
}
