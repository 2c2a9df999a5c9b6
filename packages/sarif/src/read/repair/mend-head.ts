import { isObject } from '@railgate/contract';
import type * as sarif from 'sarif';

import { logErrors, type SchemaError } from '../../validate/schema.js';
import type { JsonObject } from './json.js';
import { mend } from './mend.js';
import { NO_MESSAGE } from './mend-result.js';
import type { RepairNotes } from './notes.js';

/** Mends a log without results in place. Returns the errors that it could not mend. */
export function mendHead(head: JsonObject, notes: RepairNotes): readonly SchemaError[] {
  return mend({
    root: head,
    errorsOf: logErrors,
    note: (code, message, pointer) => notes.add(code, message, pointer, runOf(pointer)),
    messageOf: () => NO_MESSAGE,
    // `/runs/0/tool`, or `/properties`.
    partDepth: (keys) => (keys[0] === 'runs' ? 3 : 1),
  });
}

/** Takes the lists of results out of the runs. With `notes`, a null that stands for one goes, too. */
export function takeResults(
  log: JsonObject,
  notes?: RepairNotes,
): { hasResults: boolean[]; results: unknown[][] } {
  const hasResults: boolean[] = [];
  const results: unknown[][] = [];
  const runs: readonly unknown[] = Array.isArray(log['runs']) ? log['runs'] : [];
  runs.forEach((run, index) => {
    const list = isObject(run) ? run['results'] : undefined;
    hasResults.push(Array.isArray(list));
    results.push(Array.isArray(list) ? list : []);
    if (!isObject(run) || (list !== null && !Array.isArray(list))) return;
    if (list === null && !notes) return;
    if (list === null) notes?.add('results-null', RESULTS_NULL, `/runs/${index}/results`, index);
    delete run['results'];
  });
  return { hasResults, results };
}

const RESULTS_NULL = '`results` was null; taken for absent: the tool did not look (SARIF 3.14.23).';

function runOf(pointer: string): number | undefined {
  const run = /^\/runs\/(\d+)(?:\/|$)/.exec(pointer)?.[1];
  return run === undefined ? undefined : Number(run);
}

/** What passed the schema. */
export function asLog(head: JsonObject): sarif.Log {
  return head as unknown as sarif.Log;
}
