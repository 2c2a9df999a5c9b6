import { addTo, MASK } from '@railgate/contract';
import { readResults, type ReadResult } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

import type { Part } from './part.js';

/** Lines from 1, columns from 1 in UTF-16 code units; the end is behind the last one. */
type Region = ReadResult['region'];

/**
 * What one gate found to be a secret, no snippet of another shows. The masks know secrets by their form; what is one by a
 * rule of the user, or by the word of another scanner, only its finding tells.
 */
export function hideFoundSecrets(parts: readonly Part[]): Part[] {
  const secrets = new Map<string, Region[]>();
  for (const { run } of parts)
    for (const result of run ? readResults(run) : [])
      if (result.secret && hasRegion(result)) addTo(secrets, fileOf(result), result.region);
  if (secrets.size === 0) return [...parts];
  return parts.map((part) => (part.run ? { ...part, run: hiddenIn(part.run, secrets) } : part));
}

/** The same object where it shows none. */
function hiddenIn(run: sarif.Run, secrets: ReadonlyMap<string, readonly Region[]>): sarif.Run {
  const results = readResults(run).map((one) => hidden(one, secrets.get(fileOf(one)) ?? []));
  return results.every((result, i) => result === run.results?.[i]) ? run : { ...run, results };
}

/** A finding about a file as a whole says nothing of its lines. */
function hasRegion({ result }: ReadResult): boolean {
  return result.locations?.[0]?.physicalLocation?.region?.startLine !== undefined;
}

/** A file of the working tree, or as a commit has it. */
function fileOf({ path, version = '' }: ReadResult): string {
  return `${version}\0${path}`;
}

function hidden({ result, snippet }: ReadResult, secrets: readonly Region[]): sarif.Result {
  if (!snippet || secrets.length === 0) return result;
  const lines = snippet.text.split('\n');
  const shown = lines.map((line, i) => hideIn(line, snippet.startLine + i, secrets)).join('\n');
  if (shown === snippet.text) return result;
  const [first, ...others] = result.locations as [sarif.Location, ...sarif.Location[]];
  const { physicalLocation } = first;
  const contextRegion = { ...physicalLocation?.contextRegion, snippet: { text: shown } };
  return {
    ...result,
    locations: [{ ...first, physicalLocation: { ...physicalLocation, contextRegion } }, ...others],
  };
}

/** What stands in snippets in place of what was known to be a secret. */
const MASKED = [MASK, '***'];

/** Columns from 0; the end is behind the last one. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Does nothing to what it has done before: a shard keeps snippets, and is judged later. */
function hideIn(line: string, number: number, secrets: readonly Region[]): string {
  let text = '';
  let done = 0;
  // By how much a mask has moved what is behind it.
  let moved = 0;
  for (const { start, end } of spansIn(number, secrets)) {
    const at = start + moved;
    const other = maskIn(line.slice(done, at));
    // Of something else: where the secret stands behind it, nobody knows.
    if (other >= 0) return text + cutAtMask(line.slice(done), other);
    if (at >= line.length) break;
    const mask = MASKED.find((one) => line.startsWith(one, at));
    text += line.slice(done, at) + (mask ?? MASK);
    done = mask === undefined ? Math.min(end + moved, line.length) : at + mask.length;
    if (mask !== undefined) moved = done - end;
  }
  return text + line.slice(done);
}

function cutAtMask(text: string, mask: number): string {
  return MASKED.includes(text.slice(mask)) ? text : text.slice(0, mask) + MASK;
}

/** In order, those that touch as one. */
function spansIn(line: number, secrets: readonly Region[]): Span[] {
  const spans = secrets
    .filter(({ startLine, endLine = startLine }) => startLine <= line && line <= endLine)
    .map(({ startLine, startColumn = 1, endLine = startLine, endColumn = Infinity }) => ({
      start: line === startLine ? startColumn - 1 : 0,
      end: line === endLine ? endColumn - 1 : Infinity,
    }));
  const joined: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end)
      joined.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
    else joined.push(span);
  }
  return joined;
}

/** Where the first mask begins, or -1. */
function maskIn(text: string): number {
  const found = MASKED.map((mask) => text.indexOf(mask)).filter((index) => index >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}
