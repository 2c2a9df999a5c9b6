import type { Degraded, EngineEvidence } from '@railgate/contract';
import type { RunAnswer, VolumeEntry } from '@railgate/images';

/** Where Trivy runs: in a container, or as a program of this machine. */
export interface Place {
  /** Of the image, or of the program's file. */
  readonly digest: string;
  /** What Trivy answers when it is asked. */
  readonly version: string;
  readonly degraded: readonly Degraded[];
  /** Folder that holds the database, as Trivy sees it. Nothing is written to it. */
  readonly cache: string;
  /** Gives `use` an empty folder of its own, and removes it however that ends. */
  withFolder<T>(use: (folder: RunFolder) => Promise<T>): Promise<T>;
}

/** A folder that Trivy and we see. */
export interface RunFolder {
  /** As Trivy sees it. */
  readonly path: string;
  put(entries: Iterable<VolumeEntry>): Promise<void>;
  /** @throws {GateError} `REPORT_UNREADABLE` when there is no such file, or it is larger than `limit`. */
  read(path: string, limit: number): Promise<Buffer>;
  /** @throws {GateError} `TOOL_TIMEOUT`, `NEED_UNMET`; `TOOL_CRASHED` when it cannot be started or is killed. */
  run(args: readonly string[], options: RunOptions): Promise<RunAnswer>;
}

export interface RunOptions {
  readonly seconds: number;
  readonly signal: AbortSignal;
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

export function evidenceOf(place: Place): EngineEvidence {
  return { name: 'Trivy', version: place.version, digest: place.digest, canary: 'found' };
}
