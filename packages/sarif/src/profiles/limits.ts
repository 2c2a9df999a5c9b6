/**
 * What GitHub code scanning takes (docs.github.com, "SARIF support for code scanning" and the REST description of the
 * upload). Over a `hard` limit the whole file is rejected, over a `soft` one GitHub leaves out what it likes: we leave
 * out first, by severity, and say so.
 */
export interface GithubLimits {
  /** Of the gzip-compressed file. */
  readonly bytes: number;
  readonly runs: number;
  /** Of a run; hard: 25,000. */
  readonly results: number;
  readonly rules: number;
  /** Primary and related locations of a result; hard: 1,000. */
  readonly locations: number;
  /** Steps of all code flows of a result; hard: 10,000. */
  readonly steps: number;
  /** Of a rule; hard: 20. */
  readonly tags: number;
}

/** The soft limit where there is one. 10 MB is read as the smaller of its two meanings. */
export const GITHUB_LIMITS: GithubLimits = {
  bytes: 10_000_000,
  runs: 20,
  results: 5_000,
  rules: 25_000,
  locations: 100,
  steps: 1_000,
  tags: 10,
};

/** Characters of a text that GitHub takes. */
export const TEXT_LIMITS = { description: 1024, name: 255 } as const;
