import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isObject } from '@railgate/contract';

/** What we wrote down beside a database when it came, so that hundreds of megabytes are not read again for each run. */
export interface DatabaseRecord {
  /** `sha256:…` of the file. */
  readonly digest: string;
  /** The file that was meant: of another size or date it is another file. */
  readonly size: number;
  readonly modifiedMs: number;
  readonly source?: DatabaseSource;
}

/** Where a database came from. */
export interface DatabaseSource {
  /** `mirror.gcr.io/aquasec/trivy-db:2` */
  readonly reference: string;
  /** `sha256:…` of the artifact's manifest: what is asked for first, and not fetched again. */
  readonly digest: string;
}

const FILE = 'railgate.json';
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Nothing where there is none, or it is not of our making. */
export async function readRecord(folder: string): Promise<DatabaseRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, FILE), 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRecord(folder: string, record: DatabaseRecord): Promise<void> {
  await writeFile(join(folder, FILE), `${JSON.stringify(record, null, 2)}\n`);
}

function isRecord(value: unknown): value is DatabaseRecord {
  if (!isObject(value) || typeof value['digest'] !== 'string' || !DIGEST.test(value['digest'])) return false;
  if (typeof value['size'] !== 'number' || typeof value['modifiedMs'] !== 'number') return false;
  const { source } = value;
  if (source === undefined) return true;
  return isObject(source) && typeof source['reference'] === 'string' && typeof source['digest'] === 'string';
}
