import type * as sarif from 'sarif';

import { noteRepairs } from './note-repairs.js';
import type { SarifSource } from './source.js';

/**
 * The whole log in memory, with the repairs noted in its runs: for logs that are known to be small, and for tests.
 *
 * @throws {SarifReadError} when the results cannot be read.
 */
export async function readLog(source: SarifSource): Promise<sarif.Log> {
  const results: sarif.Result[][] = source.head.runs.map(() => []);
  await source.eachResult((result, run) => results[run]?.push(result));
  const runs = source.head.runs.map((head, index): sarif.Run => {
    const run = source.hasResults[index] ? { ...head, results: results[index] ?? [] } : { ...head };
    // What concerns the whole file is said in its first run: a log has no place for it.
    const repairs = source.repairs.filter((repair) => (repair.run ?? 0) === index);
    return noteRepairs(run, repairs);
  });
  return { ...source.head, runs };
}
