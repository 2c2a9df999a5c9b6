import { compareText } from '@railgate/contract';
import type * as sarif from 'sarif';

import { logSource } from '../read/log-source.js';
import type { Repair, SarifSource } from '../read/source.js';
import { IDENTITY_KEY } from '../identity/form.js';
import { foreignIdentifier, type ForeignIdentifier } from '../identity/foreign.js';
import {
  fingerprintJudge,
  judgeFingerprints,
  type FingerprintFault,
  type FingerprintJudge,
} from '../identity/judge-fingerprints.js';
import { SARIF_SCHEMA_URI } from '../validate/schema.js';
import { combine } from './combine.js';
import { refuseExternal } from './external.js';
import { asJson, copyOf, isObject, listOf, type Json, type JsonObject } from './json.js';
import { mergeProperties, uniteValues } from './log-values.js';
import { MergedLog, type MergedRun } from './merged-log.js';
import { addNotes, isJudgement, judgementNote, repairNote } from './notes.js';
import { dropRepeats } from './repeats.js';
import { referenceVisitor } from './reference-visitor.js';
import { identityOf, textOf } from './result-text.js';
import { ResultTable, placeOf } from './result-table.js';
import { shapeOf } from './shape.js';
import { keyOf, makeSpace, type Space } from './space.js';
import { nameBases } from './uri-bases.js';
import { walk } from './walk.js';

/**
 * Merges logs: one run for each tool, category and column kind, in which everything survives that any of them holds.
 * A result that stands twice in one log stays twice; what two logs share stands once. The order of the logs has no
 * influence on the result. docs/merging.md says it all.
 *
 * Reads the heads of all logs, then the results of one after the other; keeps their texts, not the objects.
 *
 * @throws {SarifReadError} when one of them cannot be read to its end.
 * @throws the reason of the signal.
 */
export async function mergeSources(
  sources: readonly SarifSource[],
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<MergedLog> {
  for (const source of sources) refuseExternal(source);
  const inputs = sources.map((source) => ({ source, parts: partsOf(source) }));
  const parts = inputs.flatMap((input) => input.parts);
  const runs = groupRuns(parts);
  const table = new ResultTable();
  for (const [number, input] of inputs.entries()) await addResults(input, number, table, signal);
  for (const part of parts) noteRepairs(part);
  const log = new MergedLog(logHead(sources), runs, table);
  for (const run of runs) noteFaults(run, log);
  return log;
}

/** The same for logs in memory. They stay as they are. */
export async function mergeLogs(logs: readonly sarif.Log[]): Promise<sarif.Log> {
  return (await mergeSources(logs.map((log, i) => logSource(log, `log ${i + 1}`)))).toLog();
}

/** One run of one input. */
interface Part {
  readonly source: SarifSource;
  readonly index: number;
  readonly json: JsonObject;
  space?: Space;
  merged?: MergedRun;
}

interface Input {
  readonly source: SarifSource;
  readonly parts: readonly Part[];
}

function partsOf(source: SarifSource): Part[] {
  return source.head.runs.map((run, index) => {
    const json = asJson(copyOf(run));
    dropJudgements(json);
    return { source, index, json };
  });
}

/** Judgements of an earlier merge are made anew. */
function dropJudgements(run: JsonObject): void {
  const invocations = run['invocations'];
  if (!Array.isArray(invocations)) return;
  const kept = listOf(invocations).filter((invocation) => !isJudgement(invocation));
  if (kept.length === 0 && invocations.length > 0) delete run['invocations'];
  else run['invocations'] = kept;
}

function groupRuns(parts: readonly Part[]): MergedRun[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = keyOf(part.json);
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  const sorted = [...groups].sort(([a], [b]) => compareText(a, b));
  return sorted.map(([key, members], index) => mergeHeads(key, members, index));
}

function mergeHeads(key: string, parts: readonly Part[], index: number): MergedRun {
  const renames = nameBases(parts.map(({ json }) => json['originalUriBaseIds']));
  const spaces = parts.map((part, i) => makeSpace(part.json, key, renames[i] ?? new Map()));
  const hasResults = parts.some(({ source, index: run }) => source.hasResults[run]);
  const head = combine(spaces);
  const merged = { index, head, hasResults, judge: fingerprintJudge(head as object as sarif.Run) };
  parts.forEach((part, i) => Object.assign(part, { space: spaces[i], merged }));
  return merged;
}

async function addResults(
  { source, parts }: Input,
  number: number,
  table: ResultTable,
  signal: AbortSignal | undefined,
): Promise<void> {
  const targets = parts.map(targetOf);
  await source.eachResult((result, run) => {
    signal?.throwIfAborted();
    const target = targets[run];
    if (!target) throw new Error(`${source.name} has no run ${run}`);
    const json = asJson(result);
    const hash = identityOf(json) ?? target.identify(result);
    target.remap(json);
    target.judge.add(result);
    table.add(target.index, number, placeOf(json, target.artifacts), textOf(json, hash));
  });
}

interface Target {
  readonly index: number;
  readonly identify: ForeignIdentifier;
  readonly judge: FingerprintJudge;
  readonly remap: (result: JsonObject) => void;
  readonly artifacts: readonly Json[];
}

function targetOf({ source, index, space, merged }: Part): Target {
  const run = source.head.runs[index];
  if (!space || !merged || !run) throw new Error('A run was not merged');
  // By the input's own head: it is the input's indices that the result still has then.
  const identify = foreignIdentifier(run);
  const { head, judge } = merged;
  return {
    index: merged.index,
    identify,
    judge,
    remap: remapper(space),
    artifacts: listOf(head['artifacts']),
  };
}

/** Lets the indices of a result count in the merged run. */
function remapper(space: Space): (result: JsonObject) => void {
  const shape = shapeOf('result');
  let isLoose = false;
  const visitor = referenceVisitor(space, {
    point: (holder, property, target) => void (holder[property] = target.index),
    loosen: () => void (isLoose = true),
  });
  return (result) => {
    isLoose = false;
    walk(result, shape, visitor);
    if (isLoose) dropRepeats(result, shape);
  };
}

/** After the results were read: only then it is known what had to be mended in them. */
function noteRepairs({ source, index, space, merged }: Part): void {
  const repairs = source.repairs.filter(({ run }) => run === undefined || run === index);
  if (space && space.dangling > 0) repairs.push(danglingRepair(space.dangling));
  if (merged && repairs.length > 0)
    addNotes(merged.head, [repairNote(repairs, source.hasResults[index] ?? false)]);
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
