import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { GateError, cleanText } from '@railgate/contract';
import type { Header } from 'tar-stream';

import { Damage } from './damage.js';
import { METADATA_FILE, type TrivyDatabaseKind } from './kind.js';
import { METADATA_LIMIT } from './metadata.js';
import { DATABASE_LIMIT, expectSpace } from './space.js';
import { writeWithDigest } from './write-file.js';

/** Of other files, which are left out. */
const ENTRIES_LIMIT = 100;

export interface Unpacked {
  /** `sha256:…` of the database file. */
  readonly digest: string;
}

/**
 * Unpacks the database file and `metadata.json` of a gzipped tar into an empty folder, and nothing else.
 *
 * @throws {Damage} when it is no such tar, is cut off, or either is missing, no plain file, there twice or too large
 * @throws {GateError} `NEED_UNMET` when there is not enough space
 */
export async function unpackDatabase(
  archive: string,
  folder: string,
  kind: TrivyDatabaseKind,
  signal: AbortSignal,
): Promise<Unpacked> {
  const { extract } = await import('tar-stream');
  const entries = extract();
  const state: Unpacking = { folder, kind, signal, digests: new Map(), entries: 0 };
  const file = createReadStream(archive);
  const tar = bounded();
  const unzipping = pipeline(file, createGunzip(), tar, { signal }).catch((error: unknown) => {
    entries.destroy(error as Error);
  });
  tar.pipe(entries);
  try {
    for await (const entry of entries) await useEntry(entry, entry.header, state);
  } catch (error) {
    signal.throwIfAborted();
    throw explain(error as Error);
  } finally {
    file.destroy();
    tar.destroy();
    await unzipping;
  }
  const digest = state.digests.get(kind.file);
  for (const name of [kind.file, METADATA_FILE])
    if (!state.digests.has(name)) throw new Damage(`it holds no ${name}`);
  return { digest: digest ?? '' };
}

interface Unpacking {
  readonly folder: string;
  readonly kind: TrivyDatabaseKind;
  readonly signal: AbortSignal;
  /** Of what was unpacked, by name. */
  readonly digests: Map<string, string>;
  entries: number;
}

/** A few kilobytes of gzip may stand for gigabytes. */
function bounded(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(
        bytes > DATABASE_LIMIT ? new Damage(`it unpacks to more than ${DATABASE_LIMIT} bytes`) : null,
        chunk,
      );
    },
  });
}

async function useEntry(
  content: AsyncIterable<unknown> & { resume(): unknown },
  header: Header,
  state: Unpacking,
): Promise<void> {
  const { kind, digests } = state;
  const name = header.name.replace(/^\.\//, '');
  state.entries += 1;
  if (state.entries > ENTRIES_LIMIT) throw new Damage('it holds too many files');
  if (name !== kind.file && name !== METADATA_FILE) {
    content.resume();
    return;
  }
  if (header.type !== 'file') throw new Damage(`${name} in it is no plain file`);
  if (digests.has(name)) throw new Damage(`${name} is in it twice`);
  const limit = name === METADATA_FILE ? METADATA_LIMIT : DATABASE_LIMIT;
  const { size } = header;
  if (size > limit) throw new Damage(`${name} in it has ${size} bytes`);
  await expectSpace(state.folder, size);
  digests.set(name, await writeWithDigest(content, join(state.folder, name), state.signal));
}

function explain(error: NodeJS.ErrnoException): Error {
  if (error instanceof Damage || error instanceof GateError) return error;
  const code = error.code ?? '';
  if (code.startsWith('Z_') || code === '' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new Damage(`it is no gzipped tar (${cleanText(error.message)})`, { cause: error });
  return error;
}
