/** Where the two validators differ on the compared logs, and why. docs/sarif-validation.md tells the same in its table. */
export interface Difference {
  readonly rule: string;
  /** Who says more. */
  readonly more: 'railgate' | 'multitool';
  /** The logs on which they differ, by file name. */
  readonly logs: readonly string[];
  readonly why: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    rule: 'GH1004',
    more: 'multitool',
    logs: ['twenty-runs.sarif', 'eleven-locations.sarif', 'one-hundred-and-one-steps.sarif'],
    why: 'The Multitool has the limits of 2020; ours are those that GitHub documents today.',
  },
  {
    rule: 'GH1004',
    more: 'railgate',
    logs: ['one-thousand-and-one-steps.sarif', 'eleven-tags.sarif', 'one-hundred-and-one-extensions.sarif'],
    why: 'GitHub counts the steps of all code flows of a result together, and has limits for tags and extensions, too.',
  },
  ...['GH1016', 'GHAzDO1016'].map((rule): Difference => ({
    rule,
    more: 'railgate',
    logs: [
      'location-of-a-function.sarif',
      'related-location-of-a-function.sarif',
      'GH1001.ProvideRequiredLocationProperties_Invalid.sarif',
      'SARIF1009.IndexPropertiesMustBeConsistentWithArrays_Valid.sarif',
    ],
    why: 'The Multitool has the rule and never asks it: its walk passes the locations by.',
  })),
];

/**
 * Rules that the Multitool asks twice of the same tool, once as part of the run and once by itself, so that it says what is
 * wrong twice. One line counts as much as two.
 */
export const SAID_TWICE: ReadonlySet<string> = new Set(['GHAzDO1018']);
