import { TOOL_NAME } from '@railgate/contract';
import type * as sarif from 'sarif';

export interface Pair {
  readonly gate: string;
  readonly target: string;
}

/** A set of gates with targets. */
export class ReadonlyPairs {
  readonly #keys: ReadonlySet<string>;

  constructor(pairs: Iterable<Pair>) {
    this.#keys = new Set([...pairs].map(keyOf));
  }

  has(pair: Pair | undefined): boolean {
    return pair !== undefined && this.#keys.has(keyOf(pair));
  }
}

/** The gate and target of a run of ours; nothing for runs of others. */
export function pairOf(run: Pick<sarif.Run, 'automationDetails'>): Pair | undefined {
  return pairOfCategory(run.automationDetails?.id ?? '');
}

/** `railgate/<gate>/<target>/`: targets hold slashes, gates do not. */
export function pairOfCategory(category: string): Pair | undefined {
  const [, gate, target] = CATEGORY.exec(category) ?? [];
  return gate === undefined || target === undefined ? undefined : { gate, target };
}

const CATEGORY = new RegExp(`^${TOOL_NAME}/([^/]+)/(.+)/$`, 's');

function keyOf({ gate, target }: Pair): string {
  return `${gate}\0${target}`;
}
