import type { Region } from '@railgate/contract';

import { codeText } from '../text/safe-text.js';
import { NEWLINE, codeHtml, html, type SafeHtml } from './template.js';

/** Lines of code as cleaned text. A line of the region is in three parts, of which the second is marked. */
export interface CodeLines {
  readonly start: number;
  readonly lines: readonly (
    readonly [text: string] | readonly [before: string, marked: string, after: string]
  )[];
}

export function codeLines(
  snippet: { readonly startLine: number; readonly text: string },
  region: Region,
): CodeLines {
  const lines = snippet.text
    .split('\n')
    .map((text, i) => splitLine(text, markedSpan(text, snippet.startLine + i, region)));
  return { start: snippet.startLine, lines };
}

/** Line numbers are no text, so that the code can be copied without them. */
export function renderCode({ start, lines }: CodeLines, path: string): SafeHtml {
  const spans = lines.map((parts, i) => renderLine(parts, start + i));
  // White space counts in `pre`.
  // prettier-ignore
  return html`<pre class="code" tabindex="0" aria-label="Code of ${path}">${spans}</pre>`;
}

function renderLine(parts: CodeLines['lines'][number], line: number): SafeHtml {
  const [before, marked, after = ''] = parts;
  // prettier-ignore
  if (marked === undefined) return html`<span data-n="${line}">${codeHtml(before)}${NEWLINE}</span>`;
  const text = [codeHtml(before), html`<mark>${codeHtml(marked)}</mark>`, codeHtml(after), NEWLINE];
  // prettier-ignore
  return html`<span class="hit" data-n="${line}">${text}</span>`;
}

/** Columns count units of the raw text, so it is split before it is cleaned. */
function splitLine(text: string, span: readonly [number, number] | undefined): CodeLines['lines'][number] {
  if (!span) return [codeText(text)];
  const [from, to] = span;
  return [codeText(text.slice(0, from)), codeText(text.slice(from, to)), codeText(text.slice(to))];
}

/** The marked part of a line, in UTF-16 code units from 0; nothing when the region is elsewhere. */
function markedSpan(text: string, line: number, region: Region): readonly [number, number] | undefined {
  const { startLine, startColumn, endLine = startLine, endColumn } = region;
  if (line < startLine || line > endLine) return undefined;
  const indent = text.length - text.trimStart().length;
  const from = line === startLine && startColumn !== undefined ? startColumn - 1 : indent;
  const to = line === endLine && endColumn !== undefined ? endColumn - 1 : text.length;
  return from < to && from < text.length ? [from, Math.min(to, text.length)] : [indent, text.length];
}
