/** Where the two validators differ on the compared logs, and why. docs/sarif-validation.md tells the same in its table. */
export interface Difference {
  readonly rule: string;
  /** Who says more. */
  readonly more: 'railgate' | 'multitool';
  /** The logs on which they differ, by file name. */
  readonly logs: readonly string[];
  readonly why: string;
}

export const DIFFERENCES: readonly Difference[] = [];
