import { cleanText, type Gap } from '@railgate/contract';
import { accountsOf, detect, isUtf16, type Hit } from '@railgate/secrets';

import { binaryReason, SAMPLE } from './binary.js';
import { LineCounter } from './line-counter.js';
import type { AccountPlace, Looked, SecretPlace } from './looked.js';
import { placesOf, widePlacesOf } from './places.js';
import type { Source } from './source.js';

/** Bytes. GitHub takes no larger file; one that is not text is left out before its size counts. */
export const FILE_LIMIT = 128 * 1024 * 1024;

/** Bytes of a text in UTF-16, which is decoded as a whole. */
const WIDE_LIMIT = 32 * 1024 * 1024;

/** A file is read in pieces of so many bytes, each with so many more on both sides that a secret may reach into. */
export const PIECE = 4 * 1024 * 1024;
export const OVERLAP = 64 * 1024;

/** More in one file are not listed one by one. */
const MOST = 10_000;

/** Finds the secrets of one file. `key` is for `same`. */
export function look(source: Source, key: Buffer): Looked {
  const { path, size } = source;
  // The first piece of a large file is not read for nothing: many large files are no text.
  const start = source.read(0, size > PIECE ? SAMPLE : size);
  const reason = binaryReason(start);
  if (reason !== undefined) return { places: [], seen: false, leftOut: { path, reason } };
  try {
    if (isUtf16(start)) return lookAtWide(source, key);
    if (size > FILE_LIMIT) return tooLarge(path, size, FILE_LIMIT);
    return size > PIECE ? lookInPieces(source, key) : lookAtWhole(path, start, key);
  } catch (error) {
    return { places: [], seen: false, gap: failed(path, error) };
  }
}

function lookAtWhole(path: string, bytes: Buffer, key: Buffer): Looked {
  const hits = detect(bytes, path);
  if (hits.length === 0) return { places: [], seen: true };
  const places = placesOf({ bytes, base: 0 }, hits.slice(0, MOST), new LineCounter(markOf(bytes)), key);
  if (hits.length > MOST) return { places, seen: false, gap: tooMany(path) };
  const accounts = accountPlaces(bytes, hits);
  return { places, seen: true, ...(accounts.length > 0 && { accounts }) };
}

function accountPlaces(bytes: Buffer, hits: readonly Hit[]): AccountPlace[] {
  const lines = new LineCounter(markOf(bytes));
  const passwords = new Map(hits.map((hit) => [hit, lines.region(bytes, 0, hit.start, hit.end).startLine]));
  const counter = new LineCounter(markOf(bytes));
  return accountsOf(bytes, hits).map(({ start, end, password }) => ({
    region: counter.region(bytes, 0, start, end),
    kind: password.kind,
    line: passwords.get(password) ?? 1,
  }));
}

/** Bytes of a byte order mark, which is no part of the text. */
function markOf(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function lookInPieces(source: Source, key: Buffer): Looked {
  const { path, size } = source;
  const places: SecretPlace[] = [];
  const counter = new LineCounter(markOf(source.read(0, SAMPLE)));
  for (let at = 0; at < size; at += PIECE) {
    const base = Math.max(0, at - OVERLAP);
    const read = (): Buffer => source.read(base, at - base + PIECE + OVERLAP);
    const hits = detect(read(), path).filter(({ start }) => start >= at - base && start < at - base + PIECE);
    if (hits.length === 0) continue;
    countTo(source, counter, base);
    places.push(...placesOf({ bytes: read(), base }, hits.slice(0, MOST - places.length), counter, key));
    if (places.length >= MOST) return { places, seen: false, gap: tooMany(path) };
  }
  return { places, seen: true };
}

/** Lines are counted where a secret is behind them: most large files hold none. */
function countTo(source: Source, counter: LineCounter, to: number): void {
  while (counter.at < to) {
    const base = counter.at;
    const bytes = source.read(base, Math.min(PIECE, to - base));
    if (bytes.length === 0) throw new Error('The file has become shorter.');
    counter.advance(bytes, base, base + bytes.length);
  }
}

function lookAtWide(source: Source, key: Buffer): Looked {
  if (source.size > WIDE_LIMIT) return tooLarge(source.path, source.size, WIDE_LIMIT);
  const bytes = source.read(0, source.size);
  const hits = detect(bytes, source.path);
  const places = widePlacesOf(bytes, hits.slice(0, MOST), key);
  return hits.length > MOST ? { places, seen: false, gap: tooMany(source.path) } : { places, seen: true };
}

function tooLarge(path: string, size: number, limit: number): Looked {
  const message = `${cleanText(path)} has ${size} bytes; this gate reads such files up to ${limit} bytes.`;
  return { places: [], seen: false, gap: { code: 'FILE_TOO_LARGE', path, message } };
}

function tooMany(path: string): Gap {
  const message = `${cleanText(path)} holds more than ${MOST} secrets; the rest of it was left out.`;
  return { code: 'PART_SKIPPED', path, message };
}

/** Not what the error says: that may quote the file. */
export function failed(path: string, error: unknown): Gap {
  const name = error instanceof Error ? error.name : 'unknown error';
  const message = `${cleanText(path)} could not be searched for secrets: the engine failed with ${cleanText(name)}.`;
  return { code: 'ENGINE_FAILED', path, message };
}
