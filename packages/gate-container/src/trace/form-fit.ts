import type { Step } from './history-step.js';

/** How an instruction appears in the histories of all builders. */
export interface Form {
  /** Characters that tell it from others. */
  readonly length: number;
  /**
   * 0: it is not this; 1: it is, with all of those characters; between: it may be, and the history shows that part of them.
   * What the history does not show must not count, since it would tell two apart that are alike in all that can be seen.
   */
  fits(step: Step): number;
}

/** It may be this, and nothing shows it. */
export const UNSHOWN = 1e-9;

/** The fit of an instruction of which the history shows so many characters. */
export function partOf(shown: number, length: number): number {
  return shown <= 0 || length <= 0 ? UNSHOWN : Math.min(1, shown / length);
}
