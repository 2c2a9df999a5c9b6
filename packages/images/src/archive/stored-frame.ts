import type { Pieces } from '../pieces.js';
import type { Entry } from './entries.js';

/** Magic number, no options, a window of 128 KiB: RFC 8878, sections 3.1.1 and 3.1.1.1.2. */
const FRAME = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
const BLOCK_SIZE = 128 * 1024;
const BLOCK_HEADER = 3;

/** The bytes of a file as a zstd frame of raw blocks. Its size is known before anything is read. */
export function storedFrame(entry: Entry): { size: number; content(): Pieces } {
  const blocks = Math.max(1, Math.ceil(entry.size / BLOCK_SIZE));
  return {
    size: FRAME.length + blocks * BLOCK_HEADER + entry.size,
    content: () => frame(entry),
  };
}

async function* frame(entry: Entry): AsyncGenerator<Buffer, void, undefined> {
  yield FRAME;
  if (entry.size === 0) yield blockHeader(0, true);
  let at = 0;
  let blockEnd = 0;
  for await (const chunk of entry.content())
    for (let used = 0; used < chunk.length;) {
      if (at === blockEnd) {
        blockEnd = Math.min(at + BLOCK_SIZE, entry.size);
        yield blockHeader(blockEnd - at, blockEnd === entry.size);
      }
      const part = chunk.subarray(used, used + blockEnd - at);
      yield part;
      used += part.length;
      at += part.length;
    }
}

/** Little-endian: one bit for the last block, two for its type (0 is raw), 21 for its size. */
function blockHeader(size: number, isLast: boolean): Buffer {
  const header = Buffer.alloc(BLOCK_HEADER);
  header.writeUIntLE(size * 8 + (isLast ? 1 : 0), 0, BLOCK_HEADER);
  return header;
}
