import type { Outcome } from './outcome.js';
import type { DiscoverySource } from './workspace.js';

interface Step {
  readonly gate: string;
  readonly target: string;
}

/** What a run says while it goes on, for progress displays. */
export type RunEvent =
  | {
      readonly type: 'discovered';
      readonly files: number;
      readonly projects: number;
      readonly source: DiscoverySource;
    }
  | { readonly type: 'planned'; readonly steps: readonly Step[]; readonly skipped: number }
  | ({ readonly type: 'started' } & Step)
  | ({ readonly type: 'progress'; readonly at: string } & Step)
  /** Every ten seconds while a gate runs: seconds so far, and what it was last at. */
  | ({ readonly type: 'heartbeat'; readonly seconds: number; readonly at: string | undefined } & Step)
  | ({
      readonly type: 'finished';
      readonly outcome: Outcome;
      readonly milliseconds: number;
      /** Kept from an earlier run over the same input. */
      readonly remembered?: boolean;
    } & Step)
  | { readonly type: 'writing'; readonly folder: string }
  /** For another run, until when nothing happens here: a sentence that is shown with `--quiet`, too. */
  | { readonly type: 'waiting'; readonly message: string };
