import { databaseFolder, openDatabase, type Database, type EcosystemData } from '@railgate/advisories';
import { GateError } from '@railgate/contract';
import type { Ecosystem } from '@railgate/dependencies';
import { staleness } from '@railgate/kit';

import type { EngineInput } from './engine.js';

/** The local database, as far as it may be believed in this run. */
export interface LocalData {
  /** Nothing where none can be opened. */
  readonly database: Database | undefined;
  /** Imported, not empty, and not older than the limit. */
  readonly usable: readonly Ecosystem[];
  /** Why each of the others is not. */
  readonly problems: ReadonlyMap<Ecosystem, GateError>;
}

const REMEDY = 'Run `railgate db update`, or `railgate db import DIR` where there is no network.';

/** Opens the database for as long as `use` takes. */
export async function withLocalData<T>(
  input: EngineInput,
  ecosystems: readonly Ecosystem[],
  use: (data: LocalData) => Promise<T> | T,
): Promise<T> {
  const problems = new Map<Ecosystem, GateError>();
  const database = await openReadable(input, ecosystems, problems);
  try {
    for (const one of ecosystems) {
      const problem = database && !problems.has(one) ? problemOf(database, one, input) : undefined;
      if (problem) problems.set(one, problem);
    }
    return await use({ database, usable: ecosystems.filter((one) => !problems.has(one)), problems });
  } finally {
    database?.close();
  }
}

/** A damaged file of one ecosystem says nothing of the others. */
async function openReadable(
  input: EngineInput,
  ecosystems: readonly Ecosystem[],
  problems: Map<Ecosystem, GateError>,
): Promise<Database | undefined> {
  const whole = await open(input, ecosystems);
  if (!(whole instanceof GateError)) return whole;
  for (const one of ecosystems) {
    const alone = ecosystems.length === 1 ? whole : await open(input, [one]);
    if (alone instanceof GateError) problems.set(one, alone);
    else alone.close();
  }
  const readable = ecosystems.filter((one) => !problems.has(one));
  const rest = readable.length === 0 ? undefined : await open(input, readable);
  return rest instanceof GateError ? undefined : rest;
}

async function open(input: EngineInput, ecosystems: readonly Ecosystem[]): Promise<Database | GateError> {
  try {
    const folder = input.options.database ?? databaseFolder();
    return await openDatabase(folder, { ecosystems, outside: input.workspace.root });
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
}

function problemOf(database: Database, ecosystem: Ecosystem, input: EngineInput): GateError | undefined {
  const data = dataOf(database, ecosystem);
  if (!data || data.records === 0) {
    const what = data ? 'no record' : 'no data';
    return new GateError('NEED_UNMET', `The database holds ${what} of ${ecosystem}.`, { remedy: REMEDY });
  }
  const { builtAt } = data;
  const stale = staleness(`The newest record of ${ecosystem}`, builtAt, input.now, input.maxDataAge);
  if (stale === undefined) return undefined;
  return new GateError('DATA_STALE', stale, {
    remedy: `${REMEDY} Or raise \`--max-data-age\` if you accept the age.`,
  });
}

export function dataOf(database: Database, ecosystem: Ecosystem): EcosystemData | undefined {
  return database.ecosystems.find((one) => one.ecosystem === ecosystem);
}
