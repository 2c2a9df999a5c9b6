import type { Hit } from '../hit.js';

const SAMPLE = 512;

/** The same text in UTF-8, and where a place in it is in the bytes that were given. */
export interface Transcoded {
  readonly utf8: Buffer;
  back(hits: readonly Hit[]): Hit[];
}

/** Reads UTF-16 with a byte order mark; without one, where every other byte of the beginning is NUL. Nothing for the rest. */
export function fromUtf16(bytes: Uint8Array): Transcoded | undefined {
  const order = byteOrder(bytes);
  if (!order) return undefined;
  const even = Buffer.from(bytes.subarray(order.mark, bytes.length - ((bytes.length - order.mark) % 2)));
  const text = (order.little ? even : even.swap16()).toString('utf16le');
  return { utf8: Buffer.from(text), back: (hits) => placesIn(text, order.mark, hits) };
}

/** Whether these are the first bytes of a text in UTF-16. */
export function isUtf16(bytes: Uint8Array): boolean {
  return byteOrder(bytes) !== undefined;
}

function byteOrder(bytes: Uint8Array): { little: boolean; mark: 0 | 2 } | undefined {
  const [first, second] = [bytes[0], bytes[1]];
  if (first === 0xff && second === 0xfe && !(bytes[2] === 0 && bytes[3] === 0))
    return { little: true, mark: 2 };
  if (first === 0xfe && second === 0xff) return { little: false, mark: 2 };
  if (second === 0 && nuls(bytes, 1) && !nuls(bytes, 0)) return { little: true, mark: 0 };
  return first === 0 && nuls(bytes, 0) && !nuls(bytes, 1) ? { little: false, mark: 0 } : undefined;
}

/** Are nine of ten bytes at odd (or even) offsets NUL? So it is in a text with few letters beyond Latin-1. */
function nuls(bytes: Uint8Array, from: 0 | 1): boolean {
  const end = Math.min(bytes.length, SAMPLE);
  let [seen, found] = [0, 0];
  for (let i = from; i < end; i += 2) {
    seen++;
    if (bytes[i] === 0) found++;
  }
  return seen >= 4 && found >= seen * 0.9;
}

/** Hits come sorted and do not overlap, so that the text is walked once. */
function placesIn(text: string, mark: number, hits: readonly Hit[]): Hit[] {
  let [unit, byte] = [0, 0];
  const at = (offset: number): number => {
    while (byte < offset) {
      const code = text.codePointAt(unit) as number;
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
      unit += code < 0x1_0000 ? 1 : 2;
    }
    return mark + 2 * unit;
  };
  return hits.map((hit) => ({ ...hit, start: at(hit.start), end: at(hit.end) }));
}
