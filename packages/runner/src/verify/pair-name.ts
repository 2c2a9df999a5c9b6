import type { ManifestOutcome } from '@railgate/contract';

/** `lint on apps/web`. */
export function pairName({ gate, target }: Pick<ManifestOutcome, 'gate' | 'target'>): string {
  return `${gate} on ${target}`;
}
