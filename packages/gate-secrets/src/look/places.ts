import { createHmac } from 'node:crypto';

import { TextPosition } from '@railgate/kit';
import type { Hit } from '@railgate/secrets';

import type { LineCounter } from './line-counter.js';
import type { SecretPlace } from './looked.js';

/** Bytes of a line on both sides of a secret that tell it from others. */
const BESIDE = 256;

const NEWLINE = 10;

/** A piece of a file. */
export interface Piece {
  readonly bytes: Buffer;
  /** Where it begins in the file. */
  readonly base: number;
}

/** Places of hits that are sorted, in a piece of a file whose lines are counted up to somewhere before them. */
export function placesOf(
  { bytes, base }: Piece,
  hits: readonly Hit[],
  counter: LineCounter,
  key: Buffer,
): SecretPlace[] {
  return hits.map((hit) =>
    placeOf(bytes, hit, counter.region(bytes, base, base + hit.start, base + hit.end), key),
  );
}

/** The same for a text in UTF-16. */
export function widePlacesOf(bytes: Buffer, hits: readonly Hit[], key: Buffer): SecretPlace[] {
  if (hits.length === 0) return [];
  const { text, mark } = wideText(bytes);
  const positions = new TextPosition(text);
  return hits.map((hit) =>
    placeOf(bytes, hit, positions.region((hit.start - mark) / 2, (hit.end - mark) / 2), key),
  );
}

/** What bytes in UTF-16 say, and how many of them are a byte order mark. */
export function wideText(bytes: Buffer): { readonly text: string; readonly mark: 0 | 2 } {
  const mark = bytes[0] === 0xff || bytes[0] === 0xfe ? 2 : 0;
  const even = Buffer.from(bytes.subarray(mark, bytes.length - ((bytes.length - mark) % 2)));
  const isBigEndian = mark === 2 ? bytes[0] === 0xfe : bytes[0] === 0;
  return { text: (isBigEndian ? even.swap16() : even).toString('utf16le'), mark };
}

function placeOf(bytes: Buffer, hit: Hit, region: SecretPlace['region'], key: Buffer): SecretPlace {
  const { kind, encoded } = hit;
  return { kind, region, ...(encoded && { encoded }), same: sameOf(bytes, hit, key) };
}

/**
 * A keyed digest: without the key, which no other process has, it says nothing about the secret, and with it only
 * whether two are equal.
 */
function sameOf(bytes: Buffer, { kind, start, end }: Hit, key: Buffer): string {
  const before = bytes.subarray(Math.max(0, start - BESIDE), start);
  const behind = bytes.subarray(end, end + BESIDE);
  const [lineStart, lineEnd] = [before.lastIndexOf(NEWLINE) + 1, behind.indexOf(NEWLINE)];
  const digest = createHmac('sha256', key).update(kind);
  for (const part of [
    before.subarray(lineStart),
    bytes.subarray(start, end),
    lineEnd < 0 ? behind : behind.subarray(0, lineEnd),
  ])
    digest.update(`\0${part.length}\0`).update(part);
  return digest.digest('base64url');
}
