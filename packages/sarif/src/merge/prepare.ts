import { compareText, groupBy } from '@railgate/contract';
import type * as sarif from 'sarif';

import type { SarifSource } from '../read/source.js';
import { fingerprintJudge } from '../identity/judge-fingerprints.js';
import { combine } from './combine.js';
import { asJson, copyOf, listOf, type JsonObject } from './json.js';
import type { MergedRun } from './merged-log.js';
import { isJudgement } from './notes.js';
import { keyOf, makeSpace, type Space } from './space.js';
import { nameBases } from './uri-bases.js';

/** What is known of an input before its results are read. */
export type InputHead = Pick<SarifSource, 'name' | 'head' | 'hasResults'>;

/** One run of one input. */
export interface Part {
  readonly source: InputHead;
  readonly index: number;
  readonly space: Space;
  readonly merged: MergedRun;
}

export interface Prepared {
  readonly runs: readonly MergedRun[];
  /** By input, by run. */
  readonly parts: readonly (readonly Part[])[];
}

/**
 * The heads of all inputs, merged: after it the results of each can be brought into the merged runs. The same heads in
 * the same order give the same in every thread.
 */
export function prepare(sources: readonly InputHead[]): Prepared {
  const inputs = sources.map(rawParts);
  const runs = groupRuns(inputs.flat());
  return { runs, parts: inputs.map((parts) => parts.map(asPart)) };
}

interface RawPart {
  readonly source: InputHead;
  readonly index: number;
  readonly json: JsonObject;
  space?: Space;
  merged?: MergedRun;
}

function asPart({ source, index, space, merged }: RawPart): Part {
  if (!space || !merged) throw new Error('A run was not merged');
  return { source, index, space, merged };
}

function rawParts(source: InputHead): RawPart[] {
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

function groupRuns(parts: readonly RawPart[]): MergedRun[] {
  const groups = groupBy(parts, ({ json }) => keyOf(json));
  const sorted = [...groups].sort(([a], [b]) => compareText(a, b));
  return sorted.map(([key, members], index) => mergeHeads(key, members, index));
}

function mergeHeads(key: string, parts: readonly RawPart[], index: number): MergedRun {
  const renames = nameBases(parts.map(({ json }) => json['originalUriBaseIds']));
  const spaces = parts.map((part, i) => makeSpace(part.json, key, renames[i] ?? new Map()));
  const hasResults = parts.some(({ source, index: run }) => source.hasResults[run]);
  const head = combine(spaces);
  const merged = { index, head, hasResults, judge: fingerprintJudge(head as object as sarif.Run) };
  parts.forEach((part, i) => Object.assign(part, { space: spaces[i], merged }));
  return merged;
}
