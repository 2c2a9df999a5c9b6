import { createReadStream } from 'node:fs';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';
import { withFolderLock } from '@railgate/kit';

import { Damage } from './damage.js';
import { installDatabase } from './install.js';
import {
  LOCK_HOLDER,
  METADATA_FILE,
  TRIVY_DATABASES,
  trivyDatabaseFolder,
  type TrivyDatabaseKind,
  type TrivyDatabaseName,
} from './kind.js';
import { DATABASE_LIMIT, expectSpace } from './space.js';
import { stateOf, type TrivyDatabase } from './status.js';
import { writeWithDigest } from './write-file.js';

export interface TrivyImportOptions {
  readonly folder?: string;
  readonly signal?: AbortSignal;
  /** What is being done, for people. */
  readonly progress?: (text: string) => void;
}

/** What became of one database. */
export type TrivyImport = { readonly name: TrivyDatabaseName } & (
  | {
      readonly state: 'imported';
      readonly database: TrivyDatabase;
      readonly before?: Pick<TrivyDatabase, 'builtAt' | 'digest'>;
    }
  /** @property why ends a sentence that begins with the file. */
  /** @property isOurs the folder of the database is at fault, and not what was handed over. */
  | { readonly state: 'failed'; readonly why: string; readonly remedy: string; readonly isOurs: boolean }
);

/**
 * Copies what a folder holds of Trivy's own cache: `db/trivy.db` and `java-db/trivy-java.db`, each with its `metadata.json`.
 * An older one than what is there is meant, as with advisories. What cannot be used is told, and what it would replace stays.
 *
 * @returns nothing for what is not in the folder
 */
export async function importTrivyDatabases(
  from: string,
  options: TrivyImportOptions = {},
): Promise<readonly TrivyImport[]> {
  const { folder = trivyDatabaseFolder(), signal = new AbortController().signal, progress } = options;
  const kinds: TrivyDatabaseKind[] = [];
  for (const kind of TRIVY_DATABASES) if (await isThere(from, kind)) kinds.push(kind);
  const imports: TrivyImport[] = [];
  const waiting = (): void => progress?.('another update is running');
  if (kinds.length === 0) return imports;
  try {
    await withFolderLock(folder, { holder: LOCK_HOLDER, signal, waiting }, async () => {
      for (const kind of kinds) imports.push(await importOne(join(from, kind.folder), kind, folder, signal));
    });
    return imports;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GateError) throw error;
    return kinds.map(({ name }) => ({ name, state: 'failed', ...explain(error) }));
  }
}

/** What cannot even be looked at counts as there: the import then says why. */
async function isThere(from: string, { folder, file }: TrivyDatabaseKind): Promise<boolean> {
  try {
    return (await stat(join(from, folder, file))).isFile();
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

async function importOne(
  from: string,
  kind: TrivyDatabaseKind,
  folder: string,
  signal: AbortSignal,
): Promise<TrivyImport> {
  const { name } = kind;
  try {
    const before = await stateOf(folder, kind, signal);
    const old = before.state === 'there' ? before.database : undefined;
    const fill = (version: string): Promise<{ digest: string }> => copyDatabase(from, version, kind, signal);
    const database = await installDatabase({ folder, kind, fill });
    const replaced = old && { before: { builtAt: old.builtAt, digest: old.digest } };
    return { name, state: 'imported', database, ...replaced };
  } catch (error) {
    signal.throwIfAborted();
    return { name, state: 'failed', ...explain(error, join(from, kind.file)) };
  }
}

async function copyDatabase(
  from: string,
  to: string,
  kind: TrivyDatabaseKind,
  signal: AbortSignal,
): Promise<{ digest: string }> {
  const source = join(from, kind.file);
  const { size } = await stat(source);
  if (size > DATABASE_LIMIT) throw new Damage(`it has ${size} bytes`);
  await mkdir(to, { recursive: true });
  await expectSpace(to, size);
  const digest = await writeWithDigest(createReadStream(source), join(to, kind.file), signal);
  await copyFile(join(from, METADATA_FILE), join(to, METADATA_FILE)).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Damage(`${METADATA_FILE} is not beside it`, { cause: error });
  });
  return { digest };
}

function explain(error: unknown, source?: string): Omit<Failed, 'name' | 'state'> {
  if (error instanceof Damage) {
    const remedy = 'Copy the folder again from where it was fetched.';
    return { why: cleanText(error.message), remedy, isOurs: false };
  }
  if (error instanceof GateError) return { why: error.message, remedy: error.remedy, isOurs: true };
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (path !== undefined && path === source)
    return { why: `it cannot be read (${code})`, remedy: 'Check the rights of this user.', isOurs: false };
  return {
    why: `the database cannot be written (${code})`,
    remedy:
      'Check the rights of this user on the folder that `railgate db status` names, and the space that is left.',
    isOurs: true,
  };
}

type Failed = Extract<TrivyImport, { readonly state: 'failed' }>;
