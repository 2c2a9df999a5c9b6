/**
 * Skips the inside of a JSON string.
 *
 * @param view of the chunk's bytes.
 * @returns the place of the quote that ends it, or the chunk's length when the string goes on in the next chunk: one
 *   more than that when it does with the second byte of an escape.
 */
export function skipText(chunk: Uint8Array, from: number, view: DataView): number {
  let i = from;
  // Four bytes at a time: in each of the two words a byte of zero stands for what is looked for, and the lowest one
  // gets its top bit set by the subtraction (higher ones may, wrongly: only the lowest is believed).
  for (const end = chunk.length - 4; i <= end;) {
    const word = view.getInt32(i, true);
    const quotes = word ^ QUOTES;
    const backslashes = word ^ BACKSLASHES;
    const quoteBits = (quotes - ONES) & ~quotes & TOP_BITS;
    const bits = quoteBits | ((backslashes - ONES) & ~backslashes & TOP_BITS);
    if (bits === 0) {
      i += 4;
      continue;
    }
    const lowest = bits & -bits;
    i += (31 - Math.clz32(lowest)) >> 3;
    if ((lowest & quoteBits) !== 0) return i;
    i += 2;
  }
  for (let byte = chunk[i]; i < chunk.length && byte !== QUOTE; byte = chunk[i])
    i += byte === BACKSLASH ? 2 : 1;
  return i;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ONES = 0x01010101;
const TOP_BITS = 0x80808080;
const QUOTES = QUOTE * ONES;
const BACKSLASHES = BACKSLASH * ONES;
