import type { DeclaredService, Threshold, Waiver } from '@railgate/contract';

/** What one gate is to do. */
export interface GateConfig {
  readonly enabled: boolean;
  /** Without it the gate's findings and gaps are shown and never fail the run. */
  readonly enforce: boolean;
  /** Where it differs from the run's. */
  readonly failOn?: Threshold;
  /** How many findings at or over the threshold are let pass. */
  readonly maxFindings?: number;
  /** Where it differs from the run's. */
  readonly newOnly?: boolean;
  /** Seconds. */
  readonly timeout: number;
  /** Defaults filled in. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Everything that the configuration says, defaults filled in. */
export interface Config {
  readonly failOn: Threshold;
  /** Only findings that the baseline does not have count. */
  readonly newOnly: boolean;
  /** Whether comments let findings through. */
  readonly inlineIgnores: boolean;
  /** One for each gate, by id. */
  readonly gates: Readonly<Record<string, GateConfig>>;
  readonly ignore: readonly string[];
  readonly services: readonly DeclaredService[];
  /** Milliseconds. */
  readonly maxDataAge?: number;
  /** The files that were read, the weakest first. Without absolute paths, so that reports may name them. */
  readonly sources: readonly string[];
}

/** A waiver with the line of the waivers file that it starts on. */
export interface PlacedWaiver {
  readonly waiver: Waiver;
  /** The waivers file, as reports name it. */
  readonly path: string;
  readonly line: number;
}

/** The content of one configuration file: keys of `configSchema`, all optional. */
export type ConfigLayer = Readonly<Record<string, unknown>>;
