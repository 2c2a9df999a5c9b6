import type * as sarif from 'sarif';

import { logSource } from '../read/log-source.js';
import { Templates } from '../read/templates/templates.js';
import type { Repair, SarifSource } from '../read/source.js';
import { IDENTITY_KEY } from '../identity/form.js';
import { judgeFingerprints, type FingerprintFault } from '../identity/judge-fingerprints.js';
import { SARIF_SCHEMA_URI } from '../validate/schema.js';
import { readWhole, resultAdder } from './add-results.js';
import { refuseExternal } from './external.js';
import { asJson, isObject, listOf, type JsonObject } from './json.js';
import { mergeProperties, uniteValues } from './log-values.js';
import { MergedLog, type MergedRun } from './merged-log.js';
import { addNotes, judgementNote, repairNote } from './notes.js';
import { prepare, type Part } from './prepare.js';
import { ResultTable } from './result-table.js';
import { readInThreads } from './threads/read-in-threads.js';
import { planThreads } from './threads/plan-threads.js';

export interface MergeOptions {
  readonly signal?: AbortSignal;
  /** How many threads read the results, this one included; where absent, as many as pay off. */
  readonly threads?: number;
}

/**
 * Merges logs: one run for each tool, category and column kind, in which everything survives that any of them holds.
 * A result that stands twice in one log stays twice; what two logs share stands once. The order of the logs has no
 * influence on the result. docs/merging.md says it all.
 *
 * Reads the heads of all logs, then the results of one after the other, or of large ones in several threads; keeps
 * their texts, not the objects.
 *
 * @throws {SarifReadError} when one of them cannot be read to its end.
 * @throws the reason of the signal.
 */
export async function mergeSources(
  sources: readonly SarifSource[],
  { signal, threads }: MergeOptions = {},
): Promise<MergedLog> {
  for (const source of sources) refuseExternal(source);
  const { runs, parts } = prepare(sources);
  const table = new ResultTable();
  const plan = planThreads(sources, threads);
  if (plan) await readInThreads(plan, { runs, parts, table, signal });
  else {
    const templates = new Templates();
    for (const [number, source] of sources.entries())
      await readWhole(source, resultAdder(parts[number] ?? [], number, table, templates), signal);
  }
  sources.forEach((source, number) => parts[number]?.forEach((part) => noteRepairs(source, part)));
  const log = new MergedLog(logHead(sources), runs, table);
  for (const run of runs) noteFaults(run, log);
  return log;
}

/** The same for logs in memory. They stay as they are. */
export async function mergeLogs(logs: readonly sarif.Log[]): Promise<sarif.Log> {
  return (await mergeSources(logs.map((log, i) => logSource(log, `log ${i + 1}`)))).toLog();
}

/** After the results were read: only then it is known what had to be mended in them. */
function noteRepairs(source: SarifSource, { index, space, merged }: Part): void {
  const repairs = source.repairs.filter(({ run }) => run === undefined || run === index);
  if (space.dangling > 0) repairs.push(danglingRepair(space.dangling));
  if (repairs.length > 0) addNotes(merged.head, [repairNote(repairs, source.hasResults[index] ?? false)]);
}

/**
 * Fingerprints that tell nothing apart. The stream has seen what several inputs share more than once; where that was
 * reason to complain, the merged results decide, so that a file given twice changes no sentence.
 */
function noteFaults({ index, head, judge }: MergedRun, log: MergedLog): void {
  if (!judge.finish().some(isForeign)) return;
  const faults = judgeFingerprints(log.results(index), head as object as sarif.Run).filter(isForeign);
  if (faults.length === 0) return;
  const statements = faults.map(({ kind, message }) => [`railgate/fingerprint-${kind}`, message] as const);
  addNotes(head, [judgementNote(statements)]);
}

function isForeign({ key }: FingerprintFault): boolean {
  return !key.endsWith(`/${IDENTITY_KEY}`);
}

function danglingRepair(count: number): Repair {
  const message = 'An index pointed past the end of its array; it was taken out.';
  return { code: 'index-dangling', message, count, first: '' };
}

function logHead(sources: readonly SarifSource[]): JsonObject {
  const logs = sources.map(({ head }) => asJson(head));
  const inline = uniteValues(logs.flatMap((log) => listOf(log['inlineExternalProperties'])));
  const properties = mergeProperties(logs.map((log) => log['properties']).filter(isObject));
  return {
    $schema: SARIF_SCHEMA_URI,
    version: '2.1.0',
    ...(inline.length > 0 && { inlineExternalProperties: inline }),
    ...(properties && { properties }),
  };
}
