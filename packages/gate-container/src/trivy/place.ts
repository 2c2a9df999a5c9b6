import type { Degraded, EngineEvidence } from '@railgate/contract';
import type { ReadFile, RunAnswer, VolumeEntry } from '@railgate/images';

/** Where Trivy runs: in a container, or as a program of this machine. */
export interface Place {
  /** Of the image, or of the program's file. */
  readonly digest: string;
  /** What Trivy answers when it is asked. */
  readonly version: string;
  readonly degraded: readonly Degraded[];
  /** Folder that holds the database, as Trivy sees it. Nothing is written to it. */
  readonly cache: string;
  /** A run with these arguments will come: what can be made before its files are there is made. Never throws. */
  prepare(args: TrivyRun['args']): void;
  /**
   * One run of Trivy in a folder of its own, which holds these files when it starts. It is removed when `use` has ended,
   * however that ends, at the latest when the session ends.
   *
   * @throws {GateError} `TOOL_TIMEOUT`, `NEED_UNMET`; `TOOL_CRASHED` when it cannot be started or is killed.
   */
  run<T>(run: TrivyRun, use: (ended: EndedRun) => Promise<T>): Promise<T>;
}

export interface TrivyRun {
  /** By paths in the folder. */
  readonly files: readonly VolumeEntry[];
  /** @param folder as Trivy sees it */
  readonly args: (folder: string) => readonly string[];
  readonly seconds: number;
  readonly signal: AbortSignal;
}

export interface EndedRun extends RunAnswer {
  /** What Trivy left in the folder. */
  readonly read: ReadFile;
}

/** Folder in which Trivy may write; all else in a run's folder is ours. */
export const OUTPUT_FOLDER = 'out';
/** For its temporary files: on disk, since the layers of a big image do not fit into memory. */
export const SCRATCH_FOLDER = 'scratch';

/** What every run's folder holds at first. Anybody may write there, since Trivy runs as nobody. */
export const FIRST_ENTRIES: readonly VolumeEntry[] = [
  { kind: 'folder', path: OUTPUT_FOLDER, mode: 0o777 },
  { kind: 'folder', path: SCRATCH_FOLDER, mode: 0o777 },
];

/**
 * For Go's collector of garbage, which by default runs whenever the memory in use has doubled: a tenth of Trivy's time. It may
 * grow to five times, and less where that comes near the limit.
 *
 * @param memory megabytes that Trivy may use
 */
export function goEnvironment(memory: number): Readonly<Record<string, string>> {
  return { GOGC: '400', GOMEMLIMIT: `${Math.floor(memory * 0.75)}MiB` };
}

export function evidenceOf(place: Place): EngineEvidence {
  return { name: 'Trivy', version: place.version, digest: place.digest, canary: 'found' };
}
