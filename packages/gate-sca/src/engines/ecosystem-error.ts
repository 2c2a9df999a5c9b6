import { GateError } from '@railgate/contract';
import type { Ecosystem } from '@railgate/dependencies';

/** Why an engine knows nothing, where each ecosystem may have a reason of its own. As an error it is the first of them. */
export class EcosystemError extends GateError {
  readonly problems: ReadonlyMap<Ecosystem, GateError>;

  /** @param problems by ecosystem, and not empty */
  constructor(problems: ReadonlyMap<Ecosystem, GateError>) {
    const [first = new GateError('INTERNAL', 'An engine failed without a reason.')] = problems.values();
    super(first.code, first.message, { remedy: first.remedy });
    this.problems = problems;
  }
}
