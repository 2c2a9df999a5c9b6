import type { Severity } from '@railgate/contract';

/** A rule that somebody wrote for a repository: in `railgate.json`, or in a `.gitleaks.toml`. */
export interface UserRule {
  /** Kebab-case; the rule is `secrets/custom-<id>`. */
  readonly id: string;
  readonly title: string;
  /** In RE2's syntax, which is Go's. */
  readonly pattern: string;
  /** The group that is the secret: a number, or `secret` where the pattern names one; else the first, else all of it. */
  readonly group?: number;
  /** Where none of them stands nearby, in any case, the pattern does not run. None: it runs on everything. */
  readonly keywords: readonly string[];
  readonly severity: Severity;
  /** Bits of Shannon entropy a character below which it is no secret. */
  readonly entropy?: number;
  /** Only these files. */
  readonly covers: (path: string) => boolean;
  /** Where it was written, for readers: `railgate.json`, or a path. */
  readonly source: string;
}
