import { createHash } from 'node:crypto';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';

import { checkBolt } from './check-bolt.js';
import { checkSqlite } from './check-sqlite.js';
import { Damage } from './damage.js';
import { METADATA_FILE, TRIVY_DATABASES, type TrivyDatabaseKind, type TrivyDatabaseName } from './kind.js';
import { METADATA_LIMIT, parseMetadata } from './metadata.js';
import { readRecord, type DatabaseRecord, type DatabaseSource } from './record.js';

/** Trivy's databases in a folder: what a scan needs, what `railgate db status` shows. */
export interface TrivyDatabaseStatus {
  readonly folder: string;
  /** What is vulnerable: without it there is no scan. */
  readonly vulnerabilities: TrivyDatabaseState;
  /** Which Java archive is which: without it archives that do not name themselves are not known. */
  readonly java: TrivyDatabaseState;
}

export type TrivyDatabaseState =
  | { readonly state: 'there'; readonly database: TrivyDatabase }
  | { readonly state: 'missing' }
  /** @property error `NEED_UNMET`, with what is wrong and what mends it. */
  | { readonly state: 'damaged'; readonly error: GateError };

export interface TrivyDatabase {
  readonly name: TrivyDatabaseName;
  /** The folder that holds the file and `metadata.json`, without symbolic links: an update does not change it any more. */
  readonly folder: string;
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** `sha256:…` of the file. */
  readonly digest: string;
  /** ISO 8601; may be in the future, which counts as now. */
  readonly builtAt: string;
  readonly source?: DatabaseSource;
}

const REMEDY = 'Fetch it again with `railgate db update trivy`.';

/**
 * What is there, also where a part of it is damaged. The digest of a file that `railgate db` brought is remembered; any other
 * file is read.
 *
 * @param folder that holds `db/trivy.db`, and perhaps `java-db/trivy-java.db`
 */
export async function trivyDatabaseStatus(
  folder: string,
  signal?: AbortSignal,
): Promise<TrivyDatabaseStatus> {
  const [vulnerabilities, java] = await Promise.all(
    TRIVY_DATABASES.map((kind) => stateOf(folder, kind, signal)),
  );
  return { folder, vulnerabilities: vulnerabilities ?? MISSING, java: java ?? MISSING };
}

const MISSING = { state: 'missing' } as const;

export async function stateOf(
  folder: string,
  kind: TrivyDatabaseKind,
  signal?: AbortSignal,
): Promise<TrivyDatabaseState> {
  try {
    const real = await realpath(join(folder, kind.folder));
    return { state: 'there', database: await readDatabase(real, kind, signal) };
  } catch (error) {
    signal?.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return MISSING;
    if (error instanceof Damage || code !== undefined)
      return { state: 'damaged', error: damaged(kind, error as Error) };
    throw error;
  }
}

function damaged(kind: TrivyDatabaseKind, error: NodeJS.ErrnoException): GateError {
  const why = error instanceof Damage ? error.message : `it cannot be read (${error.code ?? ''})`;
  const message = `${kind.folder}/${kind.file} is damaged: ${cleanText(why)}.`;
  return new GateError('NEED_UNMET', message, { remedy: REMEDY, cause: error });
}

/**
 * @param folder of the file itself
 * @throws {Damage}
 */
export async function readDatabase(
  folder: string,
  kind: TrivyDatabaseKind,
  signal?: AbortSignal,
): Promise<TrivyDatabase> {
  const path = join(folder, kind.file);
  const file = await open(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const { builtAt } = await readMetadata(folder, kind);
    await (kind.format === 'bolt' ? checkBolt : checkSqlite)(file, size);
    const record = await readRecord(folder);
    const known = record && isOf(record, size, mtimeMs) ? record : undefined;
    const digest = known?.digest ?? (await digestOf(file, signal));
    const { name } = kind;
    return {
      name,
      folder,
      file: path,
      size,
      digest,
      builtAt,
      ...(known?.source && { source: known.source }),
    };
  } finally {
    await file.close();
  }
}

function isOf(record: DatabaseRecord, size: number, modifiedMs: number): boolean {
  return record.size === size && record.modifiedMs === modifiedMs;
}

async function readMetadata(folder: string, kind: TrivyDatabaseKind): ReturnType<typeof parsedMetadata> {
  try {
    return await parsedMetadata(join(folder, METADATA_FILE), kind);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Damage(`${METADATA_FILE} is not beside it`, { cause: error });
  }
}

async function parsedMetadata(
  path: string,
  kind: TrivyDatabaseKind,
): Promise<ReturnType<typeof parseMetadata>> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(METADATA_LIMIT), 0, METADATA_LIMIT, 0);
    return parseMetadata(buffer.toString('utf8', 0, bytesRead), kind);
  } finally {
    await file.close();
  }
}

async function digestOf(file: FileHandle, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const content = file.createReadStream({ start: 0, autoClose: false, ...(signal && { signal }) });
  for await (const chunk of content) hash.update(chunk as Buffer);
  return `sha256:${hash.digest('hex')}`;
}
