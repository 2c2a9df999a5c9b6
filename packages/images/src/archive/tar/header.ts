/** What a tar header of 512 bytes says (POSIX ustar, GNU and the older form without magic). */
export interface TarHeader {
  readonly name: string;
  readonly size: number;
  /** `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder, `x`, `g`, `L`, `K` about the next entry. */
  readonly type: string;
  readonly link: string;
}

export const BLOCK = 512;

/** Bytes with what fills up the last block. */
export function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

/** Undefined where it is none: the checksum is wrong, or a number is no number. */
export function readHeader(block: Buffer): TarHeader | undefined {
  if (readNumber(block, 148, 8) !== checksum(block)) return undefined;
  const size = readNumber(block, 124, 12);
  if (size === undefined) return undefined;
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? readText(block, 345, 155) : '';
  const name = readText(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0),
    link: readText(block, 157, 100),
  };
}

export interface HeaderOptions {
  readonly mode?: number;
  /** User and group. */
  readonly owner?: number;
  /** As in `TarHeader`. */
  readonly type?: string;
}

/**
 * At the beginning of time, so that the bytes are the same every time. A plain file of nobody in particular where nothing
 * else is said. Of a name 100 bytes have room.
 */
export function writeHeader(
  name: string,
  size: number,
  { mode = 0o644, owner = 0, type = '0' }: HeaderOptions = {},
): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100);
  block.write([mode, owner, owner].map((number) => `${octal(number, 7)}\0`).join(''), 100, 'latin1');
  if (size < 8 ** 11) block.write(`${octal(size, 11)}\0`, 124, 'latin1');
  else {
    block[124] = 0x80;
    block.writeBigUInt64BE(BigInt(size), 128);
  }
  block.write('00000000000\0', 136, 'latin1');
  block.write(type, 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write(`${octal(checksum(block), 6)}\0 `, 148, 'latin1');
  return block;
}

/** The sum of all bytes, those of the checksum itself taken for spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum;
}

function readText(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

/** Octal digits, or a number of base 256, as GNU writes what octal digits have no room for. */
function readNumber(block: Buffer, start: number, length: number): number | undefined {
  if (block[start] === 0x80) return readBinary(block, start + 1, length - 1);
  const text = block.toString('latin1', start, start + length).replace(/^[ \0]+|[ \0]+$/g, '');
  if (text === '') return 0;
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function readBinary(block: Buffer, start: number, length: number): number | undefined {
  let value = 0;
  for (let at = start; at < start + length; at++) value = value * 256 + (block[at] ?? 0);
  return Number.isSafeInteger(value) ? value : undefined;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
