import type { Ecosystem, LockedPackage } from '@railgate/dependencies';

import type { PolicyInput } from './policy-rule.js';

const DAY_MS = 86_400_000;

/** Days since a version of a registry was published; a date in the future is 0. Nothing where nobody says. */
export function ageOf(
  { registry, now }: Pick<PolicyInput, 'registry' | 'now'>,
  ecosystem: Ecosystem,
  { name, version, source }: LockedPackage,
): number | undefined {
  if (source !== 'registry') return undefined;
  const published = Date.parse(registry?.of(ecosystem, name, version)?.published ?? '');
  return Number.isNaN(published) ? undefined : Math.max(0, (now.getTime() - published) / DAY_MS);
}

/** Versions of one ecosystem's registries whose age nobody says, and the lockfiles that hold them. */
export interface Ageless {
  readonly ecosystem: Ecosystem;
  readonly count: number;
  readonly paths: readonly string[];
}

export function ageless(input: PolicyInput): Ageless[] {
  const ecosystems = new Set(input.dependencies.lockfiles.map(({ ecosystem }) => ecosystem));
  return [...ecosystems].flatMap((ecosystem) => {
    const { count, paths } = agelessOf(input, ecosystem);
    return count === 0 ? [] : { ecosystem, count, paths };
  });
}

function agelessOf(input: PolicyInput, wanted: Ecosystem): Omit<Ageless, 'ecosystem'> {
  let count = 0;
  const paths: string[] = [];
  for (const { ecosystem, packages, path } of input.dependencies.lockfiles) {
    if (ecosystem !== wanted) continue;
    const here = packages.filter(
      (one) =>
        one.source === 'registry' &&
        !isGone(input, ecosystem, one) &&
        ageOf(input, ecosystem, one) === undefined,
    ).length;
    if (here > 0) paths.push(path);
    count += here;
  }
  return { count, paths };
}

/** A version that was taken back is a finding of its own. */
function isGone({ registry }: PolicyInput, ecosystem: Ecosystem, { name, version }: LockedPackage): boolean {
  return registry?.of(ecosystem, name, version)?.yanked !== undefined;
}
