import type { Edit, Region } from '@railgate/contract';

/** The region of the only place where a text stands within a region of a file; none where it stands twice or not. */
export function regionWithin(
  text: string,
  within: Region,
  wanted: string,
  from = 0,
): Required<Region> | undefined {
  const start = offsetOf(text, within.startLine, within.startColumn ?? 1);
  const end = offsetOf(text, within.endLine ?? within.startLine, within.endColumn ?? Infinity);
  const slice = text.slice(start, end);
  const at = slice.indexOf(wanted, from);
  if (wanted === '' || at === -1 || slice.includes(wanted, at + 1)) return undefined;
  const first = positionAt(text, start + at);
  const last = positionAt(text, start + at + wanted.length);
  return {
    startLine: first.line,
    startColumn: first.column,
    endLine: last.line,
    endColumn: last.column,
  };
}

/** Replaces a text inside of a command as it stands in its file, quotes and escapes around it untouched. */
export function editWithin(
  { path, text, region }: { readonly path: string; readonly text: string; readonly region: Region },
  wanted: string,
  replacement: string,
): Edit | undefined {
  const found = regionWithin(text, region, wanted);
  return found && { path, region: found, text: replacement };
}

/** Of a line and column, both from 1; the end of the line where the column is beyond it. */
function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    if (--line <= 0) return Math.min(start + column - 1, match.index);
    start = match.index + match[0].length;
  }
  return Math.min(start + column - 1, text.length);
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  let [line, start] = [1, 0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    if (match.index >= offset) break;
    line++;
    start = match.index + match[0].length;
  }
  return { line, column: offset - start + 1 };
}
