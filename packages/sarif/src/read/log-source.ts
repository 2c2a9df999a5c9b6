import { cleanText, isObject } from '@railgate/contract';
import type * as sarif from 'sarif';

import { Fault } from './fault.js';
import { toHead } from './head.js';
import { SarifReadError } from './read-error.js';
import { cloneJson } from './repair/json.js';
import { mendResult } from './repair/mend-result.js';
import { RepairNotes } from './repair/notes.js';
import { readContext, type RunContext } from './repair/run-context.js';
import type { Repair, SarifSource } from './source.js';

/**
 * A log that is in memory already, as a source: checked and repaired like a file. The log itself is not changed, and must
 * not be while the source is in use.
 *
 * @param name what it is called in messages.
 * @throws {SarifReadError} when it is no SARIF 2.1.0 log with runs.
 */
export function logSource(log: sarif.Log, name: string): SarifSource {
  try {
    return new MemorySource(log, cleanText(name));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new SarifReadError({ file: cleanText(name), problem: error.message, remedy: error.remedy ?? '' });
  }
}

class MemorySource implements SarifSource {
  readonly name: string;
  readonly head: sarif.Log;
  readonly hasResults: readonly boolean[];
  readonly #results: readonly (readonly unknown[])[];
  readonly #contexts: readonly RunContext[];
  readonly #headRepairs: readonly Repair[];
  #resultRepairs: readonly Repair[] = [];

  constructor(log: unknown, name: string) {
    const notes = new RepairNotes();
    const { head, hasResults, results } = toHead(copyWithoutResults(log), notes);
    this.name = name;
    this.head = head;
    this.hasResults = hasResults;
    this.#results = results;
    this.#contexts = head.runs.map(readContext);
    this.#headRepairs = notes.list();
  }

  get repairs(): readonly Repair[] {
    return [...this.#headRepairs, ...this.#resultRepairs];
  }

  // Asynchronous as the contract has it: a visitor's error becomes a rejection, as with a file.
  async eachResult(visit: (result: sarif.Result, run: number, index: number) => void): Promise<void> {
    const notes = new RepairNotes();
    this.#results.forEach((results, run) => {
      const context = this.#contexts[run];
      if (!context) return;
      results.forEach((value, index) => {
        const result = mendResult(cloneJson(value), context, (code, message, pointer) =>
          notes.add(code, message, `/runs/${run}/results/${index}${pointer}`, run),
        );
        visit(result, run, index);
      });
    });
    this.#resultRepairs = notes.list();
  }
}

/** A copy to mend; the results are the same arrays, since each result is copied when it is handed out. */
function copyWithoutResults(log: unknown): unknown {
  if (!isObject(log) || !Array.isArray(log['runs'])) return cloneJson(log);
  const runs = log['runs'].map((run: unknown) => {
    if (!isObject(run)) return run;
    const { results, ...rest } = run;
    return { ...cloneJson(rest), ...(results !== undefined && { results }) };
  });
  return { ...cloneJson({ ...log, runs: undefined }), runs };
}
