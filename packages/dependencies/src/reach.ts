import type { LockedPackage, Requirement } from './lockfile.js';

/** A package before it is known who asks for it. */
export type PackageDraft = Omit<LockedPackage, 'direct' | 'dev' | 'optional'>;

/**
 * Says of each package who asks for it, by what the projects ask for and the edges. `dev` and `optional` are true only
 * where nothing else leads to it. Linear; cycles are fine.
 */
export function markReached(
  drafts: readonly PackageDraft[],
  requirements: readonly Requirement[],
): LockedPackage[] {
  const direct = new Set(requirements.map(({ target }) => target));
  const reached = (...kinds: readonly Requirement['kind'][]): Uint8Array =>
    reachedFrom(
      drafts,
      requirements.filter(({ kind }) => kinds.includes(kind)),
    );
  const prod = reached('prod', 'peer');
  const optional = reached('optional');
  const dev = reached('dev');
  return drafts.map((draft, index) => ({
    ...draft,
    direct: direct.has(index),
    dev: dev[index] === 1 && prod[index] === 0 && optional[index] === 0,
    optional: optional[index] === 1 && prod[index] === 0 && dev[index] === 0,
  }));
}

function reachedFrom(drafts: readonly PackageDraft[], starts: readonly Requirement[]): Uint8Array {
  const seen = new Uint8Array(drafts.length);
  const queue: number[] = [];
  const visit = (index: number): void => {
    if (seen[index] !== 0) return;
    seen[index] = 1;
    queue.push(index);
  };
  for (const { target } of starts) if (target !== undefined) visit(target);
  // It grows while it is worked off.
  for (const here of queue) drafts[here]?.dependencies.forEach(visit);
  return seen;
}
