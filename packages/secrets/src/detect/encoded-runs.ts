import { ByteRuns } from '@railgate/kit';

import type { Hit } from '../hit.js';

/** Bytes that encode others. */
export interface EncodedRun {
  readonly encoding: NonNullable<Hit['encoded']>;
  /** Where decoding starts and ends, in whole groups. */
  readonly start: number;
  readonly end: number;
}

/** Characters: a URL with a password has about 18, the shortest tokens 20; in base64 four stand for three. */
const SHORTEST = 24;
const SHORTEST_HEX = 40;

/** Decoded at once; long ones in pieces that overlap by more than a secret is long. */
const PIECE = 65_536;
const OVERLAP = 8192;

const WORDS = new ByteRuns((byte) => /[\w+/-]/.test(String.fromCharCode(byte)), SHORTEST);

/**
 * Runs of base64 or hex that begin like a text: almost none of the identifiers, digests and images do.
 */
export function* encodedRuns(bytes: Buffer): Iterable<EncodedRun> {
  for (const [start, end] of WORDS.find(bytes)) yield* runsIn(bytes, start, end);
}

/** A long run may have been cut anywhere before: where its groups begin is tried out. */
function* runsIn(bytes: Buffer, start: number, end: number): Iterable<EncodedRun> {
  const hex = bytes[start + 1] === X ? start + 2 : start;
  if (isHexText(bytes, hex, end)) return yield* pieces('hex', hex, end);
  const alignments = end - start > 1024 ? 4 : 1;
  for (let from = start; from < start + alignments; from++)
    if (isBase64Text(bytes, from, end)) return yield* pieces('base64', from, end);
}

const X = 120;

function* pieces(encoding: EncodedRun['encoding'], start: number, end: number): Iterable<EncodedRun> {
  for (let from = start; ; from += PIECE - OVERLAP) {
    yield { encoding, start: from, end: Math.min(end, from + PIECE) };
    if (from + PIECE >= end) return;
  }
}

/** Bytes of the beginning that must be text. Twelve random ones are so in one of 130,000 cases. */
const TRIED = 12;

/** This and the next by hand, without memory: they are asked of every long word. */
function isHexText(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < SHORTEST_HEX) return false;
  for (let i = start; i < start + 2 * TRIED; i += 2)
    if (!isPrintable((nibble(bytes[i]) << 4) | nibble(bytes[i + 1]))) return false;
  return true;
}

/** Of what is no hex digit, so much that nothing with it is printable. */
const NIBBLE = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[0-9a-f]/i.test(character) ? parseInt(character, 16) : 255;
});

function nibble(byte: number | undefined): number {
  return NIBBLE[byte ?? 0] as number;
}

function isBase64Text(bytes: Buffer, start: number, end: number): boolean {
  const tried = Math.min(end, start + (TRIED / 3) * 4) - 3;
  for (let i = start; i < tried; i += 4) {
    const [a, b] = [sextet(bytes[i]), sextet(bytes[i + 1])];
    if (!isPrintable((a << 2) | (b >> 4))) return false;
    const [c, d] = [sextet(bytes[i + 2]), sextet(bytes[i + 3])];
    if (!isPrintable(((b & 15) << 4) | (c >> 2)) || !isPrintable(((c & 3) << 6) | d)) return false;
  }
  return true;
}

const SEXTETS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SEXTET = Uint8Array.from({ length: 256 }, (_, byte) =>
  Math.max(0, SEXTETS.indexOf(byte === 45 ? '+' : byte === 95 ? '/' : String.fromCharCode(byte))),
);

function sextet(byte: number | undefined): number {
  return SEXTET[byte ?? 0] as number;
}

/** ASCII that can be seen, and what separates it. */
function isPrintable(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9;
}

export function decoded(bytes: Buffer, { encoding, start, end }: EncodedRun): Buffer {
  return Buffer.from(bytes.toString('latin1', start, end), encoding);
}

/** The bytes that encode a part of what a run says. */
export function encodedPlace(run: EncodedRun, from: number, to: number): { start: number; end: number } {
  const [bytes, characters] = run.encoding === 'hex' ? [1, 2] : [3, 4];
  return {
    start: run.start + Math.floor(from / bytes) * characters,
    end: Math.min(run.end, run.start + Math.ceil(to / bytes) * characters),
  };
}
