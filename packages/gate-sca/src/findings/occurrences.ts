import { addTo } from '@railgate/contract';
import type { Ecosystem, LockedPackage, Lockfile } from '@railgate/dependencies';

/** One package version in one file: what a finding is about. */
export interface Occurrence {
  /** The lockfile, or the file that an engine names. Relative to the repository root. */
  readonly path: string;
  /** The first line that brings it, from 1. */
  readonly line: number;
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  /** None where an engine read a file that no reader of ours reads. */
  readonly held?: Held;
}

export interface Held {
  readonly lockfile: Lockfile;
  /** Where the lockfile has this version: indices of its packages. Never empty. */
  readonly indices: readonly number[];
  /** A project asks for it itself. */
  readonly direct: boolean;
  /** All of them are reached through development dependencies alone. */
  readonly dev: boolean;
}

/** What somebody asks for: a package version, by name. */
export interface Asked {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

/**
 * Where the lockfiles have the versions that are asked for, by `occurrenceKey`. One pass over all packages, whatever is
 * asked. What the repository makes itself is no dependency.
 */
export function findOccurrences(
  lockfiles: readonly Lockfile[],
  asked: Iterable<Asked>,
): ReadonlyMap<string, readonly Occurrence[]> {
  const wanted = new Map<Ecosystem, Set<string>>();
  for (const { ecosystem, name } of asked) {
    const names = wanted.get(ecosystem);
    if (names) names.add(name);
    else wanted.set(ecosystem, new Set([name]));
  }
  const found = new Map<string, Occurrence[]>();
  for (const lockfile of lockfiles) {
    const names = wanted.get(lockfile.ecosystem);
    if (names) addOccurrences(found, lockfile, names);
  }
  return found;
}

export function occurrenceKey({ ecosystem, name, version }: Asked): string {
  return `${ecosystem}\0${name}\0${version}`;
}

function addOccurrences(
  found: Map<string, Occurrence[]>,
  lockfile: Lockfile,
  names: ReadonlySet<string>,
): void {
  const { ecosystem, packages } = lockfile;
  const here = new Map<string, number[]>();
  packages.forEach(({ name, version, source }, index) => {
    if (source === 'workspace' || !names.has(name)) return;
    addTo(here, occurrenceKey({ ecosystem, name, version }), index);
  });
  for (const [key, indices] of here) addTo(found, key, occurrenceOf(lockfile, indices));
}

/** @param indices of one version, not empty */
export function occurrenceOf(lockfile: Lockfile, indices: readonly number[]): Occurrence {
  const packages = indices.flatMap((index) => lockfile.packages[index] ?? []);
  const [first] = packages as [LockedPackage, ...LockedPackage[]];
  return {
    path: lockfile.path,
    line: packages.reduce((line, one) => Math.min(line, one.line), first.line),
    ecosystem: lockfile.ecosystem,
    name: first.name,
    version: first.version,
    held: {
      lockfile,
      indices,
      direct: packages.some(({ direct }) => direct),
      dev: packages.every(({ dev }) => dev),
    },
  };
}
