import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readlink, rename, rm, stat, symlink, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { TrivyDatabaseKind } from './kind.js';
import { writeRecord, type DatabaseSource } from './record.js';
import { readDatabase, type TrivyDatabase } from './status.js';

/** Each database lies in a folder of its own there, and `db` is a symbolic link to the one that counts. */
const VERSIONS = 'versions';
/** A run that has looked where the old one lies may open it a while later. */
const GRACE_MS = 3_600_000;

export interface InstallInput {
  readonly folder: string;
  readonly kind: TrivyDatabaseKind;
  readonly source?: DatabaseSource;
  /** Puts the file and `metadata.json` into the folder that it is given, and says the file's digest. */
  readonly fill: (folder: string) => Promise<{ readonly digest: string }>;
  /** Throws what speaks against it. */
  readonly check?: (database: TrivyDatabase) => void;
}

/**
 * Makes a new database ready beside the old one, looks at it, and puts it in its place in one step: whoever opens `db/trivy.db`
 * gets the old one or the new one, whole, and whoever reads the old one reads it to its end.
 *
 * @throws {Damage} when it is not what it should be; whatever goes wrong, the old one stays
 */
export async function installDatabase(input: InstallInput): Promise<TrivyDatabase> {
  const { folder, kind } = input;
  const versions = join(folder, VERSIONS);
  await mkdir(versions, { recursive: true });
  const version = join(versions, `${kind.folder}-${randomBytes(8).toString('hex')}`);
  try {
    await mkdir(version);
    const { digest } = await input.fill(version);
    const { size, mtimeMs } = await stat(join(version, kind.file));
    const { source } = input;
    await writeRecord(version, { digest, size, modifiedMs: mtimeMs, ...(source && { source }) });
    const database = await readDatabase(version, kind);
    input.check?.(database);
    await putInPlace(folder, kind, version);
    return database;
  } catch (error) {
    await rm(version, { recursive: true, force: true });
    throw error;
  } finally {
    await removeOld(folder, kind);
  }
}

async function putInPlace(folder: string, kind: TrivyDatabaseKind, version: string): Promise<void> {
  const place = join(folder, kind.folder);
  const link = `${version}.link`;
  await symlink(join(VERSIONS, basename(version)), link);
  const before = await lstat(place).catch(() => undefined);
  const replaced = await readlink(place).catch(() => undefined);
  // Somebody has put a folder there by hand: it cannot be replaced in one step.
  if (before?.isDirectory()) await rename(place, `${version}.before`);
  await rename(link, place);
  const now = new Date();
  if (replaced !== undefined) await utimes(join(folder, replaced), now, now).catch(() => undefined);
}

/** What has not counted for an hour, and what an update that was killed has left. */
export async function removeOld(folder: string, kind: TrivyDatabaseKind): Promise<void> {
  const versions = join(folder, VERSIONS);
  const current = await readlink(join(folder, kind.folder)).then(basename, () => undefined);
  for (const name of await readdir(versions).catch(() => []))
    if (name.startsWith(`${kind.folder}-`) && name !== current && (await isOver(join(versions, name))))
      await rm(join(versions, name), { recursive: true, force: true });
}

async function isOver(path: string): Promise<boolean> {
  const { mtimeMs } = await lstat(path);
  return Date.now() - mtimeMs > GRACE_MS;
}
