import { detect } from '../detect/detect.js';
import type { Hit } from '../hit.js';

/** A hit in UTF-16 offsets of a text. */
export interface TextHit {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly encoded?: Hit['encoded'];
}

/** Secrets in a text, in the order of their places; none overlap. */
export function hitsIn(text: string, path: string): TextHit[] {
  const bytes = Buffer.from(text);
  const hits = detect(bytes, path);
  if (hits.length === 0 || bytes.length === text.length) return hits;
  let [byte, unit] = [0, 0];
  const offset = (to: number): number => {
    unit += bytes.toString('utf8', byte, to).length;
    byte = to;
    return unit;
  };
  return hits.map((hit) => ({ ...hit, start: offset(hit.start), end: offset(hit.end) }));
}

/** The text with something else at these places. */
export function replaceHits(
  text: string,
  hits: readonly TextHit[],
  mask: (secret: string) => string,
): string {
  let masked = '';
  let done = 0;
  for (const { start, end } of hits) {
    masked += text.slice(done, start) + mask(text.slice(start, end));
    done = end;
  }
  return done === 0 ? text : masked + text.slice(done);
}
