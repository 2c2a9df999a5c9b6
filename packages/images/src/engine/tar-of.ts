import { once } from 'node:events';
import { Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';
import type { Pack } from 'tar-stream';

import type { VolumeEntry } from './engine.js';

/** Nobody, on every Linux: who our containers run as. */
export const NOBODY = 65534;

export type Entries = AsyncIterable<VolumeEntry> | Iterable<VolumeEntry>;

/**
 * A tar of the entries, all of them owned by nobody, without dates. Reads a content only as fast as the tar is read.
 *
 * Its error names the entry when a content has another size than was said.
 */
export function tarOf(entries: Entries): Readable {
  // Counted in bytes: of objects it would hold sixteen, and one may be a megabyte.
  return Readable.from(packed(entries), { objectMode: false });
}

async function* packed(entries: Entries): AsyncGenerator<Buffer> {
  const { pack: newPack } = await import('tar-stream');
  const pack = newPack();
  const feeding = feed(pack, entries).catch((error: unknown) => {
    pack.destroy(error as Error);
  });
  try {
    yield* pack as AsyncIterable<Buffer>;
  } finally {
    pack.destroy();
    await feeding;
  }
}

async function feed(pack: Pack, entries: Entries): Promise<void> {
  for await (const entry of entries) {
    if (entry.kind === 'folder') addFolder(pack, entry);
    else await addFile(pack, entry);
  }
  pack.finalize();
}

const EPOCH = new Date(0);

function headerOf({ path, mode }: VolumeEntry) {
  return { name: path, mode, uid: NOBODY, gid: NOBODY, mtime: EPOCH };
}

function addFolder(pack: Pack, entry: VolumeEntry): void {
  pack.entry({ ...headerOf(entry), type: 'directory' });
}

type Sink = ReturnType<Pack['entry']>;
type FileEntry = VolumeEntry & { readonly kind: 'file' };

async function addFile(pack: Pack, entry: FileEntry): Promise<void> {
  const sink = pack.entry({ ...headerOf(entry), type: 'file', size: entry.size });
  const closed = once(sink, 'close');
  closed.catch(() => undefined);
  const content = entry.content();
  try {
    let seen = 0;
    for await (const chunk of readable(entry, content)) {
      seen += chunk.length;
      if (seen > entry.size) throw sizeError(entry, 'goes on after');
      if (!sink.write(chunk)) await drained(sink);
    }
    if (seen < entry.size) throw sizeError(entry, `ended after ${seen} of`);
    sink.end(null);
    await closed;
  } finally {
    content.destroy();
  }
}

async function* readable({ path }: FileEntry, content: Readable): AsyncGenerator<Buffer> {
  try {
    yield* content as AsyncIterable<Buffer>;
  } catch (cause) {
    if (cause instanceof GateError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The content of ${cleanText(path)} cannot be read: ${cleanText(reason)}`;
    throw new GateError('REPORT_UNREADABLE', message, { cause });
  }
}

/** Also when the tar was given up in the meantime: then nothing drains any more. */
function drained(sink: Sink): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      sink.off('drain', settle);
      sink.off('close', settle);
      if (sink.destroyed) reject(new Error('The tar was given up.'));
      else resolve();
    };
    sink.on('drain', settle);
    sink.on('close', settle);
    if (sink.destroyed) settle();
  });
}

function sizeError(entry: FileEntry, what: string): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `The content of ${cleanText(entry.path)} ${what} ${entry.size} bytes, so it was not handed to the container engine.`,
    { remedy: 'The file has changed while it was read, or the archive is damaged: make it again.' },
  );
}
