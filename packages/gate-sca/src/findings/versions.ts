import { createRequire } from 'node:module';

import type { Ecosystem } from '@railgate/dependencies';

import { allowsPlainly } from './plain-range.js';

/** The order of versions in one ecosystem, and which of them a range allows. */
export interface VersionOrder {
  /** Negative when `a` comes before `b`; nothing where one of them is no version. */
  compare(a: string, b: string): number | undefined;
  /** Nothing where that cannot be said: a range of another form. */
  allows(range: string, version: string): boolean | undefined;
}

export type Versions = ReadonlyMap<Ecosystem, VersionOrder>;

/** Loads what knows the versions of these ecosystems: npm by semver, PyPI by PEP 440. Others have no order here. */
export async function loadVersions(ecosystems: Iterable<Ecosystem>): Promise<Versions> {
  const versions = new Map<Ecosystem, VersionOrder>();
  for (const ecosystem of new Set(ecosystems)) {
    if (ecosystem === 'npm') versions.set(ecosystem, await semverOrder());
    if (ecosystem === 'PyPI') versions.set(ecosystem, await pepOrder());
  }
  return versions;
}

/** Those after `version`, lowest first; as they came where the ecosystem's order is not known. */
export function laterThan(
  order: VersionOrder | undefined,
  version: string,
  candidates: readonly string[],
): string[] {
  const unique = [...new Set(candidates)];
  if (order?.compare(version, version) === undefined) return unique.filter((one) => one !== version);
  return unique
    .filter((one) => (order.compare(one, version) ?? 0) > 0)
    .sort((a, b) => order.compare(a, b) ?? 0);
}

/** Longer texts are no versions; semver takes no longer ones, either. */
const LONGEST = 256;

/** The parts that are needed: the whole library takes three times as long to load. */
async function semverOrder(): Promise<VersionOrder> {
  const { default: parse } = await import('semver/functions/parse.js');
  return {
    compare(a, b) {
      const [one, other] = [parse(a, { loose: true }), parse(b, { loose: true })];
      return one && other ? one.compare(other) : undefined;
    },
    allows(range, version) {
      return allowsPlainly(range, version) ?? semverAllows(range, version);
    },
  };
}

type Satisfies = (version: string, range: string, options: object) => boolean;
type ValidRange = (range: string, options: object) => string | null;

interface Ranges {
  readonly satisfies: Satisfies;
  readonly validRange: ValidRange;
}

let ranges: Ranges | undefined;

/** Ranges are loaded when one comes that is not plain: in many projects none does. */
function semverAllows(range: string, version: string): boolean | undefined {
  const { satisfies, validRange } = (ranges ??= loadRanges());
  if (range.length > LONGEST || validRange(range, { loose: true }) === null) return undefined;
  return satisfies(version, range, { loose: true });
}

function loadRanges(): Ranges {
  const load = createRequire(import.meta.url);
  return {
    satisfies: load('semver/functions/satisfies.js') as Satisfies,
    validRange: load('semver/ranges/valid.js') as ValidRange,
  };
}

async function pepOrder(): Promise<VersionOrder> {
  const { compare, satisfies, valid, validRange } = await import('@renovatebot/pep440');
  const isVersion = (text: string): boolean => text.length <= LONGEST && valid(text) !== null;
  return {
    compare: (a, b) => (isVersion(a) && isVersion(b) ? compare(a, b) : undefined),
    allows(range, version) {
      if (range.length > LONGEST || !isVersion(version) || !validRange(range)) return undefined;
      return satisfies(version, range, { prereleases: true });
    },
  };
}
