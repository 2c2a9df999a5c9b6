import type {
  Artifact,
  Checklist,
  Degraded,
  Evidence,
  Gap,
  NotScanned,
  RepairTarget,
  Repairs,
  Target,
  Workspace,
} from '@railgate/contract';
import type * as sarif from 'sarif';

import type { ScanShape } from './check-shape.js';
import type { PlainError } from './plain-error.js';

/** What a worker thread gets once, when it starts. */
export interface WorkerSetup {
  /** Of a `ProgressCell`. */
  readonly progress: SharedArrayBuffer;
}

/** One gate on one target. The files of the target are found again in the worker, from the workspace it has. */
export interface ScanOrder {
  readonly gate: string;
  readonly module: string;
  readonly target: Omit<Target, 'files'>;
  readonly options: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly now: string;
  readonly offline: boolean;
  readonly maxDataAge: number | undefined;
  readonly repair?: readonly RepairTarget[] | undefined;
  /** No other scan goes on or comes: the main thread has nothing to do, and may finish this one. */
  readonly isAlone: boolean;
}

export type ToWorker =
  /** A gate that will most likely be asked for. Nothing is answered. */
  | { readonly type: 'load'; readonly gate: string; readonly module: string }
  /** Once, before the first scan. */
  | { readonly type: 'open'; readonly workspace: Workspace }
  | { readonly type: 'scan'; readonly order: ScanOrder }
  | { readonly type: 'abort' };

export type FromWorker =
  | { readonly type: 'process'; readonly state: 'started' | 'ended'; readonly group: number }
  /** There will be findings or gaps: what masks and shows them takes as long to load here as there. */
  | { readonly type: 'words' }
  /** A `ThreadAnswer` as `AnswerWriter` writes it: a gate's objects may hold what cannot be sent. */
  | { readonly type: 'answer'; readonly json: string };

/** What a gate found, in the form that it must have. Nothing is masked yet. */
export interface SeenScan extends ScanShape {
  readonly run: sarif.Run;
}

/** What a gate found, checked and finished. */
export interface CheckedScan {
  readonly run: sarif.Run;
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  readonly notScanned: readonly NotScanned[];
  readonly artifacts: readonly Artifact[];
  readonly checklists: readonly Checklist[];
  /** The gate says that the same input gives this very answer again. */
  readonly repeatable: boolean;
  /** Texts that a user may want to have written: with whatever secrets the files hold. */
  readonly repairs?: Repairs;
}

export type ScanAnswer = { readonly scan: CheckedScan } | { readonly error: PlainError };

/** Of a scan that is alone, what was seen: what finishes it is loaded in the main thread, while the gate scans. */
export type ThreadAnswer = ScanAnswer | { readonly seen: SeenScan };
