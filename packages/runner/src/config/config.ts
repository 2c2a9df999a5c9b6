import type { DeclaredService, Threshold } from '@railgate/contract';

/** What one gate is to do. */
export interface GateConfig {
  readonly enabled: boolean;
  /** Without it the gate's findings and gaps are shown and never fail the run. */
  readonly enforce: boolean;
  /** Where it differs from the run's. */
  readonly failOn?: Threshold;
  /** Seconds. */
  readonly timeout: number;
  /** Defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Everything that the configuration says, defaults filled in. */
export interface Config {
  readonly failOn: Threshold;
  /** One for each gate, by id. */
  readonly gates: Readonly<Record<string, GateConfig>>;
  readonly ignore: readonly string[];
  readonly services: readonly DeclaredService[];
  /** Milliseconds. */
  readonly maxDataAge?: number;
  /** The files that were read, the weakest first. Without absolute paths, so that reports may name them. */
  readonly sources: readonly string[];
}

/** The content of one configuration file: keys of `configSchema`, all optional. */
export type ConfigLayer = Readonly<Record<string, unknown>>;
