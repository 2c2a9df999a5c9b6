import type { Finding, Rule } from '@railgate/contract';
import type { Dependencies } from '@railgate/dependencies';

/** What keeps a bill from being complete, though everything was read. */
export interface SbomRule extends Rule {
  /** Linear in the requirements. */
  check(dependencies: Dependencies): Iterable<Omit<Finding, 'ruleId'>>;
}
