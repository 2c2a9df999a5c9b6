import type { Dependencies, Ecosystem } from '@railgate/dependencies';

/** A package version that an engine is asked about, once however often lockfiles hold it. */
export interface AskedPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Never empty. */
  readonly version: string;
  /** Where the first lockfile that holds it brings it. */
  readonly path: string;
  readonly line: number;
}

/**
 * What the lockfiles hold of one ecosystem. The projects of the repository itself are no dependencies; what has no version
 * cannot be asked for.
 */
export function askedPackages({ lockfiles }: Dependencies, ecosystem: Ecosystem): AskedPackage[] {
  const asked = new Map<string, AskedPackage>();
  for (const lockfile of lockfiles) {
    if (lockfile.ecosystem !== ecosystem) continue;
    for (const { name, version, source, line } of lockfile.packages) {
      if (source === 'workspace' || version === '') continue;
      const key = `${name}\0${version}`;
      if (!asked.has(key)) asked.set(key, { ecosystem, name, version, path: lockfile.path, line });
    }
  }
  return [...asked.values()];
}

/** The ecosystems among `known` that the lockfiles hold packages of, in that order. */
export function askedEcosystems({ lockfiles }: Dependencies, known: readonly Ecosystem[]): Ecosystem[] {
  const held = new Set(
    lockfiles.filter(({ packages }) => packages.length > 0).map(({ ecosystem }) => ecosystem),
  );
  return known.filter((ecosystem) => held.has(ecosystem));
}
