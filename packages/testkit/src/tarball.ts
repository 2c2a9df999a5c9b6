import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** A gzipped tar archive of these files below `package/`, the same bytes each time (pax 1003.1 "ustar"). */
export function makeTarball(files: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(files).flatMap(([path, content]) => {
    const body = Buffer.from(content);
    return [tarHeader(`package/${path}`, body.length), body, Buffer.alloc(-body.length & (BLOCK - 1))];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]));
}

/** Of a file: the block before its content. What follows must fill whole blocks of 512 bytes. */
export function tarHeader(name: string, size: number, mode = 0o644): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long for a tar archive of tests.`);
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number): void => {
    block.write(text, at);
  };
  put(name, 0);
  put(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put('00000000000\0', 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
