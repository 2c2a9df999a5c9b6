import type { Region } from '@railgate/contract';

import { TextPosition } from './text-position.js';

/** A region of one text and what is to stand there. */
export interface TextEdit {
  readonly region: Required<Region>;
  readonly text: string;
}

/**
 * The text with all edits in it, everything else as it was. Nothing when a region is not in the text, or when two of
 * them overlap or insert at the same place: which one comes first would be a guess.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string | undefined {
  const position = new TextPosition(text);
  const spans = edits.map((edit) => spanOf(position, edit));
  spans.sort((a, b) => (a?.start ?? 0) - (b?.start ?? 0) || (a?.end ?? 0) - (b?.end ?? 0));
  const parts: string[] = [];
  let done = 0;
  let inserted = -1;
  for (const span of spans) {
    if (!span || span.end < span.start || span.start < done) return undefined;
    const isInsertion = span.start === span.end;
    if (isInsertion && span.start === inserted) return undefined;
    parts.push(text.slice(done, span.start), span.text);
    done = span.end;
    if (isInsertion) inserted = span.start;
  }
  return parts.join('') + text.slice(done);
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function spanOf(position: TextPosition, { region, text }: TextEdit): Span | undefined {
  const start = position.offset(region.startLine, region.startColumn);
  const end = position.offset(region.endLine, region.endColumn);
  return start === undefined || end === undefined ? undefined : { start, end, text };
}
