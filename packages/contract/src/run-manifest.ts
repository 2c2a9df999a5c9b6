import type * as sarif from 'sarif';

import type { ErrorCode } from './errors.js';
import type { Evidence } from './evidence.js';
import type { GapCode } from './gaps.js';
import type { Degraded } from './gate.js';
import type { Threshold } from './severity.js';
import type { Verdict } from './verdict.js';
import type { NotScanned, Project } from './workspace.js';

/** `run.json`. A test holds these types and `RUN_SCHEMA` together. */
export interface RunManifest {
  readonly schemaVersion: '1.0.0';
  readonly tool: { readonly name: 'railgate'; readonly version: string };
  readonly root: '.';
  readonly offline: boolean;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly discovery: {
    readonly source: 'git' | 'folder';
    readonly files: number;
    readonly ignored: number;
    readonly projects: readonly Project[];
    readonly gaps: readonly ManifestGap[];
  };
  readonly verdict: Verdict;
  readonly policy: { readonly hash: string; readonly failOn: Threshold; readonly newOnly: boolean };
  readonly outcomes: readonly ManifestOutcome[];
  readonly notScanned: readonly NotScanned[];
  /** Milliseconds, by `<gate>/<target>` and by phase. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface ManifestGap {
  readonly code: GapCode;
  readonly message: string;
  readonly remedy: string;
  readonly path?: string;
  readonly line?: number;
  readonly waived: boolean;
}

export interface ManifestOutcome {
  readonly gate: string;
  readonly target: string;
  readonly status: 'done' | 'skipped' | 'broken';
  readonly enforced: boolean;
  readonly findings: number;
  readonly gaps: readonly ManifestGap[];
  readonly degraded: readonly Degraded[];
  readonly evidence: (Omit<Evidence, 'data'> & { readonly data: Evidence['data'] | null }) | null;
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
  render(report: Report): string;
}
