import { characterStart, textOf } from './text-of.js';

const NEWLINE = 10;
const RETURN = 13;

/** Bytes of a line that are kept on both sides. */
const BESIDE = 256;

/** The line that something stands on, or what is around it of a long one. Of several lines, all. */
export function lineAround(bytes: Buffer, start: number, end: number): string {
  return textOf(bytes, lineStart(bytes, start, BESIDE), lineEnd(bytes, end, BESIDE)).text;
}

/** The beginning of the line, or a place in it at most `limit` bytes before. */
export function lineStart(bytes: Uint8Array, at: number, limit: number): number {
  const floor = Math.max(0, at - limit);
  for (let i = at - 1; i >= floor; i--) {
    const byte = bytes[i];
    if (byte === NEWLINE || byte === RETURN) return i + 1;
  }
  return floor === 0 ? 0 : Math.min(at, characterStart(bytes, floor));
}

/** The end of the line, without what ends it, or a place in it at most `limit` bytes behind. */
export function lineEnd(bytes: Uint8Array, at: number, limit: number): number {
  const ceiling = Math.min(bytes.length, at + limit);
  for (let i = at; i < ceiling; i++) {
    const byte = bytes[i];
    if (byte === NEWLINE || byte === RETURN) return i;
  }
  return ceiling === bytes.length ? ceiling : Math.min(bytes.length, characterStart(bytes, ceiling));
}

/** Does the line go on there, so that a value that touches this place may be half a value? */
export function isCut(bytes: Uint8Array, at: number): boolean {
  if (at <= 0 || at >= bytes.length) return false;
  return ![bytes[at - 1], bytes[at]].some((byte) => byte === NEWLINE || byte === RETURN);
}
