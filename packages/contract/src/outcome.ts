import type { ErrorCode } from './errors.js';
import type { Evidence } from './evidence.js';
import type { Degraded, Scan, SkipReason } from './gate.js';
import type { Gap } from './gaps.js';
import type { Severity } from './severity.js';

interface Of {
  readonly gate: string;
  readonly target: string;
  /** Report-only gates have their findings and gaps shown and never fail the run. */
  readonly enforced: boolean;
}

/** What `judge` needs to know of one finding. */
export interface Judged {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
  /** `railgateId/v1`. */
  readonly identity: string;
  /** Against the baseline; `new` without one. */
  readonly state: 'new' | 'unchanged' | 'updated' | 'absent';
}

/** The gate looked, perhaps with gaps. */
export interface Done extends Of {
  readonly status: 'done';
  readonly findings: readonly Judged[];
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  readonly evidence: Evidence;
}

/** There was nothing to do. */
export interface Skipped extends Of {
  readonly status: 'skipped';
  readonly reason: SkipReason;
}

/** Nothing is known. */
export interface Broken extends Of {
  readonly status: 'broken';
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

export type Outcome = Done | Skipped | Broken;

/** An outcome with what the gate made, for merging and reporting. */
export interface Result {
  readonly outcome: Outcome;
  readonly scan?: Scan;
  /** Milliseconds. Kept out of every report but `run.json`'s `timings`. */
  readonly duration: number;
}
