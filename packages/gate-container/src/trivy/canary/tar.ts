const BLOCK = 512;

/** Files by their path in the archive: no longer than 100 bytes. */
export type Files = ReadonlyMap<string, Buffer>;

/** A tar archive (POSIX 1003.1 "ustar") of a few small files, the same bytes each time. */
export function tarOf(files: Files): Buffer {
  const parts: Buffer[] = [];
  for (const [path, content] of files) {
    parts.push(header(path, content.length), content, Buffer.alloc(-content.length & (BLOCK - 1)));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0, 100);
  // Executable: programs are looked into for their packages only then.
  block.write('0000755\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
