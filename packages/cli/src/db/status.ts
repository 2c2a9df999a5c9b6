import {
  databaseFolder,
  databaseStatus,
  isExact,
  type EcosystemData,
  type SignalData,
} from '@railgate/advisories';
import { EXIT, UsageError, cleanText } from '@railgate/contract';
import type { TrivyDatabase } from '@railgate/images';

import type { Io } from '../io.js';
import { plural } from '../words.js';
import { answer, archiveLine, brokenLines, complain, signalLine, type DbArguments } from './say.js';
import { trivyHere, trivyLine, type TrivyHere } from './trivy.js';

const DAY = 86_400_000;

/** Exit code 0: it says what is there, and `railgate run` judges it. */
export async function statusOfDb(rest: readonly string[], options: DbArguments, io: Io): Promise<number> {
  if (rest.length > 0)
    throw new UsageError(
      `status takes no argument: ${cleanText(rest.join(' '))}.`,
      'See `railgate db --help`.',
    );
  const { parseAge, runDate } = await import('@railgate/runner');
  const limit = options['max-data-age'];
  const oldest = limit === undefined ? Infinity : parseAge(limit, '--max-data-age');
  const today = runDate(io.env, new Date());
  const { folder, ecosystems, signals, damaged } = await databaseStatus(databaseFolder(io.env));
  const aged = <T extends EcosystemData | SignalData | TrivyDatabase>(data: T) => {
    const age = Math.max(0, today.getTime() - Date.parse(data.builtAt));
    return { ...data, ageInDays: Math.floor(age / DAY), stale: age > oldest };
  };
  const trivy = await trivyHere(io);
  const archives = ecosystems.map((data) => ({ ...aged(data), exact: isExact(data.ecosystem) }));
  const catalogues = signals.map(aged);
  const value = {
    folder,
    ecosystems: archives,
    signals: catalogues,
    damaged: damaged.map(({ name, error: { message, remedy } }) => ({ name, message, remedy })),
    trivy: { ...trivy, databases: trivy.databases.map(aged) },
  };
  const isEmpty = archives.length + damaged.length === 0;
  const lines = [
    `Database: ${folder}`,
    ...archives.flatMap((data) => [
      `${archiveLine(data)}, ${ageOf(data)}`,
      ...notes(data),
      ...brokenLines(data),
    ]),
    ...catalogues.map((data) => `${signalLine(data)}, ${ageOf(data)}`),
    ...damaged.flatMap(({ name, error }) => [
      `${name.padEnd(12)}${error.message}`,
      `${' '.repeat(12)}${error.remedy}`,
    ]),
    ...trivyLines(value.trivy),
  ];
  answer(io, options.json, value, lines);
  if (isEmpty)
    complain(
      io,
      'No advisories are imported.',
      'Fetch them with `railgate db update`, or import what you have with `railgate db import DIR`.',
    );
  return EXIT.clean;
}

interface Aged {
  readonly ageInDays: number;
  readonly stale: boolean;
}

/** Nothing where nothing of it is there: not everybody looks at images. */
function trivyLines({
  folder,
  databases,
  damaged,
}: Omit<TrivyHere, 'databases'> & { readonly databases: readonly (TrivyDatabase & Aged)[] }): string[] {
  if (databases.length + damaged.length === 0) return [];
  const indent = ' '.repeat(12);
  return [
    `Trivy: ${folder}`,
    ...databases.flatMap((one) => [`${trivyLine(one)}, ${ageOf(one)}`, `${indent}${one.digest}`]),
    ...damaged.flatMap(({ name, message, remedy }) => [`${name.padEnd(12)}${message}`, `${indent}${remedy}`]),
  ];
}

function ageOf({ ageInDays, stale }: Aged): string {
  const age = ageInDays === 0 ? 'new' : `${plural(ageInDays, 'day')} old`;
  return stale ? `${age}: older than --max-data-age` : age;
}

function notes({ digest, exact }: { readonly digest: string; readonly exact: boolean }): string[] {
  return [
    digest,
    ...(exact ? [] : ['Only versions that an advisory lists are found; osv-scanner knows the ranges.']),
  ].map((line) => `${' '.repeat(12)}${line}`);
}
