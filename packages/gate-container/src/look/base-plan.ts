import { addTo } from '@railgate/contract';
import { isSameImage, parseReference } from '@railgate/images';

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
    // One image may have been given twice.
    const same = looked.filter(({ keys }) => keys.includes(key));
    for (const one of same) addTo(standing, one, use);
    if (same.length > 0) continue;
    if (!looked.some((one) => isBuiltOn(one, use))) left.push(use);
  }
  return { looked: looked.map((one) => withUses(one, standing.get(one) ?? [])), left };
}

function withUses(looked: Looked, uses: readonly BaseUse[]): Looked {
  if (uses.length === 0) return looked;
  return { ...looked, view: { ...looked.view, uses, isBase: true } };
}

/** Its first layers are those of the very image that the Dockerfile names there, in whichever of its stages. */
export function isBuiltOn({ view: { trace } }: Pick<Looked, 'view'>, { reference, at }: BaseUse): boolean {
  if (trace.dockerfile !== at.path || trace.base === undefined || !trace.baseLayers) return false;
  const base = parseReference(trace.base);
  return base !== undefined && isSameImage(base, reference);
}
