import type { Reporter, RunEvent, Threshold } from '@railgate/contract';

import type { BaselineName } from './baseline/open-baseline.js';
import type { GateEntry } from './gate-entry.js';
import type { Selection } from './selection.js';

/** What decides what is looked at. */
export interface ScanRunOptions {
  /** The folder to scan. */
  readonly root: string;
  /** In the order of the reports. */
  readonly gates: readonly GateEntry[];
  /** Where `SOURCE_DATE_EPOCH` and the user's own configuration folder stand. Default: of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Gates at once; default: the cores. */
  readonly jobs?: number | undefined;
  readonly offline?: boolean | undefined;
  /** Options of the repository's configuration that execute its code count. */
  readonly trustRepository?: boolean | undefined;
  /** A configuration of the user's own. */
  readonly configFile?: string | undefined;
  /** `7d`, `12h`; goes before the configuration's. */
  readonly maxDataAge?: string | undefined;
  /** Look at what is staged, and at nothing else: the index of git with what the next commit brings. */
  readonly staged?: boolean | undefined;
  /** Options of gates, by the gate's id, that go before the configuration's. */
  readonly gateOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** The day of the run; default: `SOURCE_DATE_EPOCH`, else today. */
  readonly now?: Date | undefined;
  /** Megabytes of heap that one gate may take. Default: its share of the memory, 1024 to 4096. */
  readonly memoryLimit?: number | undefined;
  /** Ask and keep the answers of gates that say that nothing else changes them. Default: yes. */
  readonly cache?: boolean | undefined;
  /** Seconds between two heartbeats. Default 10. */
  readonly heartbeat?: number | undefined;
}

/** What decides the verdict, and what is written. */
export interface JudgeOptions {
  /** Goes before the configuration's; a gate's own threshold stays. */
  readonly failOn?: Threshold | undefined;
  /** Only findings count that the baseline does not have. */
  readonly newOnly?: boolean | undefined;
  /** A report of an earlier run, its folder, or a git ref of the repository. */
  readonly baseline?: BaselineName | undefined;
  /** Beside `run.json` and `report.sarif`, which are written always. A function is asked when they are needed. */
  readonly reporters?: readonly Reporter[] | (() => Promise<readonly Reporter[]>) | undefined;
  /** Output folder; default `.railgate` in the repository, and `.railgate/staged` for what is staged. */
  readonly out?: string | undefined;
}

export interface RunOptions extends ScanRunOptions, JudgeOptions {
  readonly selection?: Selection | undefined;
  /**
   * URL of a built module below which lies all the code that the reports come from: the gates', the reporters', and what
   * asks `RunResult.text`. Where it is given, whole runs are kept beside answers.
   */
  readonly program?: string | undefined;
}
