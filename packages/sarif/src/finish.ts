import { createHash } from 'node:crypto';
import type * as sarif from 'sarif';

import { decodePath } from './encode-path.js';
import { lineHashes } from './line-hash.js';

export interface FinishOptions {
  /** The text of a file of the repository, decoded as UTF-8 with replacement; nothing when it cannot be read. */
  readonly readText: (path: string) => string | undefined;
  /** Masks secrets in a text that people will read. */
  readonly redact: (text: string) => string;
}

/** Longest snippet line in UTF-16 code units: minified code must not blow up the report. */
const LINE_LIMIT = 240;
const SNIPPET_LINES = 12;

interface SourceText {
  readonly lines: readonly string[];
  readonly hashes: readonly string[];
}

/** Adds fingerprints and snippets to a run and redacts what it says. The run is changed in place. */
export function finishRun(run: sarif.Run, options: FinishOptions): sarif.Run {
  const sources = new Map<string, SourceText | undefined>();
  const ordinals = new Map<string, number>();
  for (const result of run.results ?? []) {
    if (result.message.text !== undefined) result.message.text = options.redact(result.message.text);
    const location = result.locations?.[0]?.physicalLocation;
    if (!location?.artifactLocation?.uri) continue;
    const path = decodePath(location.artifactLocation.uri);
    const source = remember(sources, path, () => readSource(path, options));
    const line = location.region?.startLine ?? 1;
    if (source) addSnippet(location, source, options.redact);
    result.partialFingerprints = {
      ...(source?.hashes[line - 1] !== undefined && { primaryLocationLineHash: source.hashes[line - 1] }),
      'railgateId/v1': identity(result.ruleId ?? '', path, source, line, ordinals),
    };
  }
  return run;
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  if (!map.has(key)) map.set(key, make());
  return map.get(key) as V;
}

function readSource(path: string, options: FinishOptions): SourceText | undefined {
  const text = options.readText(path);
  return text === undefined ? undefined : { lines: text.split(/\r\n|\n|\r/), hashes: lineHashes(text) };
}

/**
 * Identity of a finding in code or configuration: rule, path, the normalised line with one neighbour on each side,
 * and the ordinal among findings that are equal in all of these. 128 bits of SHA-256. No line number, so that lines
 * above may come and go.
 */
function identity(
  rule: string,
  path: string,
  source: SourceText | undefined,
  line: number,
  ordinals: Map<string, number>,
): string {
  const around = [line - 2, line - 1, line].map((i) => normalise(source?.lines[i] ?? ''));
  const evidence = [rule, path, ...around].join('\0');
  const ordinal = ordinals.get(evidence) ?? 0;
  ordinals.set(evidence, ordinal + 1);
  return createHash('sha256').update(`${evidence}\0${ordinal}`).digest('hex').slice(0, 32);
}

function normalise(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}

/** The region's lines with one more on each side, as SARIF 3.29.5 wants a context region: strictly larger. */
function addSnippet(
  location: sarif.PhysicalLocation,
  source: SourceText,
  redact: (text: string) => string,
): void {
  const region = location.region;
  if (!region?.startLine) return;
  const first = Math.max(1, region.startLine - 1);
  const last = Math.min(source.lines.length, (region.endLine ?? region.startLine) + 1, first + SNIPPET_LINES);
  const covers = first < region.startLine || last > (region.endLine ?? region.startLine);
  if (!covers || last < (region.endLine ?? region.startLine)) return;
  const text = redact(source.lines.slice(first - 1, last).join('\n'));
  const snippet = { text: text.split('\n').map(clip).join('\n') };
  location.contextRegion = { startLine: first, endLine: last, snippet };
}

function clip(line: string): string {
  return line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
}
