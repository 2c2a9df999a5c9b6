import type { Gate } from '@railgate/contract';

/** One line of the command's list of gates. */
export interface GateEntry {
  /** Equals the gate's `meta.id`. */
  readonly id: string;
  /** URL of the built package, which the scan's worker threads import. It exports the gate as `gate` or as default. */
  readonly module: string;
  /** The gate's description, options and rules; its engines stay unloaded until it scans. */
  load(): Promise<Gate>;
}
