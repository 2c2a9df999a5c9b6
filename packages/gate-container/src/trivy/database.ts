import { GateError, cleanText, type Evidence } from '@railgate/contract';
import { staleness } from '@railgate/kit';
import { trivyDatabaseFolder, trivyDatabaseStatus, type TrivyDatabase } from '@railgate/images';

import type { TrivyInput } from './input.js';

/** A database that a scan may ask. */
export interface TrivyDatabaseFiles {
  readonly evidence: NonNullable<Evidence['data']>;
  /** By the folder's name in Trivy's cache: the files in it by their names. */
  readonly files: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Whether it says which Java archive is which. */
  readonly java: boolean;
}

const METADATA = 'metadata.json';
const GET = 'Run `railgate db update trivy`, or set `database` to a folder that holds `db/trivy.db`.';

/** @throws {GateError} `NEED_UNMET` when it is missing or damaged, `DATA_STALE` */
export async function findDatabase(input: TrivyInput): Promise<TrivyDatabaseFiles> {
  const own = input.options.database;
  try {
    return await filesIn(own ?? trivyDatabaseFolder(), input);
  } catch (error) {
    if (own === undefined || !(error instanceof GateError)) throw error;
    throw new GateError(error.code, error.message, { remedy: remedyOf(own, error), cause: error });
  }
}

/** `railgate db update` brings nothing there. */
function remedyOf(own: string, { code }: GateError): string {
  const limit = code === 'DATA_STALE' ? ', or raise `--max-data-age` if you accept the age' : '';
  return `Put a current database into ${cleanText(own)}, which the option \`database\` names, or take the option out and run \`railgate db update trivy\`${limit}.`;
}

async function filesIn(folder: string | undefined, input: TrivyInput): Promise<TrivyDatabaseFiles> {
  if (folder === undefined) throw missing();
  const { vulnerabilities, java } = await trivyDatabaseStatus(folder, input.signal);
  if (vulnerabilities.state === 'missing') throw missing();
  if (vulnerabilities.state === 'damaged') throw vulnerabilities.error;
  if (java.state === 'damaged') throw java.error;
  const { database } = vulnerabilities;
  refuseStale(database, input);
  const files = new Map([['db', filesOf(database, 'trivy.db')]]);
  if (java.state === 'there') files.set('java-db', filesOf(java.database, 'trivy-java.db'));
  return {
    evidence: { id: 'trivy-db', digest: database.digest, builtAt: database.builtAt },
    files,
    java: java.state === 'there',
  };
}

function refuseStale({ builtAt }: TrivyDatabase, { now, maxDataAge }: TrivyInput): void {
  const stale = staleness("Trivy's database", builtAt, now, maxDataAge);
  if (stale === undefined) return;
  throw new GateError('DATA_STALE', stale, {
    remedy: 'Run `railgate db update trivy`, or raise `--max-data-age` if you accept the age.',
  });
}

function filesOf({ folder, file }: TrivyDatabase, name: string): ReadonlyMap<string, string> {
  return new Map([
    [name, file],
    [METADATA, `${folder}/${METADATA}`],
  ]);
}

function missing(): GateError {
  return new GateError('NEED_UNMET', 'There is no database of vulnerabilities for Trivy.', { remedy: GET });
}
