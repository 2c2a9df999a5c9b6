import type * as sarif from 'sarif';

import type { ManifestChecklist } from './checklist.js';
import type { ErrorCode } from './errors.js';
import type { Evidence } from './evidence.js';
import type { BaselineState } from './outcome.js';
import type { GapCode } from './gaps.js';
import type { Degraded } from './gate.js';
import type { Severity, Threshold } from './severity.js';
import type { Counts, GatePolicy, Verdict, WaiverKind } from './verdict.js';
import type { DiscoverySource, NotScanned, Project } from './workspace.js';

/** `run.json`. A test holds these types and `RUN_SCHEMA` together. */
export interface RunManifest {
  readonly schemaVersion: '1.0.0';
  readonly tool: { readonly name: 'railgate'; readonly version: string };
  /** Where the scanned folder lies in its git repository; `.` is the root of that, and a folder without one. */
  readonly root: string;
  /** What the command line named; nothing of a run with all gates, projects and the usual configuration. */
  readonly selection?: ManifestSelection;
  readonly offline: boolean;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly discovery: {
    readonly source: DiscoverySource;
    readonly files: number;
    readonly ignored: number;
    readonly projects: readonly Project[];
    readonly gaps: readonly ManifestGap[];
  };
  readonly verdict: Verdict;
  readonly policy: {
    readonly hash: string;
    readonly failOn: Threshold;
    readonly newOnly: boolean;
    readonly inlineIgnores: boolean;
    /** Where a gate is judged in another way than the rest. */
    readonly gates: Readonly<Record<string, GatePolicy>>;
  };
  /** Every gate and target that the plan holds, in the order of `outcomes`: a run that lost one is not proven. */
  readonly expected: readonly { readonly gate: string; readonly target: string }[];
  readonly outcomes: readonly ManifestOutcome[];
  /** Waivers and comments that let something through, or were meant to. */
  readonly waivers: readonly ManifestWaiver[];
  /** What the findings were compared with; null without a baseline. */
  readonly baseline: ManifestBaseline | null;
  readonly notScanned: readonly NotScanned[];
  /** Milliseconds, by `<gate>/<target>` and by phase. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface ManifestSelection {
  readonly gates?: readonly string[];
  /** `root`, or paths. */
  readonly projects?: readonly string[];
  /** The file of `--config`, without the folders above it where it lies outside of the repository. */
  readonly config?: string;
}

export interface ManifestGap {
  readonly code: GapCode;
  readonly message: string;
  readonly remedy: string;
  readonly path?: string;
  readonly line?: number;
  readonly waived: boolean;
}

export const WAIVER_STATES = [
  'used',
  'expiring',
  'unused',
  'expired',
  'no-reason',
  'unknown-rule',
  'forbidden',
] as const;

/** One entry of the waivers file, one comment in a file, or one entry of another tool's ignore file. */
export interface ManifestWaiver {
  readonly source: 'file' | 'comment' | 'other-tool';
  /** `railgate.waivers.yaml`, the file with the comment, or the other tool's ignore file. */
  readonly path: string;
  readonly line?: number;
  /** What it selects: the fields of the waiver, or the rule of the comment. */
  readonly selects: Readonly<Record<string, string>>;
  readonly kind?: WaiverKind;
  readonly reason: string | null;
  readonly owner?: string;
  readonly expires?: string;
  /**
   * `used`, `unused` (covers nothing that was found), `expired`, `expiring` (used, and over within 14 days), `no-reason`,
   * `unknown-rule` (a comment that names a rule which does not exist) or `forbidden` (by `inlineIgnores: false`). Only
   * `used` and `expiring` let anything through.
   */
  readonly state: WaiverState;
  /** How many findings, gaps and broken gates it lets through. */
  readonly covers: number;
  /** What a reader has to know beside the state, with a full stop. */
  readonly note?: string;
}

export type WaiverState = (typeof WAIVER_STATES)[number];

export interface ManifestBaseline {
  readonly kind: 'file' | 'ref';
  /** The file as it was named, or the ref. */
  readonly name: string;
  readonly counts: Readonly<Record<BaselineState, number>>;
  /** Gates whose comparison does not tell the repository's change from the tool's: other versions, other data. */
  readonly drift: readonly {
    readonly gate: string;
    readonly target: string;
    readonly kind: 'tool' | 'data' | 'rules' | 'missing';
    readonly message: string;
  }[];
}

export interface ManifestOutcome {
  readonly gate: string;
  readonly target: string;
  readonly status: 'done' | 'skipped' | 'broken';
  readonly enforced: boolean;
  readonly findings: number;
  /** Findings that are not waived, by severity; how many of those are new; how many others are waived. */
  readonly counts: Counts;
  /** Findings that are new and not waived, by severity; with a baseline only, since without one all are new. */
  readonly newCounts?: Readonly<Record<Severity, number>>;
  readonly gaps: readonly ManifestGap[];
  readonly degraded: readonly Degraded[];
  readonly evidence: (Omit<Evidence, 'data'> & { readonly data: Evidence['data'] | null }) | null;
  /** Of gates that answer in steps; absent where there are none. */
  readonly checklists?: readonly ManifestChecklist[];
  readonly reason?: string;
  readonly code?: ErrorCode;
  readonly message?: string;
  readonly remedy?: string;
}

/** What every reporter gets: the manifest and the archive, and nothing else. */
export interface Report {
  readonly manifest: RunManifest;
  /** One run per gate and target, in the order of the manifest's outcomes; skipped gates have none. */
  readonly log: sarif.Log;
}

/** Turns a report into one file. Adding a format is adding one of these (docs/new-report.md). */
export interface Reporter {
  /** What `--format` takes. */
  readonly id: string;
  /** Name of the file in the output folder. */
  readonly file: string;
  readonly mediaType: string;
  /** Nothing where the report has nothing for this format: then there is no file. */
  render(report: Report): string | undefined;
}
