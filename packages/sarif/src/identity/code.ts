import type * as sarif from 'sarif';

import type { SourceText } from './source-text.js';

/** Lines of a region that count: the first ones say what it is, the body of a long function changes all the time. */
const LINES = 3;
/** Where a line is longer, so much on each side of the finding counts: the rest of minified code says nothing. */
const LINE_LIMIT = 1000;
const AROUND = 200;

/** What one finding in code or configuration shows: the evidence beside rule and path. */
export interface CodeEvidence {
  /** The flagged lines. */
  readonly snippet: string;
  /** The nearest line above that is not blank; asked for only where equal snippets have to be told apart. */
  readonly above: () => string;
}

/**
 * Without any white space, so that neither indentation nor line ends nor a formatter's spaces count, and with secrets
 * masked: a hash over 128 bits of a weak password would give it away to whoever tries a list of them.
 */
export function codeEvidence(
  source: SourceText | undefined,
  region: sarif.Region | undefined,
  redact: (text: string) => string,
): CodeEvidence {
  const { startLine = 1, endLine = startLine, startColumn = 1, endColumn = startColumn } = region ?? {};
  const last = Math.min(endLine, startLine + LINES - 1);
  const lines = source?.lines.slice(startLine - 1, last) ?? [];
  const [first = '', ...others] = lines;
  const shown = [
    focus(first, startColumn, endLine === startLine ? endColumn : startColumn),
    ...others.map((line) => focus(line, 1, 1)),
  ];
  return {
    snippet: bare(redact(shown.join('\n'))),
    above: () => bare(redact(focus(source?.lineAbove(startLine) ?? '', 1, 1))),
  };
}

/**
 * The evidence of all findings of one rule in one file, in their order. Findings on lines that are equal get the line
 * above as well. It is left out for all others, since neighbours change far more often than a line gets a twin.
 */
export function separate(evidence: readonly CodeEvidence[]): string[][] {
  const times = new Map<string, number>();
  for (const { snippet } of evidence) times.set(snippet, (times.get(snippet) ?? 0) + 1);
  return evidence.map(({ snippet, above }) => (times.get(snippet) === 1 ? [snippet] : [snippet, above()]));
}

function focus(line: string, startColumn: number, endColumn: number): string {
  if (line.length <= LINE_LIMIT) return line;
  const start = Math.max(0, startColumn - 1 - AROUND);
  const end = Math.min(Math.max(endColumn, startColumn) - 1, start + LINE_LIMIT) + AROUND;
  return line.slice(start, end);
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
