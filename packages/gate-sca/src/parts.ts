import type { Count, Gap } from '@railgate/contract';
import type { Ecosystem, LockedPackage, Lockfile } from '@railgate/dependencies';

import { listed, plainText } from './findings/plain-text.js';

/** What the lockfiles of one ecosystem hold. */
export interface Part {
  readonly ecosystem: Ecosystem;
  /** Package versions that somebody has to know something about. */
  readonly packages: number;
  /** Those without a version: nobody can. */
  readonly nameless: number;
  /** Of the lockfiles that hold them, sorted. */
  readonly paths: readonly string[];
}

const SHOWN = 5;

/** One for each ecosystem that has packages. What the repository makes itself is no dependency. */
export function partsOf(lockfiles: readonly Lockfile[]): Part[] {
  const parts = new Map<Ecosystem, Part>();
  for (const { ecosystem, path, packages } of lockfiles) {
    const count = packages.reduce((sum, one) => sum + Number(isDependency(one)), 0);
    if (count === 0) continue;
    const nameless = packages.reduce((sum, one) => sum + Number(isNameless(one)), 0);
    const known = parts.get(ecosystem) ?? { ecosystem, packages: 0, nameless: 0, paths: [] };
    parts.set(ecosystem, {
      ecosystem,
      packages: known.packages + count,
      nameless: known.nameless + nameless,
      paths: [...known.paths, path],
    });
  }
  return [...parts.values()].sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1));
}

/** All of them, or those that somebody knew. */
export function countPackages(parts: readonly Part[], known?: ReadonlyMap<Ecosystem, unknown>): Count {
  if (parts.length === 0) return {};
  let packages = 0;
  for (const part of parts) {
    if (!known) packages += part.packages;
    else if (known.has(part.ecosystem)) packages += part.packages - part.nameless;
  }
  return { packages };
}

/** Packages from elsewhere that have no version: no source can say anything of them. One gap for each lockfile. */
export function namelessGaps(lockfiles: readonly Lockfile[]): Gap[] {
  return lockfiles.flatMap(({ path, packages }) => {
    const nameless = packages.filter(isNameless);
    const [first] = nameless;
    if (!first) return [];
    const names = listed(
      nameless.map(({ name }) => plainText(name, 100)),
      SHOWN,
    );
    return {
      code: 'PART_SKIPPED',
      message: `The lockfile gives no version of ${names}, so no source can say whether it is vulnerable.`,
      remedy: 'Take the package from a registry, or look after it yourself and waive this gap with a reason.',
      path,
      line: first.line,
    };
  });
}

function isDependency({ source }: LockedPackage): boolean {
  return source !== 'workspace';
}

function isNameless({ source, version }: LockedPackage): boolean {
  return version === '' && (source === 'git' || source === 'url' || source === 'registry');
}
