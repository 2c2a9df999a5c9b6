import type { ErrorCode } from './errors.js';
import type { GapCode } from './gaps.js';
import type { Severity, Threshold } from './severity.js';

/** What decides, beside the facts. Its hash stands in `run.json`. */
export interface Policy {
  readonly failOn: Threshold;
  /** Per gate, where it differs. */
  readonly gates: Readonly<Record<string, { readonly failOn?: Threshold; readonly enforce?: boolean }>>;
  /** Only findings that the baseline does not have count. */
  readonly newOnly: boolean;
}

/** A finding, a gap or a broken gate let through. Every field but the selectors is mandatory. */
export interface Waiver {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`: the last day on which it covers. */
  readonly expires: string;
  readonly gate?: string;
  /** A rule id, or an error or gap code. */
  readonly rule?: string;
  /** A glob relative to the repository root. */
  readonly path?: string;
  readonly target?: string;
  readonly identity?: string;
}

/** Why the run is not clean. */
export interface Reason {
  readonly gate: string;
  readonly target: string;
  /** `FINDINGS`, or the error or gap code. */
  readonly code: 'FINDINGS' | ErrorCode | GapCode;
  readonly message: string;
  readonly remedy: string;
  readonly waived: boolean;
}

export type Counts = Readonly<Record<Severity | 'new' | 'waived', number>>;

export interface Verdict {
  readonly status: 'clean' | 'findings' | 'incomplete';
  readonly exitCode: 0 | 1 | 2;
  readonly reasons: readonly Reason[];
  readonly counts: Counts;
}

/** The exit codes of the command. */
export const EXIT = {
  clean: 0,
  findings: 1,
  incomplete: 2,
  usage: 3,
  interrupted: 130,
  terminated: 143,
} as const;
