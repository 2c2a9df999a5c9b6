import type * as sarif from 'sarif';

import type { VisitByForm } from './result-reader.js';

/**
 * A SARIF 2.1.0 log that is read without holding it: the log without its results first, the results one by one
 * whenever somebody asks. Everything that takes a log of unknown size takes one of these.
 */
export interface SarifSource {
  /** As the user named it; for messages. Clean of control characters. */
  readonly name: string;
  /** The log with all its runs; no run has `results`. Already repaired. */
  readonly head: sarif.Log;
  /** Whether the run of this index has a `results` array: an absent one says that nobody looked (SARIF 3.14.23). */
  readonly hasResults: readonly boolean[];
  /** Repairs of the head; those of the results are known after `eachResult` has ended. */
  readonly repairs: readonly Repair[];
  /**
   * Hands out every result, repaired, in the order of the file. May be called several times, one call after the other.
   *
   * @param visit gets a result of its own, which it may keep and change; `run` and `index` count from 0.
   * @param byForm gets those that have the form of an earlier one, where the source can tell.
   * @throws {SarifReadError} when the input changed since it was opened, or breaks off.
   */
  eachResult(
    visit: (result: sarif.Result, run: number, index: number) => void,
    byForm?: VisitByForm,
  ): Promise<void>;
}

/** One kind of defect that was mended while reading, with how often. */
export interface Repair {
  /** In kebab-case, stable: `start-line-not-positive`, `message-missing`, `uri-invalid`. */
  readonly code: string;
  /** What was wrong and what was put in its place, with a full stop. */
  readonly message: string;
  readonly count: number;
  /** JSON pointer of the first place: `/runs/0/results/4/locations/0`. */
  readonly first: string;
  /** The run it belongs to; absent for the log itself. */
  readonly run?: number;
}
