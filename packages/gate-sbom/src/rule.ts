import type { Finding, Rule } from '@railgate/contract';
import type { Manifest } from '@railgate/dependencies';

/** A package that nothing depends on any more, as our own reader and an engine say alike. */
export interface LeftOver {
  /** The lockfile, relative to the repository root. */
  readonly path: string;
  readonly line: number;
  readonly purl: string;
}

/** What the rules see. */
export interface Observed {
  /** Manifests with requirements that nothing pins. */
  readonly unpinned: readonly Manifest[];
  readonly leftOver: readonly LeftOver[];
}

/** What makes a bill say more or less than what is used, though everything was read. */
export interface SbomRule extends Rule {
  /** Linear in what was observed. */
  check(observed: Observed): Iterable<Omit<Finding, 'ruleId'>>;
}
