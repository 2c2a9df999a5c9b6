import { EndOfBytes, type Bytes } from './bytes.js';

/** One entry of a tar archive, whose content is the next that `bytes` gives; what is not taken of it is skipped. */
export interface TarEntry {
  /** As the archive says it. */
  readonly path: string;
  readonly size: number;
  readonly mode: number;
  /** `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder. */
  readonly type: string;
}

export class NoTar extends Error {}

const BLOCK = 512;
/** A pax header or a long name. */
const EXTENSION = 1024 * 1024;

/**
 * Goes through the headers of a tar archive (ustar, pax, GNU). `use` gets each entry, and says how many bytes of its content
 * it took.
 *
 * @throws {NoTar} where it is none, or is cut off
 */
export async function eachTarEntry(bytes: Bytes, use: (entry: TarEntry) => Promise<number>): Promise<void> {
  try {
    for (let next = await nextEntry(bytes); next !== undefined; next = await nextEntry(bytes)) {
      const taken = await use(next);
      await bytes.skip(padded(next.size) - taken);
    }
  } catch (error) {
    throw error instanceof EndOfBytes ? new NoTar('cut off') : error;
  }
}

async function nextEntry(bytes: Bytes): Promise<TarEntry | undefined> {
  const about: { path?: string; size?: number } = {};
  for (;;) {
    const block = await headerOrEnd(bytes);
    if (block === undefined) return undefined;
    const entry = readHeader(block);
    if (!'xgLK'.includes(entry.type)) {
      const isFile = entry.type === '0' || entry.type === '7';
      return { ...entry, path: about.path ?? entry.path, size: isFile ? (about.size ?? entry.size) : 0 };
    }
    if (entry.size > EXTENSION) throw new NoTar('a header too long');
    const content = await bytes.take(entry.size);
    await bytes.skip(padded(entry.size) - entry.size);
    if (entry.type === 'L') about.path = untilZero(content);
    if (entry.type === 'x') readPax(content, about);
  }
}

/** Nothing at the end: a block of zeros, or no block at all. */
async function headerOrEnd(bytes: Bytes): Promise<Buffer | undefined> {
  try {
    const block = await bytes.take(BLOCK);
    return block.every((byte) => byte === 0) ? undefined : block;
  } catch (error) {
    if (error instanceof EndOfBytes) return undefined;
    throw error;
  }
}

function readHeader(block: Buffer): TarEntry {
  const name = untilZero(block.subarray(0, 100));
  const prefix =
    block.toString('latin1', 257, 262) === 'ustar' && block[262] === 0
      ? untilZero(block.subarray(345, 500))
      : '';
  const type = block[156] === 0 ? '0' : String.fromCharCode(block[156] ?? 0);
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size: numberIn(block.subarray(124, 136)),
    mode: numberIn(block.subarray(100, 108)),
    type,
  };
}

function numberIn(field: Buffer): number {
  // Of base 256 the highest bit is a mark (GNU): sizes over 8 GB.
  if (((field[0] ?? 0) & 0x80) !== 0) return Number(field.readBigUInt64BE(field.length - 8));
  const text = untilZero(field).trim();
  if (text === '') return 0;
  if (!/^[0-7]+$/.test(text)) throw new NoTar('a number that is none');
  return Number.parseInt(text, 8);
}

/** `<length> <key>=<value>\n`, again and again. */
function readPax(content: Buffer, about: { path?: string; size?: number }): void {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, space < 0 ? at : Math.min(space, at + 10)));
    if (!Number.isSafeInteger(length) || length <= space - at) return;
    const [key, ...value] = content.toString('utf8', space + 1, at + length - 1).split('=');
    if (key === 'path') about.path = value.join('=');
    if (key === 'size') about.size = Number(value.join('=')) || 0;
    at += length;
  }
}

function untilZero(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
