import type { Checklist } from './checklist.js';
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
  readonly state: BaselineState;
  /** Of a vulnerable package: every id of the vulnerability, and the package with its version. */
  readonly advisories?: readonly string[];
  readonly purl?: string;
  /** A comment beside the finding that lets it through; whether it counts is the policy's. */
  readonly inlineIgnore?: InlineIgnore;
  /** The commit whose version of the file has it; nothing for the working tree's. */
  readonly version?: string;
}

export type BaselineState = 'new' | 'unchanged' | 'updated' | 'absent';

/** `railgate-ignore RULE -- reason`, as it stands in a file. */
export interface InlineIgnore {
  readonly path: string;
  readonly line: number;
  /** A rule id. */
  readonly rule: string;
  /** Without one it lets nothing through. */
  readonly reason?: string;
}

/** The gate looked, perhaps with gaps. */
export interface Done extends Of {
  readonly status: 'done';
  readonly findings: readonly Judged[];
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  readonly evidence: Evidence;
  readonly checklists?: readonly Checklist[];
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
