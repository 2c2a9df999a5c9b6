import type { Finding, Gap, Rule } from '@railgate/contract';

import type { Contract } from './contract.js';
import type { EnvironmentFacts } from './model.js';

/** What a rule about the environment may ask. */
export interface EnvironmentContext {
  readonly facts: EnvironmentFacts;
  readonly contracts: readonly Contract[];
  /** What git tracks and ignores; absent outside of git. */
  readonly git?: GitView;
  /** Which of these names occur in a file of the repository that is neither a `.env` file nor documentation. */
  mentioned(names: readonly string[]): ReadonlySet<string>;
  /** The text of a file; nothing where it cannot be read. */
  textOf(path: string): string | undefined;
  readonly paths: ReadonlySet<string>;
}

export interface GitView {
  readonly tracked: ReadonlySet<string>;
  /** Does it lie in a submodule, or in another repository inside? Those have an index and a .gitignore of their own. */
  isElsewhere(path: string): boolean;
  /** Which of these paths git ignores, whether they are there or not. */
  readonly ignored: ReadonlySet<string>;
}

export type Report = Omit<Finding, 'ruleId'>;

/** A rule about the environment: what readers see of it, and its check. */
export interface EnvironmentRule extends Rule {
  check(context: EnvironmentContext): Iterable<Report>;
}

export interface EnvironmentAnswer {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}
