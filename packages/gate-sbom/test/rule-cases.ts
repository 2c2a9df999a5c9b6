import type { Severity } from '@railgate/contract';
import type { Files } from '@railgate/testkit';

/** What the rule must find in an ng case. */
export interface Expected {
  /** `path:line`. */
  readonly at: string;
  /** Defaults to the rule's severity. */
  readonly severity?: Severity;
}

interface OkCase {
  /** What happens, in words. */
  readonly name: string;
  readonly files: Files;
  readonly options?: Readonly<Record<string, unknown>>;
}

interface NgCase extends OkCase {
  readonly finds: readonly [Expected, ...Expected[]];
}

/** The cases of one rule, `test/cases/<id>.ts`. `ok`: look-alikes on which it is silent; `ng`: what it finds. */
export interface RuleCases {
  readonly ok: readonly [OkCase, ...OkCase[]];
  readonly ng: readonly [NgCase, ...NgCase[]];
}
