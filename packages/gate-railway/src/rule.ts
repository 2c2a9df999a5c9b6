import type { Finding, Rule } from '@railgate/contract';

import type { Options } from './options.js';
import type { TargetModel } from './services/resolve.js';
import type { ServiceMap } from './services/service-map.js';

/** What a rule yields: a finding without the rule's id. */
export type Report = Omit<Finding, 'ruleId'>;

export interface RailwayContext {
  /** The date of the run. */
  readonly now: Date;
  readonly options: Options;
  /** All services of the workspace, for rules that look across them. */
  readonly services: ServiceMap;
}

type Subjects = TargetModel['subjects'];

/** One function for each kind of subject that the rule looks at; each is called once for every subject. */
export type Checks = {
  readonly [Kind in keyof Subjects]?: (
    subject: Subjects[Kind][number],
    context: RailwayContext,
  ) => Iterable<Report>;
};

/** A rule: what readers see of it, and what it does. One file each, `src/rules/<id>.ts`, and its cases beside the tests. */
export interface RailwayRule extends Rule {
  /** Ids of the requirement catalogue that the rule answers. */
  readonly catalogue: readonly string[];
  readonly checks: Checks;
}
