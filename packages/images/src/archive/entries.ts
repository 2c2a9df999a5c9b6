import type { Pieces } from '../pieces.js';
import { damaged } from './archive-error.js';

/** A file within an archive. */
export interface Entry {
  /** As the archive calls it: data of a stranger. */
  readonly name: string;
  readonly size: number;
  /** Its bytes from `start` on. Several may run at a time. @throws {GateError} when the archive changed meanwhile */
  content(start?: number, end?: number): Pieces;
}

/** The files of an archive by their name, be it a tar or a folder. */
export interface Entries {
  /** What messages call the archive. */
  readonly name: string;
  /** @throws {GateError} when there is something under that name which nobody may or can read */
  find(path: string): Promise<Entry | undefined>;
  close(): Promise<void>;
}

/** The whole of a small one. */
export async function readEntry(archive: string, entry: Entry, limit: number): Promise<Buffer> {
  if (entry.size > limit)
    throw damaged(archive, `has a ${show(entry.name)} of ${entry.size} bytes; ${limit} are read at most.`);
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The first bytes, as many as there are. */
export async function readHead(entry: Entry, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content(0, Math.min(length, entry.size))) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * One spelling for each path: no `./`, no `//`, no `/` at the end. Undefined for what leads out of the archive.
 *
 * @param folder that a link's target is relative to
 */
export function pathInArchive(path: string, folder = ''): string | undefined {
  if (path.startsWith('/') || path.includes('\0') || path.includes('\\')) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

const SHOWN = 80;

/** An entry's name for a message: cut, in quotes; `damaged` makes it fit for a terminal. */
export function show(name: string): string {
  return JSON.stringify(name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name);
}
