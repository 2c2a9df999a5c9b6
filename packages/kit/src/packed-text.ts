import { deflateRawSync, inflateRawSync } from 'node:zlib';

import type { PackedText } from '@railgate/contract';

/**
 * UTF-16 code units of a piece, before it is packed; more where a line is longer. V8 keeps strings of more than 128 KB apart, and
 * collects them late.
 */
const PIECE = 120 * 1024;

/**
 * Bytes of the buffers that zlib writes to. The last one of each call is memory that waits to be collected, on Node 24 until the
 * whole heap is: so a small one of a piece that becomes small, and none from the pool of buffers of what becomes large, since with
 * it all 64 KB of the pool's would wait.
 */
const PACKED_CHUNK = 4 * 1024;
const UNPACKED_CHUNK = 32 * 1024;

/** Packs a text as it comes: what repeats itself as a bill does takes a thirtieth of its memory. */
export function packText(text: Iterable<string>): PackedText {
  const packed: string[] = [];
  let waiting = '';
  for (const part of text) {
    waiting += part;
    if (waiting.length < PIECE) continue;
    const end = waiting.lastIndexOf('\n') + 1;
    if (end === 0) continue;
    packed.push(pack(waiting.slice(0, end)));
    waiting = waiting.slice(end);
  }
  if (waiting !== '') packed.push(pack(waiting));
  return packed;
}

/** The text again, a piece at a time. @throws {Error} where it is none that was packed */
export function* unpackText(packed: PackedText): Generator<string, void, undefined> {
  for (const piece of packed) yield unpack(piece).toString('utf8');
}

/** Is it what `packText` makes? */
export function isPackedText(pieces: readonly string[]): boolean {
  try {
    for (const piece of pieces) unpack(piece);
    return true;
  } catch {
    return false;
  }
}

/** Quickly: slower levels save a sixth. */
function pack(text: string): string {
  return deflateRawSync(text, { level: 1, chunkSize: PACKED_CHUNK }).toString('base64');
}

function unpack(piece: string): Buffer {
  return inflateRawSync(Buffer.from(piece, 'base64'), { chunkSize: UNPACKED_CHUNK });
}
