import type { Rule, Severity } from '@railgate/contract';

import type { ImageView } from './findings/view.js';
import type { InImage } from './trivy/observed.js';
import type { LicenceJudge } from '@railgate/kit';

/** Something that a rule says of an image; where it comes from is found out for all rules alike. */
export interface Problem {
  /** What and where in the image, with a full stop. Never a secret's value. */
  readonly message: string;
  /** What to do, with a full stop; said after where it comes from. */
  readonly remedy: string;
  /** What to do where a base image brings it, instead. @param base as `FROM` names it */
  baseRemedy?(base: string): string;
  /** What tells it from others of the rule in the image, and stays when the image is built again. */
  readonly what: string;
  readonly severity?: Severity;
  readonly occurrences: readonly InImage[];
  /** It is no part of a layer but of what such instructions set: `ENV`, `ARG`. */
  readonly setBy?: readonly string[];
}

export interface RuleInput {
  readonly view: ImageView;
  /** What to start from instead of a base image whose release is at its end, without a full stop: `start from …`. */
  supportedBase(base: string): string;
  /** Only where the options name licences. */
  readonly licences?: LicenceJudge;
}

export interface ImageRule extends Rule {
  check(input: RuleInput): Iterable<Problem>;
}
