import { cleanText, MASK } from '@railgate/contract';
import { redact } from '@railgate/kit';

import type { Paint } from '../terminal/paint.js';
import { codeText } from '../text/safe-text.js';
import { lineDiff, type Change } from './line-diff.js';

const CONTEXT = 3;

export interface DiffedFile {
  /** Relative to the root. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface DiffOptions {
  readonly paint: Paint;
  /** Shows the carriage return of CR LF: a terminal would act on it. `git apply` needs it as it is. */
  readonly forTerminal: boolean;
  /** Masks the secrets of a whole file, line by line: in a part of one they may not be known for what they are. */
  readonly hide?: Hide | undefined;
}

export type Hide = (text: string, path: string) => string;

/**
 * A unified diff as `git apply` takes it. Control characters are escaped and secrets are masked all the same: such a
 * line is no patch any more, and a patch is worth less than what it would give away.
 */
export function unifiedDiff({ path, before, after }: DiffedFile, options: DiffOptions): string {
  const { paint, hide = (text) => text } = options;
  const [old, now] = [linesOf(before), linesOf(after)];
  const [shownOld, shownNow] = [linesOf(hide(before, path)), linesOf(hide(after, path))];
  const hunks = hunksOf(lineDiff(old, now), old.length);
  const head = [`--- ${gitPath(`a/${path}`)}`, `+++ ${gitPath(`b/${path}`)}`].map(paint.bold);
  return `${[...head, ...hunks.flatMap((hunk) => printHunk(hunk, shownOld, shownNow, options))].join('\n')}\n`;
}

/** With their ends; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Changes whose contexts meet stand in one hunk. */
function hunksOf(changes: readonly Change[], lines: number): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1);
    const end = last?.at(-1)?.oldEnd ?? -Infinity;
    if (last && change.oldStart - end <= 2 * CONTEXT && end <= lines) last.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function printHunk(
  changes: readonly Change[],
  old: readonly string[],
  now: readonly string[],
  options: DiffOptions,
): string[] {
  const [first, last] = [changes[0] as Change, changes.at(-1) as Change];
  const start = Math.max(0, first.oldStart - CONTEXT);
  const end = Math.min(old.length, last.oldEnd + CONTEXT);
  const newStart = first.newStart - (first.oldStart - start);
  const newEnd = last.newEnd + (end - last.oldEnd);
  const lines: Line[] = [];
  const add = (mark: Line['mark'], some: readonly string[]): void => {
    for (const line of some)
      lines.push({ mark, text: line.replace(/\n$/, ''), isEnded: line.endsWith('\n') });
  };
  let at = start;
  for (const change of changes) {
    add(' ', old.slice(at, change.oldStart));
    add('-', old.slice(change.oldStart, change.oldEnd));
    add('+', now.slice(change.newStart, change.newEnd));
    at = change.oldEnd;
  }
  add(' ', old.slice(at, end));
  const head = `@@ -${range(start, end)} +${range(newStart, newEnd)} @@`;
  return [options.paint.diff('@', head), ...masked(lines).flatMap((line) => printLine(line, options))];
}

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
  readonly isEnded: boolean;
}

/** `12,7`; an empty range names the line before it. */
function range(start: number, end: number): string {
  return start === end ? `${start},0` : `${start + 1},${end - start}`;
}

/** A secret may stand on several lines: where masking changes their number, none of them is shown. */
function masked(lines: readonly Line[]): Line[] {
  const texts = redact(lines.map(({ text }) => text).join('\n')).split('\n');
  const isWhole = texts.length === lines.length;
  return lines.map((line, index) => ({ ...line, text: isWhole ? (texts[index] ?? '') : MASK }));
}

function printLine({ mark, text, isEnded }: Line, { paint, forTerminal }: DiffOptions): string[] {
  const ending = text.endsWith('\r') && !forTerminal ? '\r' : '';
  const shown = ending === '' ? text : text.slice(0, -1);
  const printed = paint.diff(mark, `${mark}${codeText(shown)}${ending}`);
  return isEnded ? [printed] : [printed, '\\ No newline at end of file'];
}

/** Names with what a line cannot hold are quoted as git quotes them. */
function gitPath(path: string): string {
  if (cleanText(path) === path && !/["\\]/.test(path)) return path;
  const bytes = [...Buffer.from(path)].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    const isPlain = byte >= 0x20 && byte < 0x7f;
    return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${bytes.join('')}"`;
}
