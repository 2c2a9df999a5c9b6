import type { ErrorCode } from './errors.js';
import type { GapCode } from './gaps.js';
import type { Severity, Threshold } from './severity.js';

/** What decides, beside the facts. Its hash stands in `run.json`. */
export interface Policy {
  readonly failOn: Threshold;
  /** Per gate, where it differs. */
  readonly gates: Readonly<Record<string, GatePolicy>>;
  /** Only findings that the baseline does not have count. */
  readonly newOnly: boolean;
  /** Whether comments in files may let findings through. Absent: yes. */
  readonly inlineIgnores?: boolean;
}

/** Where a gate is judged in another way than the rest. */
export interface GatePolicy {
  readonly failOn?: Threshold;
  readonly enforce?: boolean;
  /** So many findings at or over the threshold are let pass; one more fails. Absent: none. */
  readonly maxFindings?: number;
  readonly newOnly?: boolean;
}

export const WAIVER_KINDS = [
  'false-positive',
  'test-fixture',
  'mitigated-externally',
  'accepted-risk',
  'deferred',
] as const;
export type WaiverKind = (typeof WAIVER_KINDS)[number];

/** A finding, a gap or a broken gate let through. Reason, owner and expiry are mandatory, and one selector. */
export interface Waiver {
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`: the last day on which it covers. */
  readonly expires: string;
  /** Absent: `accepted-risk`. */
  readonly kind?: WaiverKind;
  readonly gate?: string;
  /** A rule id, or an error or gap code. */
  readonly rule?: string;
  /** A glob relative to the repository root. */
  readonly path?: string;
  readonly target?: string;
  readonly identity?: string;
  /** Any id of a vulnerability; its aliases are covered too. */
  readonly advisory?: string;
  /** A package, with or without its version: `pkg:npm/lodash`. */
  readonly purl?: string;
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
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
