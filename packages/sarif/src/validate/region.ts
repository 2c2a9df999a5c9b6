import type { Objects } from './objects.js';

type Region = Objects['region'];

/** Whether a region says where it starts, in lines, characters or bytes (SARIF 3.30.1). */
export function hasStart(region: Region): boolean {
  return isLines(region) || isCharacters(region) || isBytes(region);
}

export function endLinePrecedes({ startLine = 0, endLine }: Region): boolean {
  return endLine !== undefined && endLine < startLine;
}

export function endColumnPrecedes({
  startLine = 0,
  endLine = startLine,
  startColumn = 0,
  endColumn,
}: Region): boolean {
  return endLine === startLine && endColumn !== undefined && endColumn < startColumn;
}

/**
 * Whether the outer region holds the inner one and something beside it. Where the two are given in different units nobody can
 * tell without the file, and the answer is yes.
 */
export function isProperSuperset(outer: Region, inner: Region): boolean {
  if (isLines(outer) && isLines(inner) && !holdsLines(span(outer), span(inner))) return false;
  if (isCharacters(outer) && isCharacters(inner) && !holdsRange(characters(outer), characters(inner)))
    return false;
  return !(isBytes(outer) && isBytes(inner) && !holdsRange(bytes(outer), bytes(inner)));
}

function isLines({ startLine = 0 }: Region): boolean {
  return startLine >= 1;
}

function isCharacters({ charOffset = -1 }: Region): boolean {
  return charOffset >= 0;
}

function isBytes({ byteOffset = -1 }: Region): boolean {
  return byteOffset >= 0;
}

interface Span {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** With the defaults of SARIF 3.30.5–8: the whole line where no column is given. Zero counts as absent. */
function span({ startLine = 0, startColumn, endLine, endColumn }: Region): Span {
  return {
    startLine,
    startColumn: startColumn || 1,
    endLine: endLine || startLine,
    endColumn: endColumn || Number.MAX_SAFE_INTEGER,
  };
}

function holdsLines(outer: Span, inner: Span): boolean {
  if (outer.startLine > inner.startLine || outer.endLine < inner.endLine) return false;
  const sameStart = outer.startLine === inner.startLine;
  const sameEnd = outer.endLine === inner.endLine;
  if (sameStart && outer.startColumn > inner.startColumn) return false;
  if (sameEnd && outer.endColumn < inner.endColumn) return false;
  return !(
    sameStart &&
    sameEnd &&
    outer.startColumn === inner.startColumn &&
    outer.endColumn === inner.endColumn
  );
}

interface Range {
  readonly start: number;
  readonly length: number;
}

function characters({ charOffset = -1, charLength = 0 }: Region): Range {
  return { start: charOffset, length: Math.max(charLength, 0) };
}

function bytes({ byteOffset = -1, byteLength = 0 }: Region): Range {
  return { start: byteOffset, length: Math.max(byteLength, 0) };
}

function holdsRange(outer: Range, inner: Range): boolean {
  if (outer.start > inner.start || outer.start + outer.length < inner.start + inner.length) return false;
  return outer.start !== inner.start || outer.length > inner.length;
}
