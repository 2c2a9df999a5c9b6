import type { LockedPackage, Lockfile } from '@railgate/dependencies';

import type { PolicyInput } from './policy-rule.js';

/** Packages of registries by their licence: as the lockfile has it, else as the registry says. */
export function licenceOf(
  { registry }: PolicyInput,
  fits: (licence: string | undefined) => boolean,
): {
  of(one: LockedPackage, lockfile: Lockfile): string | undefined;
  holds(one: LockedPackage, lockfile: Lockfile): boolean;
} {
  const of = (one: LockedPackage, { ecosystem }: Lockfile): string | undefined =>
    one.licence ?? registry?.of(ecosystem, one.name, one.version)?.licence;
  return { of, holds: (one, lockfile) => one.source !== 'file' && fits(of(one, lockfile)) };
}
