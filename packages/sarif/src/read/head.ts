import { isObject } from '@railgate/contract';
import type * as sarif from 'sarif';

import { Fault } from './fault.js';
import { guessFormat } from './guess-format.js';
import type { JsonObject } from './repair/json.js';
import { asLog, mendHead, takeResults } from './repair/mend-head.js';
import type { RepairNotes } from './repair/notes.js';

/** A log without its results, which stand beside it, by run. */
export interface Head {
  readonly head: sarif.Log;
  readonly hasResults: readonly boolean[];
  readonly results: readonly (readonly unknown[])[];
}

/**
 * A log that passes the schema, mended in place.
 *
 * @throws {Fault} when it is no SARIF 2.1.0 log with runs.
 */
export function toHead(value: unknown, notes: RepairNotes): Head {
  const log = checkLog(value, notes);
  const taken = takeResults(log, notes);
  const [error] = mendHead(log, notes);
  if (error)
    throw new Fault(
      `${error.instancePath} ${error.message ?? 'is invalid'}, and nothing can mend it`,
      undefined,
    );
  return { head: asLog(log), ...taken };
}

/**
 * A log as it stands, without those results that are lists.
 *
 * @throws {Fault} when it is no JSON object.
 */
export function toRawHead(value: unknown): Head {
  if (!isObject(value)) throw notALog();
  return { head: asLog(value), ...takeResults(value) };
}

/**
 * Is this a SARIF 2.1.0 log with runs? Only what no repair can put right is refused.
 *
 * @throws {Fault} with what it is instead, where that can be told.
 */
function checkLog(log: unknown, notes: RepairNotes): JsonObject {
  if (!isObject(log)) throw notALog();
  checkVersion(log, notes);
  const { runs } = log;
  if (runs === undefined)
    throw new Fault(
      `expected a SARIF log, and there is no \`runs\`${guessFormat(log)}`,
      undefined,
      NOT_SARIF,
    );
  // SARIF 3.13.4: the query that should have written this log was in error.
  if (runs === null)
    throw new Fault(
      '`runs` is null: the tool says that it could not make the log',
      undefined,
      'Look for the error of the tool that wrote it.',
    );
  if (!Array.isArray(runs)) throw new Fault('expected an array as `runs`', undefined, NOT_SARIF);
  runs.forEach(checkRun);
  return log;
}

function notALog(): Fault {
  return new Fault('expected a SARIF log, a JSON object', undefined, NOT_SARIF);
}

const NOT_SARIF = 'Give a SARIF 2.1.0 file: most tools write one with an option like `--format sarif`.';

function checkVersion(log: JsonObject, notes: RepairNotes): void {
  const { version, runs, $schema: schema } = log;
  if (version === '2.1.0') return;
  if (
    version === undefined &&
    Array.isArray(runs) &&
    typeof schema === 'string' &&
    /sarif.*2\.1\.0/i.test(schema)
  ) {
    log['version'] = '2.1.0';
    return notes.add('version-missing', '`version` was missing; taken from `$schema`.', '');
  }
  if (runs === undefined || version === undefined) {
    throw new Fault(
      `expected a SARIF log, and there is no \`${runs === undefined ? 'runs' : 'version'}\`${guessFormat(log)}`,
      undefined,
      NOT_SARIF,
    );
  }
  throw new Fault(
    `expected SARIF 2.1.0 and found version ${JSON.stringify(version).slice(0, 40)}`,
    undefined,
    OTHER_VERSION,
  );
}

const OTHER_VERSION =
  'Ask the tool for SARIF 2.1.0, or convert an old log with `sarif-multitool transform --sarif-output-version Current`.';

function checkRun(run: unknown, index: number): void {
  if (!isObject(run)) throw new Fault(`run ${index} (/runs/${index}) is no object`, undefined, BROKEN_RUN);
  const { results } = run;
  if (results === undefined || results === null || Array.isArray(results)) return;
  throw new Fault(`the results of run ${index} (/runs/${index}/results) are no array`, undefined, BROKEN_RUN);
}

const BROKEN_RUN = 'Report it to the maker of the tool: nothing in it can be relied on.';
