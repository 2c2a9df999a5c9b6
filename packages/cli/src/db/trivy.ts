import { UsageError, cleanText } from '@railgate/contract';
import {
  TRIVY_DATABASE_NAMES,
  parseReference,
  trivyDatabaseFolder,
  trivyDatabaseStatus,
  updateTrivyDatabases,
  userCredentials,
  type TrivyDatabase,
  type TrivyDatabaseName,
  type TrivyImport,
  type TrivyUpdate,
} from '@railgate/images';

import type { Io } from '../io.js';
import { complain, type DbArguments } from './say.js';

/** Trivy's databases among the names that `railgate db update` was given. */
export function isTrivyName(name: string): name is TrivyDatabaseName {
  return TRIVY_DATABASE_NAMES.some((known) => known === name);
}

/** What of it is to be fetched, and from where. */
export interface TrivyChoice {
  readonly names?: readonly TrivyDatabaseName[];
  readonly from?: string;
}

/**
 * Those that are named. Without any names, those that are there and the one that every scan of images needs; nothing where
 * only a mirror for advisories is named, which has none of them.
 *
 * @throws {UsageError}
 */
export function chooseTrivy(names: readonly string[], options: DbArguments): TrivyChoice | undefined {
  const wanted = names.filter(isTrivyName);
  const from = options['trivy-from'];
  if (options['no-trivy'] && wanted.length > 0)
    throw new UsageError(
      `--no-trivy leaves out what is named: ${wanted.join(' ')}.`,
      'Leave one of the two out.',
    );
  if (from !== undefined) checkPlace(from);
  const place = from !== undefined && { from };
  if (names.length > 0) return wanted.length > 0 ? { names: wanted, ...place } : undefined;
  const isFromMirror = options.from !== undefined && from === undefined;
  return options['no-trivy'] || isFromMirror ? undefined : { ...place };
}

export function updateTrivy(
  choice: TrivyChoice,
  io: Io,
  progress: ((text: string) => void) | undefined,
): Promise<readonly TrivyUpdate[]> {
  return updateTrivyDatabases({
    folder: trivyDatabaseFolder(io.env),
    ...choice,
    credentials: userCredentials(io.env, io.signal),
    signal: io.signal,
    ...(progress && { progress }),
  });
}

function checkPlace(from: string): void {
  if (parseReference(`${from.replace(/\/$/, '')}/trivy-db:2`) !== undefined) return;
  throw new UsageError(
    `--trivy-from takes a registry and a path, not ${cleanText(JSON.stringify(from))}.`,
    'Give it as images are named, without https://: `registry.example.com/mirror`.',
  );
}

export function trivyUpdateAsJson(update: TrivyUpdate): object {
  if (update.state !== 'failed') return update;
  const { code, message, remedy } = update.error;
  return { name: update.name, state: update.state, error: { code, message, remedy } };
}

export function trivyUpdateLines(update: TrivyUpdate): readonly string[] {
  if (update.state === 'failed') return [];
  return [update.state === 'unchanged' ? `${update.name.padEnd(12)}unchanged` : trivyLine(update.database)];
}

export function trivyImportLines(one: TrivyImport): readonly string[] {
  if (one.state === 'failed') return [];
  const { database, before } = one;
  return [
    trivyLine(database),
    ...(before && before.builtAt > database.builtAt
      ? [`${' '.repeat(12)}It replaces newer data, of ${before.builtAt.slice(0, 10)}.`]
      : []),
  ];
}

/** One line: `trivy       850 MB, of 2026-11-20`. */
export function trivyLine({ name, size, builtAt }: TrivyDatabase): string {
  return `${name.padEnd(12)}${megabytes(size)}, of ${builtAt.slice(0, 10)}`;
}

function megabytes(bytes: number): string {
  const amount = bytes / 1e6;
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} MB`;
}

export interface TrivyHere {
  readonly folder: string;
  readonly databases: readonly TrivyDatabase[];
  readonly damaged: readonly {
    readonly name: TrivyDatabaseName;
    readonly message: string;
    readonly remedy: string;
  }[];
}

/** What of it is on this machine. */
export async function trivyHere(io: Io): Promise<TrivyHere> {
  const { folder, vulnerabilities, java } = await trivyDatabaseStatus(trivyDatabaseFolder(io.env), io.signal);
  const states = [
    ['trivy', vulnerabilities],
    ['trivy-java', java],
  ] as const;
  return {
    folder,
    databases: states.flatMap(([, one]) => (one.state === 'there' ? [one.database] : [])),
    damaged: states.flatMap(([name, one]) =>
      one.state === 'damaged' ? [{ name, message: one.error.message, remedy: one.error.remedy }] : [],
    ),
  };
}

export function complainOfTrivy(io: Io, failed: readonly (TrivyUpdate | TrivyImport)[]): boolean {
  let any = false;
  for (const one of failed) {
    if (one.state !== 'failed') continue;
    any = true;
    if ('error' in one)
      complain(
        io,
        `${one.name} is not updated: ${one.error.message} What was there before stays.`,
        one.error.remedy,
      );
    else complain(io, `${one.name} is not imported: ${one.why}. What was there before stays.`, one.remedy);
  }
  return any;
}
