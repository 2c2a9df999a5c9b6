import { compareText } from '@railgate/contract';
import type { Repair } from '../read/source.js';
import { canonicalText, isObject, listOf, own, type Json, type JsonObject } from './json.js';

/** Marks an invocation that says what the merger and the reader saw, and nothing of the tool. */
const MARK = 'railgate/notes';

export function isNote(invocation: Json | undefined): boolean {
  if (!isObject(invocation) || !isObject(invocation['properties'])) return false;
  return Object.hasOwn(invocation['properties'], MARK);
}

/** Whether a note was worked out from all results of its run, and has to be again when there are more of them. */
export function isJudgement(invocation: Json): boolean {
  return isNote(invocation) && isObject(invocation) && markOf(invocation) === 'judgement';
}

/** What was mended in one run of an input. The places are left out: they count in a file that nobody has at hand. */
export function repairNote(repairs: readonly Repair[], hasResults: boolean): JsonObject {
  const sorted = [...repairs].sort(
    (a, b) => compareText(a.code, b.code) || compareText(a.message, b.message),
  );
  const statements = sorted.map(({ code, message, count }): Statement => {
    const often = count === 1 ? '' : ` ${count} times.`;
    return [`railgate/repaired-${code}`, `Repaired while reading: ${message}${often}`];
  });
  // Nobody knows whether a tool that left no results ran to its end.
  return note('repairs', 'note', statements, hasResults);
}

/** A descriptor's id and what is said. */
export type Statement = readonly [string, string];

export function judgementNote(statements: readonly Statement[]): JsonObject {
  return note('judgement', 'warning', statements, true);
}

function note(kind: string, level: string, statements: readonly Statement[], succeeded: boolean): JsonObject {
  return {
    executionSuccessful: succeeded,
    toolExecutionNotifications: statements.map(([id, text]) => ({
      descriptor: { id },
      level,
      message: { text },
    })),
    properties: { [MARK]: kind },
  };
}

/** Adds notes behind the invocations of a run, each once and in an order of their own. */
export function addNotes(run: JsonObject, notes: readonly JsonObject[]): void {
  if (notes.length === 0) return;
  const invocations = listOf(run['invocations']);
  const all = [...invocations.filter(isNote), ...notes];
  const byText = new Map(all.map((entry) => [canonicalText(entry), entry]));
  const sorted = [...byText].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => entry);
  run['invocations'] = [...invocations.filter((invocation) => !isNote(invocation)), ...sorted];
}

function markOf({ properties }: JsonObject): Json | undefined {
  return isObject(properties) ? own(properties, MARK) : undefined;
}
