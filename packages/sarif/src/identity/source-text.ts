import { addTo, MASK } from '@railgate/contract';
import type * as sarif from 'sarif';

import { lineHashes } from './line-hash.js';

/** One file for all results that it has: split once, hashed once, its secrets masked before anything is read from it. */
export interface SourceText {
  /** Without line ends; with the secrets masked. */
  readonly lines: readonly string[];
  /** `primaryLocationLineHash` of a line, from 1. In a file with secrets of the text with these masked. */
  lineHash(line: number): string | undefined;
  /** The nearest line above that is not blank, or an empty text. */
  lineAbove(line: number): string;
  /** What a region covers in the unmasked text. Not to be kept. */
  covered(region: sarif.Region): string;
}

/** @param secrets regions that hold a secret, in any order, overlapping or not */
export function sourceText(text: string, secrets: readonly sarif.Region[] = []): SourceText {
  const original = text.split(/\r\n|\n|\r/);
  const lines = secrets.length === 0 ? original : maskRegions(original, secrets);
  let hashes: readonly string[] | undefined;
  let above: Int32Array | undefined;
  return {
    lines,
    lineHash(line) {
      hashes ??= lineHashes(secrets.length === 0 ? text : lines.join('\n'));
      return hashes[line - 1];
    },
    lineAbove(line) {
      above ??= filledLinesAbove(lines);
      return lines[above[line - 1] ?? -1] ?? '';
    },
    covered: (region) => coveredText(original, region),
  };
}

/** For each line the index of the nearest one above that is not blank, or -1. */
function filledLinesAbove(lines: readonly string[]): Int32Array {
  const above = new Int32Array(lines.length);
  let last = -1;
  lines.forEach((line, i) => {
    above[i] = last;
    if (/\S/.test(line)) last = i;
  });
  return above;
}

interface Span {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** The parts of lines that a region covers, from 0; columns left out mean the whole line (SARIF 3.30.2). */
function spansOf(lines: readonly string[], region: sarif.Region): Span[] {
  const { startLine = 0, startColumn = 1, endLine = startLine, endColumn } = region;
  const spans: Span[] = [];
  for (let line = Math.max(0, startLine - 1); line < Math.min(endLine, lines.length); line++) {
    const length = lines[line]?.length;
    if (length === undefined) continue;
    const start = line === startLine - 1 ? startColumn - 1 : 0;
    const end = line === endLine - 1 ? (endColumn ?? length + 1) - 1 : length;
    spans.push({ line, start: Math.min(start, length), end: Math.min(end, length) });
  }
  return spans;
}

function coveredText(lines: readonly string[], region: sarif.Region): string {
  return spansOf(lines, region)
    .map(({ line, start, end }) => lines[line]?.slice(start, end))
    .join('\n');
}

function maskRegions(original: readonly string[], regions: readonly sarif.Region[]): string[] {
  const lines = [...original];
  const byLine = new Map<number, Span[]>();
  for (const span of regions.flatMap((region) => spansOf(original, region))) {
    if (span.end > span.start) addTo(byLine, span.line, span);
  }
  for (const [line, spans] of byLine) lines[line] = maskSpans(original[line] ?? '', spans);
  return lines;
}

function maskSpans(line: string, spans: Span[]): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= done) continue;
    // Two that touch or overlap become one mask: where the one ends within the other is nobody's business.
    if (start > done || masked === '') masked += line.slice(done, start) + MASK;
    done = end;
  }
  return masked + line.slice(done);
}
