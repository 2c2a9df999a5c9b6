import type { Sink } from './feed-file.js';
import type { Slice } from './layout.js';

/**
 * Cuts the slices out of a text that comes in chunks.
 *
 * @param take gets the bytes of one slice after the other; valid until it returns.
 */
export function cutSlices(slices: readonly Slice[], take: (bytes: Buffer, slice: Slice) => void): Sink {
  let offset = 0;
  let next = 0;
  let parts: Buffer[] = [];
  return (chunk) => {
    const end = offset + chunk.length;
    for (let slice = slices[next]; slice && slice.start < end; slice = slices[++next]) {
      const part = chunk.subarray(Math.max(0, slice.start - offset), slice.end - offset);
      if (slice.end > end) {
        parts.push(Buffer.from(part));
        break;
      }
      take(joinParts(parts, part), slice);
      parts = [];
    }
    offset = end;
  };
}

function joinParts(parts: readonly Buffer[], last: Uint8Array): Buffer {
  if (parts.length > 0) return Buffer.concat([...parts, last]);
  return Buffer.from(last.buffer, last.byteOffset, last.byteLength);
}
