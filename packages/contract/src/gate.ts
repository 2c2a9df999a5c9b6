import type * as sarif from 'sarif';

import type { Artifact } from './artifact.js';
import type { Checklist } from './checklist.js';
import type { Evidence } from './evidence.js';
import type { Gap } from './gaps.js';
import type { OptionsOf, OptionsSchema } from './options.js';
import type { RepairTarget, Repairs } from './repair.js';
import type { Rule } from './rule.js';
import type { NotScanned, Target, Workspace } from './workspace.js';

/** What a gate needs beyond Node: shown by `doctor`. */
export interface Need {
  readonly name: string;
  /** `required`: without it the gate is broken; `optional`: it adds an engine. */
  readonly kind: 'required' | 'optional';
  readonly why: string;
  /** Arguments to which it answers with its version, where it is a program of that name; nothing is asked without. */
  readonly version?: readonly string[];
  /** What to do when it is not there. */
  readonly install?: string;
}

export interface GateMeta {
  /** The one id: package `gate-<id>`, configuration key, SARIF category, docs page. */
  readonly id: string;
  /** The driver's name in SARIF: `Railgate Lint`. */
  readonly title: string;
  /** Answered by yes or no: "Does the code hold unsafe constructs?" */
  readonly question: string;
  readonly scope: 'workspace' | 'project';
  readonly needs: readonly Need[];
  /**
   * Globs, relative to the root, of what it may read besides the files of its target; `**` is every file. `workspace.files`
   * of a scan holds no others, and an answer is kept until one of these files changes, comes or goes.
   */
  readonly inputs: readonly string[];
  /** Seconds after which the gate is stopped; the configuration may change it. */
  readonly timeout: number;
  /**
   * Seconds that it may take to clear away what it started elsewhere, with a container engine for instance, after `signal`
   * was aborted. Half a second without it: processes of this machine are ended by the runner.
   */
  readonly cleanup?: number;
  /** What it says of a file needs no other file: it can look at what is staged alone (`Workspace.staged`). */
  readonly staged?: boolean;
}

/** Where a gate announces the processes that it starts, so that the runner can end them with all their children. */
export interface ProcessRegistry {
  started(processGroup: number): void;
  ended(processGroup: number): void;
}

export interface ScanInput<Options = Readonly<Record<string, unknown>>> {
  readonly target: Target;
  readonly workspace: Workspace;
  readonly options: Options;
  /** The date of the run; cutoffs, expiries and data age depend on it, never on the clock. */
  readonly now: Date;
  readonly offline: boolean;
  /**
   * Milliseconds that advisory data may be old, by the date of its newest record; no limit without it. A source whose data
   * is older counts as one that failed: `DATA_STALE`.
   */
  readonly maxDataAge?: number | undefined;
  /** Findings for which repairs are wanted, beside the scan: only `railgate fix` asks. A gate may leave it alone. */
  readonly repair?: readonly RepairTarget[] | undefined;
  /** Aborted on timeout and Ctrl-C. */
  readonly signal: AbortSignal;
  readonly processes: ProcessRegistry;
  /** Says what it is at, for the heartbeat. Cheap: call it for each file. */
  progress(at: string): void;
}

/**
 * An engine that was asked and failed while others answered, or that readers should know something of, say that nothing pins
 * it: shown as a note, and no gap. One list for both, as `run.json` has it: who reads it decides nothing by the difference.
 */
export interface Degraded {
  readonly engine: string;
  readonly message: string;
}

export interface Scan {
  readonly run: sarif.Run;
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
  readonly degraded?: readonly Degraded[];
  readonly notScanned?: readonly NotScanned[];
  readonly artifacts?: readonly Artifact[];
  /**
   * The same input gives this very answer again, always: nothing in it depends on how busy the machine was. Only then
   * may it be kept for the next run, and only of a gate that has `dependsOn`.
   */
  readonly repeatable?: boolean;
  /** Questions that readers ask in just these words, each with its answer. Shown in every report. */
  readonly checklists?: readonly Checklist[];
  /** What `ScanInput.repair` asked for. */
  readonly repairs?: Repairs;
  /**
   * The text of a file as a commit has it, for findings with a `version`: fingerprints and snippets are made from it. Asked
   * in the thread that scanned, once a version, and never sent on. Decoded as UTF-8 with replacement.
   */
  readonly textOf?: (path: string, version: string) => string | undefined;
}

/** Only these two are reasons not to look. */
export interface SkipReason {
  readonly kind: 'nothing-to-scan' | 'disabled';
  readonly message: string;
}

/** What is wrong with an option that follows the schema. */
export interface OptionProblem {
  /** Where it stands below the gate's options: `['rules', 0, 'pattern']`. */
  readonly at: readonly (string | number)[];
  /** With a full stop. */
  readonly message: string;
  readonly remedy?: string;
}

/** A gate observes. It never decides whether the build passes: `judge` does. */
export interface Gate<Options = Readonly<Record<string, unknown>>> {
  readonly meta: GateMeta;
  readonly options: OptionsSchema;
  readonly rules: readonly Rule[];
  /** Cheap, offline, reads no file: why there is nothing to do for this target, or nothing. */
  skip(
    target: Target,
    workspace: Workspace,
    options?: Options,
  ): SkipReason | undefined | Promise<SkipReason | undefined>;
  /**
   * Name of the heaviest library that a scan of the target loads, where targets differ in it: targets with the same
   * one share a thread, so that it is loaded once. Cheap, reads no file.
   */
  engine?(target: Target): string;
  /**
   * Everything that an answer depends on besides the files of the workspace, the options, the date and the gate's own
   * code: an empty text where that is nothing. Without it, and where it gives nothing, no answer is kept.
   */
  dependsOn?(
    target: Target,
    workspace: Workspace,
    options: Options,
  ): string | undefined | Promise<string | undefined>;
  /**
   * Loads what every scan needs, where that takes long: called in the thread that will scan, while the files are still
   * listed. Whether it works is said by `scan`.
   */
  warmUp?(): Promise<void>;
  /** What a schema cannot say of options: asked for every file that sets some, which is wrong as a whole then. */
  checkOptions?(options: Partial<Options>): Promise<readonly OptionProblem[]>;
  /** @throws {GateError} when it cannot know. */
  scan(input: ScanInput<Options>): Promise<Scan>;
}

/** Gives `scan` the type of the options that the schema describes. */
export function defineGate<const Schema extends OptionsSchema>(
  gate: Omit<Gate<OptionsOf<Schema>>, 'options'> & { readonly options: Schema },
): Gate<OptionsOf<Schema>> {
  return gate;
}
