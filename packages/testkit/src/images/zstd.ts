const MAGIC = 0xfd2fb528;
/** Content size of four bytes, one segment, no checksum (RFC 8878, 3.1.1.1.1). */
const ONE_SEGMENT = 0xa0;
/** No content size, a window of 128 KiB. */
const STREAMED = [0x00, 0x38];
const LARGEST_BLOCK = 128 * 1024;

type BlockKind = 'raw' | 'repeated';

/** A Zstandard frame whose blocks are not compressed (RFC 8878): the zlib of Node 20 has no zstd. */
export function zstdStored(content: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(MAGIC, 0);
  header[4] = ONE_SEGMENT;
  header.writeUInt32LE(content.length, 5);
  const blocks: Buffer[] = [];
  for (let start = 0; start === 0 || start < content.length; start += LARGEST_BLOCK) {
    const part = content.subarray(start, start + LARGEST_BLOCK);
    blocks.push(blockHeader('raw', part.length, start + LARGEST_BLOCK >= content.length), part);
  }
  return Buffer.concat([header, ...blocks]);
}

/** A frame of `before`, so many zeros in blocks of four bytes each, and `after`. */
export function zstdRepeated(before: Buffer, zeros: number, after: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt32LE(MAGIC, 0);
  header.set(STREAMED, 4);
  const full = Buffer.concat([blockHeader('repeated', LARGEST_BLOCK, false), Buffer.alloc(1)]);
  const rest = Buffer.concat([blockHeader('repeated', zeros % LARGEST_BLOCK, false), Buffer.alloc(1)]);
  return Buffer.concat([
    header,
    blockHeader('raw', before.length, false),
    before,
    ...Array.from({ length: Math.floor(zeros / LARGEST_BLOCK) }, () => full),
    ...(zeros % LARGEST_BLOCK === 0 ? [] : [rest]),
    blockHeader('raw', after.length, true),
    after,
  ]);
}

/** @param size of a repeated block: how often its one byte comes */
function blockHeader(kind: BlockKind, size: number, last: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (kind === 'repeated' ? 2 : 0) | (last ? 1 : 0), 0, 3);
  return header;
}
