import { MASK, type Region } from '@railgate/contract';
import { TextPosition, redact } from '@railgate/kit';

import { KNOWN } from '../formats/known.js';
import { hitsIn, replaceHits, type TextHit } from './text-hits.js';

/** Replaces whatever may be a secret in a text that people or machines will read. Errs on the side of masking. */
export function maskSecrets(text: string): string {
  return redact(replaceHits(text, hitsIn(text, ''), () => MASK));
}

/** Where secrets stand in a file of the repository, as SARIF counts. */
export function secretRegions(text: string, path: string): Required<Region>[] {
  const hits = hitsIn(text, path);
  if (hits.length === 0) return [];
  const position = new TextPosition(text);
  return hits.map(({ start, end }) => position.region(start, end));
}

/** The secrets themselves, for whoever has to keep them out of something. Never to be written or kept. */
export function secretTexts(text: string, path: string): string[] {
  return hitsIn(text, path).map(({ start, end }) => text.slice(start, end));
}

/** As `maskSecrets`, each line by itself: as many lines come back, with the same ends. For a whole file. */
export function maskLines(text: string, path: string): string {
  return replaceHits(text, hitsIn(text, path), (secret) => secret.replace(/[^\r\n]+/g, MASK));
}

/** Stands in JSON, HTML, Markdown, CSV and in a URI without meaning anything there. */
const PLAIN_MASK = '(redacted)';

/** What would end a text of one of those. */
const UNPLAIN = /["<>\\\s]/;

/**
 * The last look at a file that is written: masks every secret that is one by its form alone. What is one only by the
 * words around it stays, since in a report those are the names of rules, and what stands beside them are fingerprints.
 */
export function maskWritten(text: string): string {
  const hits = hitsIn(withoutEscapes(text), '').filter((hit) => isEvident(text, hit));
  return replaceHits(text, hits, () => PLAIN_MASK);
}

/** JSON's, a URI's, a terminal's: their last letter would be taken for the beginning of what follows. */
// eslint-disable-next-line no-control-regex -- an escape sequence begins with one
const ESCAPES = /\\u[0-9a-f]{4}|\\[bfnrt]|%[0-9A-F]{2}|\u001b\[[\d;]{0,20}m/g;

/** As long as the text. Each string and each element is a line: what stands in others says nothing about it. */
function withoutEscapes(text: string): string {
  return text.replace(ESCAPES, (escape) => ' '.repeat(escape.length)).replace(/["<>]/g, '\n');
}

function isEvident(text: string, { start, end, kind, encoded }: TextHit): boolean {
  const written = text.slice(start, end);
  if (!KNOWN.has(kind) || UNPLAIN.test(written)) return false;
  const value = encoded ? Buffer.from(written, encoded).toString('utf8') : written;
  return hitsIn(value, '').some((hit) => hit.kind === kind);
}
