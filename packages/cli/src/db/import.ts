import { resolve } from 'node:path';

import { ArchiveError, databaseFolder, importDatabase, type ImportReport } from '@railgate/advisories';
import { EXIT, UsageError } from '@railgate/contract';
import { importTrivyDatabases, trivyDatabaseFolder } from '@railgate/images';

import type { Io } from '../io.js';
import { answer, archiveLine, brokenLines, complain, signalLine, type DbArguments } from './say.js';
import { complainOfTrivy, trivyImportLines } from './trivy.js';

/**
 * Exit codes: 0 when all that was there is imported, 2 when the folder of the database cannot be written, 3 when something that
 * was handed over cannot be used.
 */
export async function importDb(paths: readonly string[], options: DbArguments, io: Io): Promise<number> {
  const [path, surplus] = paths;
  if (path === undefined || surplus !== undefined)
    throw new UsageError(
      'import takes one folder that holds `<ecosystem>/all.zip` or `db/trivy.db`, or one file of KEV or EPSS.',
      'For instance `railgate db import advisories`.',
    );
  const from = resolve(io.cwd, path);
  const trivy = await importTrivyDatabases(from, { folder: trivyDatabaseFolder(io.env), signal: io.signal });
  const report = await importFrom(from, io, trivy.length > 0);
  const lines = [
    ...report.archives.flatMap(({ data, before, unchanged }) => [
      `${archiveLine(data)}${unchanged ? ', imported before' : ''}`,
      ...brokenLines(data),
      ...(before && before.builtAt > data.builtAt
        ? [`${' '.repeat(12)}It replaces newer data, of ${before.builtAt.slice(0, 10)}.`]
        : []),
    ]),
    ...report.signals.map(signalLine),
    ...report.skipped.map((name) => `${name.padEnd(12)}left out: it is no ecosystem of a package manager`),
    ...trivy.flatMap(trivyImportLines),
  ];
  answer(io, options.json, { ...report, trivy }, lines);
  for (const { name, why, remedy } of report.failures)
    complain(io, `${name} is not imported: ${why}. What was imported before stays.`, remedy);
  complainOfTrivy(io, trivy);
  const failed = [...report.failures, ...trivy.filter((one) => one.state === 'failed')];
  if (failed.length === 0) return EXIT.clean;
  return failed.some(({ isOurs }) => isOurs) ? EXIT.incomplete : EXIT.usage;
}

const NOTHING: ImportReport = { archives: [], signals: [], failures: [], skipped: [] };

/** @param isEnough whether something else of the folder was imported already */
async function importFrom(path: string, io: Io, isEnough: boolean): Promise<ImportReport> {
  try {
    return await importDatabase(path, { folder: databaseFolder(io.env), signal: io.signal });
  } catch (error) {
    if (error instanceof ArchiveError && isEnough) return NOTHING;
    if (error instanceof ArchiveError)
      throw new UsageError(`${error.message}.`, error.remedy, { cause: error });
    throw error;
  }
}
