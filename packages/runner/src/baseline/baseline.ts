import type { ReadonlyPairs } from './pairs.js';
import type * as sarif from 'sarif';

/** What the findings of a run are compared with. Plain data. */
export interface Baseline {
  readonly kind: 'file' | 'ref';
  /** The file as it was named, without absolute folders, or the ref. */
  readonly name: string;
  /** Only what the run looked at too. */
  readonly log: sarif.Log;
  /** Path in the baseline → path now. Only git knows. */
  readonly renames?: ReadonlyMap<string, string>;
  /** Gates and targets where the baseline had nothing to look at, so that it needs no run of them. */
  readonly nothing: ReadonlyPairs;
  /** Gates and targets of the baseline that are not there any more, so that the run needs none of them. */
  readonly gone: ReadonlyPairs;
}
