import { entropyOf } from '@railgate/secrets';
import type { Matcher } from 're2js';

import type { CompiledRule } from './compile.js';

/** In UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Characters on both sides of a keyword that are searched. */
const BEFORE = 1024;
const AFTER = 4096;
/** Longest secret that is found where two pieces meet. */
const OVERLAP = 512;
/** In one file. More say no more. */
const HITS = 1000;

/**
 * What a rule finds in a text. Every step is bounded.
 *
 * @param isLate asked between two pieces.
 */
export function search(text: string, compiled: CompiledRule, isLate: () => boolean): Span[] {
  const found = new Map<number, Span>();
  for (const { start, end } of windowsOf(text, compiled.keywords)) {
    for (let from = start; from < end && found.size < HITS && !isLate(); from += compiled.piece - OVERLAP) {
      const to = Math.min(end, from + compiled.piece);
      searchPiece(text.slice(from, to), from, compiled, found);
      if (to === end) break;
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function searchPiece(piece: string, at: number, compiled: CompiledRule, found: Map<number, Span>): void {
  const { rule, pattern } = compiled;
  const matcher = pattern.matcher(piece);
  while (found.size < HITS && matcher.find()) {
    const span = spanOf(matcher, rule.group);
    if (span.end <= span.start) continue;
    if (rule.entropy !== undefined && entropyOf(piece.slice(span.start, span.end)) < rule.entropy) continue;
    found.set(at + span.start, { start: at + span.start, end: at + span.end });
  }
}

function spanOf(matcher: Matcher, group: number | undefined): Span {
  const named = 'secret' in matcher.namedGroups ? 'secret' : undefined;
  const first = matcher.groupCount() > 0 ? 1 : 0;
  for (const which of [group || undefined, named, first, 0]) {
    if (which === undefined) continue;
    const start = matcher.start(which);
    // A group that took no part has none.
    if (start >= 0) return { start, end: matcher.end(which) };
  }
  return { start: 0, end: 0 };
}

/** Around the keywords; those that meet are one. */
function windowsOf(text: string, keywords: RegExp | undefined): Span[] {
  if (!keywords) return [{ start: 0, end: text.length }];
  const windows: { start: number; end: number }[] = [];
  for (const { index, 0: word } of text.matchAll(keywords)) {
    const start = Math.max(0, index - BEFORE);
    const end = Math.min(text.length, index + word.length + AFTER);
    const last = windows.at(-1);
    if (last && start <= last.end) last.end = end;
    else windows.push({ start, end });
  }
  return windows;
}
