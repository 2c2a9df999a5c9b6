import type { BaseUse } from '../targets/base-uses.js';
import { referenceKey } from '../targets/reference.js';
import type { Looked } from './look-at.js';

/** Which base images were seen already. */
export interface BasePlan {
  /** What was looked at, with the `FROM`s that it stands for, since it goes by their name. */
  readonly looked: readonly Looked[];
  /** Those that nothing stands for yet. */
  readonly left: readonly BaseUse[];
}

export function planBases(uses: readonly BaseUse[], looked: readonly Looked[]): BasePlan {
  const standing = new Map<Looked, BaseUse[]>();
  const left: BaseUse[] = [];
  for (const use of uses) {
    const key = referenceKey(use.reference);
    const same = looked.find(({ keys }) => keys.includes(key));
    if (same) standing.set(same, [...(standing.get(same) ?? []), use]);
    else if (!looked.some((one) => isBuiltOn(one, use))) left.push(use);
  }
  return { looked: looked.map((one) => withUses(one, standing.get(one) ?? [])), left };
}

function withUses(looked: Looked, uses: readonly BaseUse[]): Looked {
  return uses.length === 0 ? looked : { ...looked, view: { ...looked.view, uses } };
}

/** Its first layers are those of the very image that this `FROM` names. */
export function isBuiltOn({ view: { trace } }: Pick<Looked, 'view'>, { name, at }: BaseUse): boolean {
  if (trace.dockerfile !== at.path || trace.base !== name || !trace.baseLayers) return false;
  return [...trace.layers.values()].some(
    ({ from, region }) => from === 'base' && region.startLine === at.region.startLine,
  );
}
