import type * as sarif from 'sarif';

import { decodePath } from './encode-path.js';
import { formatIdentity, IDENTITY_KEY, LINE_HASH_KEY } from './identity/form.js';
import { identifyFindings, type Found } from './identity/identify-findings.js';
import { ordinalsOf } from './identity/ordinals.js';
import { sourceText, type SourceText } from './identity/source-text.js';
import { isSecret } from './identity/subject.js';
import { versionOf } from './read-result.js';

export interface FinishOptions {
  /** The text of a file of the repository, decoded as UTF-8 with replacement; nothing when it cannot be read. */
  readonly readText: (path: string) => string | undefined;
  /** The same of a file as a commit has it, for results with a `version`. */
  readonly textOf?: ((path: string, version: string) => string | undefined) | undefined;
  /** Masks secrets in a text that people will read. */
  readonly redact: (text: string) => string;
  /** Where secrets stand in a file, whether anybody reports them or not: no snippet shows them. */
  readonly secretsIn?: (text: string, path: string) => readonly sarif.Region[];
}

/** Longest snippet line in UTF-16 code units: minified code must not blow up the report. */
const LINE_LIMIT = 240;
const SNIPPET_LINES = 12;

/**
 * Adds fingerprints and snippets to a run and redacts what it says. The run is changed in place. File by file, so that
 * no more than one is held at a time.
 */
export function finishRun(run: sarif.Run, options: FinishOptions): sarif.Run {
  const found: Found[] = [];
  for (const { path, version, results } of byFile(run.results ?? [])) {
    const source = readSource(path, version, results, options);
    // Before the snippets: evidence of a secret is taken from the text, and nothing else sees it unmasked.
    found.push(...identifyFindings(path, results, source, options.redact));
    const inSnippet = ENV_FILE.test(path) ? hideValues : options.redact;
    for (const result of results) finishResult(result, source, options.redact, inSnippet);
  }
  const ordinals = ordinalsOf(found.map(placed));
  found.forEach(({ result, hash, lineHash }, i) => {
    const ordinal = ordinals[i] ?? 1;
    const line = lineHash(ordinal);
    result.partialFingerprints = {
      ...(line !== undefined && { [LINE_HASH_KEY]: line }),
      [IDENTITY_KEY]: formatIdentity(hash, ordinal),
    };
  });
  return run;
}

interface OneFile {
  readonly path: string;
  /** Nothing for the file of the working tree. */
  readonly version?: string;
  readonly results: sarif.Result[];
}

function byFile(results: readonly sarif.Result[]): Iterable<OneFile> {
  const files = new Map<string, OneFile>();
  for (const result of results) {
    const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    const path = uri === undefined ? '' : decodePath(uri);
    const { version } = versionOf(result);
    const key = `${version ?? ''}\0${path}`;
    const known = files.get(key);
    if (known) known.results.push(result);
    else files.set(key, { path, results: [result], ...(version !== undefined && { version }) });
  }
  return files.values();
}

function readSource(
  path: string,
  version: string | undefined,
  results: readonly sarif.Result[],
  options: FinishOptions,
): SourceText | undefined {
  const text = path === '' ? undefined : textOf(path, version, options);
  if (text === undefined) return undefined;
  const reported = results.filter(isSecret).map(({ locations }) => locations?.[0]?.physicalLocation?.region);
  const others = options.secretsIn?.(text, path) ?? [];
  return sourceText(text, [...reported.filter((region) => region !== undefined), ...others]);
}

/** Never the working tree's for a place in another version: other lines would be masked. */
function textOf(path: string, version: string | undefined, options: FinishOptions): string | undefined {
  return version === undefined ? options.readText(path) : options.textOf?.(path, version);
}

function placed({ result, hash, path }: Found): Parameters<typeof ordinalsOf>[0][number] {
  const region = result.locations?.[0]?.physicalLocation?.region;
  return { hash, path, line: region?.startLine, column: region?.startColumn, tie: result.message.text };
}

function finishResult(
  result: sarif.Result,
  source: SourceText | undefined,
  redact: (text: string) => string,
  inSnippet: (text: string) => string,
): void {
  const location = result.locations?.[0]?.physicalLocation;
  if (location && source) addSnippet(location, source, inSnippet);
  for (const message of [result.message, ...(result.relatedLocations ?? []).map(({ message }) => message)]) {
    if (message?.text !== undefined) message.text = redact(message.text);
  }
  dropSecretFixes(result, redact);
}

/** A fix whose text repeats a secret would print it, and masked it would write the mask into the file. */
function dropSecretFixes(result: sarif.Result, redact: (text: string) => string): void {
  const texts = (result.fixes ?? []).flatMap(({ artifactChanges }) =>
    artifactChanges.flatMap(({ replacements }) =>
      replacements.map(({ insertedContent }) => insertedContent?.text ?? ''),
    ),
  );
  if (texts.every((text) => redact(text) === text)) return;
  delete result.fixes;
  delete result.properties?.['fixSafe'];
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

/** `.env`, `.env.production`, `api.env`: everything in them may be a secret, whatever it looks like. */
const ENV_FILE = /(?:^|\/)[^/]{0,100}\.env(?:\.[\w.-]{1,60})?$/;

/** The names stay; values, lines of values that go on, and comments do not. */
function hideValues(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const name = /^[ \t\uFEFF]{0,100}(?:export[ \t]{1,50})?[\w.-]{1,300}[ \t]{0,50}[=:]/.exec(line)?.[0];
      return line.trim() === '' ? '' : `${name ?? ''}***`;
    })
    .join('\n');
}

function clip(line: string): string {
  return line.length > LINE_LIMIT ? `${line.slice(0, LINE_LIMIT)}…` : line;
}
