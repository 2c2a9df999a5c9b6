import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

import { importDatabase } from '@railgate/advisories';
import { EXAMPLE_ADVISORIES_FOLDER, exampleTrivyDatabase } from '@railgate/testkit';

/**
 * A data folder (XDG_DATA_HOME) with the databases that the example repository is made for, of advisories and Trivy's. Made once a worker;
 * other users may read it.
 */
export function dataHome(): Promise<string> {
  return (made ??= makeDataHome());
}

let made: Promise<string> | undefined;
/** When the records say that they were changed last, or a little later. */
const TRIVY = new Date('2026-11-20T00:00:00Z');
const IMPORTED = new Date('2026-11-21T00:00:00Z');

async function makeDataHome(): Promise<string> {
  const parent = process.env['RAILGATE_TEST_FOLDER'];
  if (parent === undefined) throw new Error('There is no RAILGATE_TEST_FOLDER: tests run by vitest only.');
  chmodSync(parent, 0o755);
  const home = mkdtempSync(join(parent, 'data-'));
  chmodSync(home, 0o755);
  const { failures } = await importDatabase(EXAMPLE_ADVISORIES_FOLDER, {
    folder: join(home, 'railgate', 'advisories'),
    now: IMPORTED,
  });
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  await exampleTrivyDatabase(join(home, 'railgate', 'trivy'), { updatedAt: TRIVY });
  return home;
}
