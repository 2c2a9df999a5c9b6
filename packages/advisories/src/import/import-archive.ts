import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { EcosystemData } from '../database.js';
import { ecosystemData, type EcosystemDescription, type Origin } from '../store/description.js';
import { EcosystemFile } from '../store/ecosystem-file.js';
import { archiveFile, databaseFile } from '../store/layout.js';
import { compileArchive } from './compile-archive.js';

export interface ImportContext {
  /** Of the database. */
  readonly folder: string;
  readonly now: Date;
  readonly signal?: AbortSignal;
  /** What is being done, for people: `npm: 2000 of 220000 records`. */
  readonly progress?: (text: string) => void;
}

export interface ArchiveImport {
  readonly data: EcosystemData;
  /** What it replaced. */
  readonly before?: Pick<EcosystemData, 'records' | 'builtAt' | 'digest'>;
  /** The same archive was imported before, and its database is whole. */
  readonly unchanged: boolean;
}

/**
 * Imports one archive: it is copied first, so that what is checked is what is kept, and the database file replaces the old
 * one in one step at the end.
 *
 * @throws {ArchiveError} when it is not usable; the old data stays
 */
export async function importArchive(
  source: string,
  ecosystem: string,
  context: ImportContext,
  options: {
    readonly origin?: Origin;
    readonly check?: (now: EcosystemDescription, before?: EcosystemDescription) => void;
  } = {},
): Promise<ArchiveImport> {
  const archive = archiveFile(context.folder, ecosystem);
  const copy = `${archive}.${process.pid}.tmp`;
  mkdirSync(dirname(archive), { recursive: true });
  try {
    const digest = await copyWithDigest(source, copy, context.signal);
    const before = await describeOld(context.folder, ecosystem);
    const unchanged = before?.data.digest === digest && options.origin === undefined;
    const description = unchanged
      ? before
      : await compile(copy, digest, ecosystem, context, {
          ...(options.origin && { origin: options.origin }),
          check: (now) => options.check?.(now, before),
        });
    renameSync(copy, archive);
    return {
      data: ecosystemData(context.folder, description),
      ...(before && { before: before.data }),
      unchanged,
    };
  } finally {
    rmSync(copy, { force: true });
  }
}

function compile(
  path: string,
  digest: string,
  ecosystem: string,
  { folder, now, signal, progress }: ImportContext,
  options: { readonly origin?: Origin; readonly check: (description: EcosystemDescription) => void },
): Promise<EcosystemDescription> {
  return compileArchive({
    path,
    ecosystem,
    digest,
    target: databaseFile(folder, ecosystem),
    now,
    ...options,
    ...(signal && { signal }),
    ...(progress && { progress: (done, all) => progress(`${ecosystem}: ${done} of ${all} records`) }),
  });
}

async function copyWithDigest(from: string, to: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  const digesting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(from), digesting, createWriteStream(to), ...(signal ? [{ signal }] : []));
  return `sha256:${hash.digest('hex')}`;
}

/** A damaged one is as good as none: it is about to be replaced. */
async function describeOld(folder: string, ecosystem: string): Promise<EcosystemDescription | undefined> {
  try {
    const file = await EcosystemFile.open(databaseFile(folder, ecosystem));
    file.close();
    return file.description;
  } catch {
    return undefined;
  }
}
