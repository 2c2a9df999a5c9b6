import { cleanText, GateError } from '@railgate/contract';

import { BLOCK, padded, writeHeader } from '../archive/tar/header.js';
import { writePax } from '../archive/tar/pax.js';
import type { Pieces } from '../pieces.js';
import type { VolumeEntry } from './engine.js';

/** Nobody, on every Linux: who our containers run as. */
export const NOBODY = 65534;

export type Entries = AsyncIterable<VolumeEntry> | Iterable<VolumeEntry>;

type FileEntry = VolumeEntry & { readonly kind: 'file' };

/**
 * A tar of the entries, all of them owned by nobody, without dates. Reads a content only as fast as the tar is read.
 *
 * Its error names the entry when a content has another size than was said.
 */
export async function* tarOf(entries: Entries): Pieces {
  for await (const entry of entries) {
    yield headersOf(entry);
    if (entry.kind === 'file') yield* contentOf(entry);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** Bytes of the tar of these entries. */
export function tarLength(entries: readonly VolumeEntry[]): number {
  let length = 2 * BLOCK;
  for (const entry of entries)
    length += headersOf(entry).length + (entry.kind === 'file' ? padded(entry.size) : 0);
  return length;
}

/** A name that has no room in a header, or is more than ASCII, stands before it. */
function headersOf(entry: VolumeEntry): Buffer {
  const [name, size, type] =
    entry.kind === 'folder'
      ? ([`${entry.path}/`, 0, '5'] as const)
      : ([entry.path, entry.size, '0'] as const);
  const header = writeHeader(name, size, { mode: entry.mode, owner: NOBODY, type });
  const bytes = Buffer.byteLength(name);
  if (bytes === name.length && bytes <= 100) return header;
  const record = writePax('path', name);
  return Buffer.concat([
    writeHeader('name', record.length, { type: 'x' }),
    record,
    Buffer.alloc(padded(record.length) - record.length),
    header,
  ]);
}

async function* contentOf(entry: FileEntry): Pieces {
  const { size } = entry;
  let seen = 0;
  for await (const piece of readable(entry)) {
    seen += piece.length;
    if (seen > size) throw sizeError(entry, 'goes on after');
    yield piece;
  }
  if (seen < size) throw sizeError(entry, `ended after ${seen} of`);
  if (padded(size) > size) yield Buffer.alloc(padded(size) - size);
}

async function* readable({ path, content }: FileEntry): Pieces {
  try {
    yield* content();
  } catch (cause) {
    if (cause instanceof GateError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The content of ${cleanText(path)} cannot be read: ${cleanText(reason)}`;
    throw new GateError('REPORT_UNREADABLE', message, { cause });
  }
}

function sizeError(entry: FileEntry, what: string): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `The content of ${cleanText(entry.path)} ${what} ${entry.size} bytes, so it was not handed to the container engine.`,
    { remedy: 'The file has changed while it was read, or the archive is damaged: make it again.' },
  );
}
