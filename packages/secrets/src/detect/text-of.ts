import { isAscii, isUtf8 } from 'node:buffer';

/** A text out of bytes, and the way back from its offsets to those of the bytes. */
export interface PlacedText {
  readonly text: string;
  /** Byte offset of a UTF-16 offset. Cheapest when asked in ascending order. */
  byteOf(offset: number): number;
}

/** Bytes that are no UTF-8 are read as Latin-1: every byte is a character, and nothing is lost. */
export function textOf(bytes: Buffer, from: number, to: number): PlacedText {
  const part = bytes.subarray(from, to);
  if (isAscii(part) || !isUtf8(part)) {
    return { text: part.toString('latin1'), byteOf: (offset) => from + offset };
  }
  const text = part.toString('utf8');
  let [known, at] = [0, 0];
  const byteOf = (offset: number): number => {
    if (offset < known) [known, at] = [0, 0];
    at += Buffer.byteLength(text.slice(known, offset));
    known = offset;
    return from + at;
  };
  return { text, byteOf };
}

/** Moves a cut so that it stands before a character of UTF-8, not in it; at most three bytes. */
export function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start < bytes.length && start < at + 3 && ((bytes[start] as number) & 0xc0) === 0x80) start++;
  return start;
}

/** A secret as the judge is to see it: what was read byte by byte may be UTF-8. */
export function readable(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return isAscii(bytes) || !isUtf8(bytes) ? latin1 : bytes.toString('utf8');
}
