const MAGIC = 0xfd2fb528;
/** Content size of four bytes, one segment, no checksum (RFC 8878, 3.1.1.1.1). */
const DESCRIPTOR = 0xa0;
const LARGEST_BLOCK = 128 * 1024;

/** A Zstandard frame whose blocks are not compressed (RFC 8878): the zlib of Node 20 has no zstd. */
export function zstdStored(content: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(MAGIC, 0);
  header[4] = DESCRIPTOR;
  header.writeUInt32LE(content.length, 5);
  const blocks: Buffer[] = [];
  for (let start = 0; start === 0 || start < content.length; start += LARGEST_BLOCK) {
    const part = content.subarray(start, start + LARGEST_BLOCK);
    blocks.push(blockHeader(part.length, start + LARGEST_BLOCK >= content.length), part);
  }
  return Buffer.concat([header, ...blocks]);
}

function blockHeader(size: number, last: boolean): Buffer {
  const header = Buffer.alloc(3);
  header.writeUIntLE((size << 3) | (last ? 1 : 0), 0, 3);
  return header;
}
