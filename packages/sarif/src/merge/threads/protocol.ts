import type { JudgeState } from '../../identity/judge-fingerprints.js';
import type { Opened } from '../../read/file-source.js';
import type { ReadFailure } from '../../read/read-error.js';
import type { Repair } from '../../read/source.js';
import type { TableState } from '../result-table.js';
import type { InputHead } from '../prepare.js';

/** Some results of one file, one after the other: what one thread takes at a time. */
export interface Unit {
  readonly input: number;
  /** Slices of the file: from this one to before `to`. */
  readonly from: number;
  readonly to: number;
}

/** What a thread needs to take part in a merge. */
export interface MergeOrder {
  /** `MergeInput` of every input, as JSON. */
  readonly inputs: string;
  readonly units: readonly Unit[];
  /** `UnitQueue`'s. */
  readonly queue: SharedArrayBuffer;
  /** Its number among the threads; the one that merges is 0. */
  readonly thread: number;
}

/** All heads are needed by all threads; those who are read in parts are known by what the first reading found. */
export type MergeInput = Opened | InputHead;

export interface UnitRepairs {
  readonly unit: number;
  readonly repairs: readonly Repair[];
}

export type MergeAnswer =
  | {
      readonly type: 'done';
      readonly table: TableState;
      /** By merged run. */
      readonly judges: readonly JudgeState[];
      /** By input, by run: indices that pointed at nothing. */
      readonly dangling: readonly (readonly number[])[];
      readonly repairs: readonly UnitRepairs[];
    }
  | { readonly type: 'failed'; readonly unit: number; readonly failure: ReadFailure };
