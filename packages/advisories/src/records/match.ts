import type { Scheme } from '../versions/scheme.js';
import type { Schemes } from '../versions/schemes.js';
import { intervalWith } from './ranges.js';
import type { StoredAffected } from './stored.js';

/** A version that somebody asks about. */
export interface Asked {
  readonly scheme: Scheme | undefined;
  /** Nothing where the text is no version. */
  readonly parsed: unknown;
  /** What an advisory may list it as. */
  readonly texts: readonly string[];
}

export function askedVersion(version: string, { own, ofRange }: Schemes): Asked {
  const scheme = own ?? ofRange('SEMVER');
  const parsed = scheme?.parse(version);
  const spellings = parsed === undefined ? [] : (scheme?.spellings(parsed) ?? []);
  return { scheme, parsed, texts: [...new Set([version, ...spellings])] };
}

export interface Match {
  /** Where the ranges end that hold it. */
  readonly fixed: readonly string[];
}

/** What a record says of the version; nothing where it does not speak of it. */
export function matchOf(affected: StoredAffected, { scheme, parsed, texts }: Asked): Match | undefined {
  const ranges = affected.ranges ?? [];
  const holding =
    scheme === undefined || parsed === undefined
      ? []
      : ranges
          .map((range) => intervalWith(range, parsed, scheme))
          .filter((interval) => interval !== undefined);
  if (holding.length > 0)
    return { fixed: holding.map(([, fixed]) => fixed).filter((fixed) => typeof fixed === 'string') };
  if (!affected.versions?.some((version) => texts.includes(version))) return undefined;
  return { fixed: scheme && parsed !== undefined ? fixedAfter(affected, parsed, scheme) : [] };
}

/** It is listed and in no range: the next version that any range calls fixed. */
function fixedAfter({ ranges = [] }: StoredAffected, asked: unknown, scheme: Scheme): readonly string[] {
  const all = ranges
    .flatMap((range) => range.in.map(([, fixed]) => fixed))
    .filter((fixed) => typeof fixed === 'string');
  return sortVersions(all, scheme)
    .filter((version) => scheme.compare(asked, scheme.parse(version)) < 0)
    .slice(0, 1);
}

/** Lowest first, each once. All of them have been read at the import. */
export function sortVersions(versions: readonly string[], scheme: Scheme | undefined): readonly string[] {
  const unique = [...new Set(versions)];
  return scheme ? unique.sort((a, b) => scheme.compare(scheme.parse(a), scheme.parse(b))) : unique;
}
