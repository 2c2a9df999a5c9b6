/** What a tar archive says of one thing in it (POSIX.1-2001 "ustar"; what does not fit there goes into a pax header). */
export interface TarEntry {
  readonly path: string;
  /** A file where it is left out. */
  readonly type?: TarType;
  readonly content?: string | Buffer;
  /** Of a link: what it points at. */
  readonly target?: string;
  /** Permission bits; 0644 for files, 0755 for folders. */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
}

export type TarType = 'file' | 'hardlink' | 'symlink' | 'device' | 'folder' | 'fifo';

const BLOCK = 512;
const FLAGS: Readonly<Record<TarType, string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  device: '3',
  folder: '5',
  fifo: '6',
};
const PAX = 'x';
/** Octal digits that the header has for a size: eight gigabytes less one. */
const LARGEST = 8 ** 11 - 1;

/** Two empty blocks end an archive. */
export const TAR_END: Buffer = Buffer.alloc(2 * BLOCK);

/** The archive, the same bytes each time: no times, no names of users. Entries may repeat a path, as hostile archives do. */
export function tarOf(entries: Iterable<TarEntry>): Buffer {
  const parts: Buffer[] = [];
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '');
    parts.push(tarHeader(entry, content.length), content, tarPadding(content.length));
  }
  return Buffer.concat([...parts, TAR_END]);
}

/**
 * What stands before an entry's content, with a pax header where one is needed.
 *
 * @param size bytes of content that follow, or that are said to follow
 */
export function tarHeader(entry: TarEntry, size: number): Buffer {
  const path = entry.type === 'folder' && !entry.path.endsWith('/') ? `${entry.path}/` : entry.path;
  const pax = [
    ...(fits(path) ? [] : [paxRecord('path', path)]),
    ...(fits(entry.target ?? '') ? [] : [paxRecord('linkpath', entry.target ?? '')]),
    ...(size > LARGEST ? [paxRecord('size', String(size))] : []),
  ].join('');
  const header = block({ ...entry, path }, FLAGS[entry.type ?? 'file'], size > LARGEST ? 0 : size);
  if (pax === '') return header;
  const length = Buffer.byteLength(pax);
  return Buffer.concat([
    block({ path: 'PaxHeaders.0/entry' }, PAX, length),
    Buffer.from(pax),
    tarPadding(length),
    header,
  ]);
}

/** Zeros up to the next block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= 100 && Buffer.byteLength(text) === text.length;
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length += 1;
  return `${length} ${key}=${value}\n`;
}

function block(entry: TarEntry, flag: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  // A name that is too long is cut here and stands whole in the pax header.
  const put = (text: string, at: number, length = text.length): void => {
    header.write(text, at, length);
  };
  put(entry.path, 0, 100);
  put(octal(entry.mode ?? (entry.type === 'folder' ? 0o755 : 0o644), 7), 100);
  put(octal(entry.uid ?? 0, 7), 108);
  put(octal(entry.gid ?? 0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put(' '.repeat(8), 148);
  put(flag, 156);
  put(entry.target ?? '', 157, 100);
  put('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)} `, 148);
  return header;
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`;
}
