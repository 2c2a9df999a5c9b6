import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { TRIVY_RECORDS } from './example-trivy-records.js';
import {
  trivyDatabase,
  trivyMetadata,
  type TrivyDatabaseOptions,
  type TrivyRecords,
} from './trivy-database.js';

/** Writes the database that knows the example's images and the samples of all tests. */
export async function exampleTrivyDatabase(
  folder: string,
  options: TrivyDatabaseOptions = {},
): Promise<void> {
  await trivyDatabase(folder, TRIVY_RECORDS, options);
}

/**
 * - `empty`: all sources, no advisory.
 * - `without-canaries`: neither lodash nor Alpine's busybox.
 * - `truncated`, `random-bytes`, `no-database`: what is wrong with `trivy.db`.
 * - `old`, `future`: when it was made.
 * - `no-metadata`, `metadata-not-json`, `wrong-version`: what is wrong with `metadata.json`.
 */
export type BrokenDatabase =
  | 'empty'
  | 'without-canaries'
  | 'truncated'
  | 'random-bytes'
  | 'no-database'
  | 'old'
  | 'future'
  | 'no-metadata'
  | 'metadata-not-json'
  | 'wrong-version';

export const BROKEN_DATABASES: readonly BrokenDatabase[] = [
  'empty',
  'without-canaries',
  'truncated',
  'random-bytes',
  'no-database',
  'old',
  'future',
  'no-metadata',
  'metadata-not-json',
  'wrong-version',
];

const DAY = 86_400_000;
const CANARIES: ReadonlySet<string> = new Set(['lodash', 'busybox']);

/** Writes a database that cannot be relied on. */
export async function brokenTrivyDatabase(folder: string, kind: BrokenDatabase): Promise<void> {
  await exampleTrivyDatabase(folder);
  const database = join(folder, 'db/trivy.db');
  const metadata = join(folder, 'db/metadata.json');
  const breaking: Readonly<Record<BrokenDatabase, () => Promise<void>>> = {
    empty: () =>
      trivyDatabase(
        folder,
        withoutPackages(() => true),
      ),
    'without-canaries': () =>
      trivyDatabase(
        folder,
        withoutPackages((name) => CANARIES.has(name)),
      ),
    truncated: () => truncate(database, 3 * 4096),
    'random-bytes': () => writeFile(database, noise(16 * 4096)),
    'no-database': () => rm(database),
    old: () => writeFile(metadata, trivyMetadata({ updatedAt: new Date(Date.now() - 400 * DAY) })),
    future: () => writeFile(metadata, trivyMetadata({ updatedAt: new Date(Date.now() + 400 * DAY) })),
    'no-metadata': () => rm(metadata),
    'metadata-not-json': () => writeFile(metadata, '<html>Sign in</html>'),
    'wrong-version': () => writeFile(metadata, trivyMetadata({ version: 99 })),
  };
  await breaking[kind]();
}

function withoutPackages(left: (name: string) => boolean): TrivyRecords {
  const advisories = Object.entries(TRIVY_RECORDS.advisories).map(([source, packages]) => [
    source,
    Object.fromEntries(Object.entries(packages).filter(([name]) => !left(name))),
  ]);
  const { vulnerabilities } = TRIVY_RECORDS;
  return {
    advisories: Object.fromEntries(advisories),
    vulnerabilities: left('') ? {} : vulnerabilities,
  };
}

/** Bytes that look random and are the same each time (Numerical Recipes' generator). */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
