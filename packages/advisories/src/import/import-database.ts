import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { GateError, cleanText, compareText } from '@railgate/contract';
import { withFolderLock } from '@railgate/kit';

import type { SignalData } from '../database.js';
import { databaseFolder, LOCK_HOLDER } from '../folder.js';
import { isEcosystemName } from '../store/layout.js';
import { ArchiveError } from './archive-error.js';
import { importArchive, type ArchiveImport, type ImportContext } from './import-archive.js';
import { importSignals } from './import-signals.js';

export type ImportOptions = Partial<ImportContext>;

/** What became of each thing that was there. */
export interface ImportReport {
  readonly archives: readonly ArchiveImport[];
  readonly signals: readonly SignalData[];
  readonly failures: readonly ImportFailure[];
  /** Folders that are no ecosystem of package managers: `Debian:11`. */
  readonly skipped: readonly string[];
}

export interface ImportFailure {
  /** Of the ecosystem, or `KEV`, `EPSS`. */
  readonly name: string;
  /** What is wrong: ends a sentence that begins with the file. */
  readonly why: string;
  readonly remedy: string;
  /** The folder of the database is at fault, or the disk below it, and not what was handed over. */
  readonly isOurs: boolean;
}

const KEV = /^known_exploited_vulnerabilities.*\.json(?:\.gz)?$/;
const EPSS = /^epss_scores-(\d{4}-\d{2}-\d{2}|current)\.csv(?:\.gz)?$/;

/**
 * Imports osv.dev's layout, `<from>/<ecosystem>/all.zip`, and beside it CISA's catalogue and EPSS scores where they are
 * there. `from` may also be one of these two files. What cannot be used is listed, and what it would replace stays.
 *
 * @throws {ArchiveError} when there is nothing to import
 */
export async function importDatabase(from: string, options: ImportOptions = {}): Promise<ImportReport> {
  const { folder = databaseFolder(), signal = new AbortController().signal, now = new Date() } = options;
  const found = find(from);
  const waiting = (): void => options.progress?.('another update is running');
  try {
    return await withFolderLock(folder, { holder: LOCK_HOLDER, signal, waiting }, () =>
      importAll(found, { ...options, folder, now, signal }),
    );
  } catch (error) {
    const why = explain(error);
    const failures = [...found.archives, ...found.signals].map(({ name }) => ({ name, ...why }));
    return { archives: [], signals: [], failures, skipped: found.skipped };
  }
}

async function importAll(found: Found, context: ImportContext): Promise<ImportReport> {
  const report = {
    archives: [] as ArchiveImport[],
    signals: [] as SignalData[],
    failures: [] as ImportFailure[],
  };
  for (const { name, path } of found.archives)
    await attempt({ name, path }, report.failures, async () => {
      report.archives.push(await importArchive(path, name, context));
    });
  for (const { name, path } of found.signals)
    await attempt({ name, path }, report.failures, async () => {
      report.signals.push(importSignals(path, name, context.folder));
    });
  return { ...report, skipped: found.skipped };
}

async function attempt(
  { name, path }: { readonly name: string; readonly path: string },
  failures: ImportFailure[],
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    failures.push({ name, ...explain(error, path) });
  }
}

/** @param source what was handed over */
function explain(error: unknown, source?: string): Omit<ImportFailure, 'name'> {
  if (error instanceof ArchiveError) return { why: error.message, remedy: error.remedy, isOurs: false };
  const { code, path } = error as NodeJS.ErrnoException;
  if (error instanceof GateError || code === undefined || code === 'ABORT_ERR') throw error;
  if (path !== undefined && path === source)
    return { why: `it cannot be read (${code})`, remedy: 'Check the rights of this user.', isOurs: false };
  return {
    why: `the database cannot be written (${code})`,
    remedy:
      'Check the rights of this user on the folder that `railgate db status` names, and the space that is left.',
    isOurs: true,
  };
}

interface Found {
  readonly archives: readonly { readonly name: string; readonly path: string }[];
  readonly signals: readonly { readonly name: SignalData['name']; readonly path: string }[];
  readonly skipped: readonly string[];
}

function find(from: string): Found {
  const names = list(from);
  const folders = names.filter((name) => isFile(join(from, name, 'all.zip')));
  const signals = (['KEV', 'EPSS'] as const).flatMap((name) => {
    const newest = names.filter((file) => (name === 'KEV' ? KEV : EPSS).test(basename(file))).at(-1);
    return newest === undefined ? [] : [{ name, path: newest === from ? from : join(from, newest) }];
  });
  const archives = folders
    .filter(isEcosystemName)
    .map((name) => ({ name, path: join(from, name, 'all.zip') }));
  const skipped = folders.filter((name) => !isEcosystemName(name));
  if (archives.length + signals.length === 0) {
    throw new ArchiveError(
      `${cleanText(from)} holds nothing to import`,
      'Name a folder that holds `<ecosystem>/all.zip` as osv.dev publishes it, for instance `npm/all.zip`.',
    );
  }
  return { archives, signals, skipped };
}

/** What a folder holds, sorted; a file stands for itself. */
function list(from: string): readonly string[] {
  try {
    return statSync(from).isDirectory() ? readdirSync(from).sort(compareText) : [from];
  } catch (error) {
    throw new ArchiveError(`${cleanText(from)} is not there or cannot be read`, 'Check the path.', {
      cause: error,
    });
  }
}

/** What cannot even be looked at counts as one: the import then says why. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}
