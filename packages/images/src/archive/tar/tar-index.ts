import { damaged } from '../archive-error.js';
import { pathInArchive, show } from '../entries.js';
import type { ArchiveLimits } from '../limits.js';
import { BLOCK, padded, readHeader, type TarHeader } from './header.js';
import { readPax } from './pax.js';
import type { PositionedFile } from './positioned-file.js';

/** What lies under one name of a tar. */
export type Indexed =
  | { readonly kind: 'file'; readonly start: number; readonly size: number }
  | { readonly kind: 'link'; readonly target: string | undefined }
  | { readonly kind: 'other' }
  /** Several readers would see several files: Docker the last, others the first. */
  | { readonly kind: 'twice' };

/** A pax header or a long name; real ones have some hundred bytes. */
const EXTENSION = 64 * 1024;
const ABOUT_NEXT = new Set(['x', 'L', 'K']);
/** Folders, links and devices have no content; where one says that it has, readers differ in whether they skip it. */
const EMPTY = new Set(['1', '2', '3', '4', '5', '6']);

/**
 * Where everything in a tar lies, from its headers alone: contents are skipped by their size.
 *
 * Our own reader, since the libraries (tar-stream, node-tar) read the whole file for that, which for an archive of 5 GB
 * is seconds where this is milliseconds, and since what two readers may understand differently is refused here: the
 * image that is scanned has to be the one that an engine would load.
 */
export async function indexTar(
  file: PositionedFile,
  limits: ArchiveLimits,
): Promise<ReadonlyMap<string, Indexed>> {
  const index = new Index(file, limits);
  while (await index.next());
  return index.entries;
}

class Index {
  readonly entries = new Map<string, Indexed>();
  readonly #file: PositionedFile;
  readonly #limits: ArchiveLimits;
  #at = 0;
  #count = 0;
  #names = 0;
  /** What extensions say of the next entry. */
  #next: { name?: string; link?: string; size?: number } = {};

  constructor(file: PositionedFile, limits: ArchiveLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  /** False at the end. */
  async next(): Promise<boolean> {
    const header = await this.#header();
    if (header === undefined) return false;
    if (++this.#count > this.#limits.entries)
      throw this.#error(`has more than ${this.#limits.entries} entries.`);
    if (ABOUT_NEXT.has(header.type) || header.type === 'g') await this.#extension(header);
    else this.#add(header);
    return true;
  }

  /** Two blocks of zeros are the end; so is the end of the file, for some writers leave them out. */
  async #header(): Promise<TarHeader | undefined> {
    const block = await this.#file.peek(this.#at, BLOCK);
    if (block.length === 0 && this.#at > 0 && !this.#expects()) return undefined;
    if (block.length < BLOCK) throw this.#truncated('in a header');
    if (isZero(block)) return this.#end();
    const header = readHeader(block);
    if (header === undefined)
      throw this.#error(this.#at === 0 ? 'is no tar.' : `is damaged at byte ${this.#at}: no tar header.`);
    this.#at += BLOCK;
    return header;
  }

  async #end(): Promise<undefined> {
    if (this.#expects()) throw this.#truncated('after the name of an entry');
    if (isZero(await this.#file.peek(this.#at + BLOCK, BLOCK))) return undefined;
    throw this.#error(`is damaged at byte ${this.#at}: it goes on after its end.`);
  }

  #expects(): boolean {
    return Object.keys(this.#next).length > 0;
  }

  async #extension(header: TarHeader): Promise<void> {
    if (header.size > EXTENSION) throw this.#error(`has an extended header of ${header.size} bytes.`);
    const bytes = await this.#file.peek(this.#at, header.size);
    if (bytes.length < header.size) throw this.#truncated('in an extended header');
    this.#at += padded(header.size);
    if (header.type === 'L') this.#next.name = cString(bytes);
    else if (header.type === 'K') this.#next.link = cString(bytes);
    else this.#pax(bytes, header.type === 'g');
  }

  #pax(bytes: Buffer, isGlobal: boolean): void {
    const records = readPax(bytes);
    if (records === undefined) throw this.#error(`is damaged at byte ${this.#at}: no pax header.`);
    for (const [key, value] of records) {
      if (key.startsWith('GNU.sparse.')) throw this.#sparse();
      if (value === '' || !(key === 'path' || key === 'linkpath' || key === 'size')) continue;
      if (isGlobal) throw this.#error(`gives every entry the same ${key}.`);
      if (key === 'path') this.#next.name ??= value;
      else if (key === 'linkpath') this.#next.link ??= value;
      else if (/^\d{1,15}$/.test(value)) this.#next.size = Number(value);
      else throw this.#error(`has an entry whose size is no number: ${show(value)}.`);
    }
  }

  #add(header: TarHeader): void {
    const { name: raw = header.name, link = header.link, size = header.size } = this.#next;
    this.#next = {};
    if (header.type === 'S') throw this.#sparse();
    const name = this.#named(raw);
    if (EMPTY.has(header.type) && size > 0)
      throw this.#error(`has a link or folder with a content: ${show(raw)}.`);
    if (this.#at + size > this.#file.size) throw this.#truncated(`in ${show(raw)}`);
    if (header.type !== '5') this.#set(name, describe(header.type, this.#at, size, name, link));
    this.#at += padded(size);
  }

  #set(name: string, entry: Indexed): void {
    this.entries.set(name, this.entries.has(name) ? { kind: 'twice' } : entry);
  }

  #named(raw: string): string {
    this.#names += raw.length;
    if (this.#names > this.#limits.names) throw this.#error('has too long names.');
    const name = pathInArchive(raw);
    if (name === undefined || raw.split('/').includes('..'))
      throw this.#error(`has an entry that leads out of it: ${show(raw)}.`);
    return name;
  }

  #truncated(where: string): Error {
    return this.#error(`is cut off ${where}: it has ${this.#file.size} bytes and should have more.`);
  }

  #sparse(): Error {
    return this.#error('has sparse entries, which are read by GNU tar alone: write it without `--sparse`.');
  }

  #error(what: string): Error {
    return damaged(this.#file.name, what);
  }
}

function describe(type: string, start: number, size: number, name: string, link: string): Indexed {
  if (type === '0' || type === '7') return { kind: 'file', start, size };
  // A hard link names an entry from the root of the archive, a symbolic link from its own folder.
  if (type === '1') return { kind: 'link', target: pathInArchive(link) };
  const folder = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  if (type === '2') return { kind: 'link', target: pathInArchive(link, folder) };
  return { kind: 'other' };
}

function cString(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}
