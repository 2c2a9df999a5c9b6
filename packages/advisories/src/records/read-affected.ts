import type { Scheme } from '../versions/scheme.js';
import type { Schemes } from '../versions/schemes.js';
import { fieldsOf, listOf, textOf, textsOf, type Fields } from './json.js';
import { compileRange, intervalWith } from './ranges.js';
import type { StoredAffected, StoredRange } from './stored.js';

export type AffectedPackage = Omit<StoredAffected, 'id' | 'at'> & {
  /** Normalised. */
  readonly name: string;
};

const RANGE_TYPES: ReadonlySet<string> = new Set(['SEMVER', 'ECOSYSTEM', 'GIT']);

/**
 * Which versions one entry of `affected` means. A range that cannot be read is no loss where the entry lists the versions,
 * too: the list is complete for what was published when it was written.
 *
 * @returns why it breaks the schema, or what it says
 */
export function readAffected(entry: Fields, schemes: Schemes): Omit<AffectedPackage, 'name'> | string {
  const ranges: StoredRange[] = [];
  let unreadable = false;
  for (const range of listOf(entry['ranges']).map(fieldsOf)) {
    const type = textOf(range['type']);
    if (!RANGE_TYPES.has(type)) return 'a range of it has no known type';
    if (type === 'GIT') continue;
    const scheme = schemes.ofRange(type);
    const compiled = scheme && compileRange(range['events'], scheme);
    if (compiled) ranges.push(compiled);
    else unreadable = true;
  }
  const listed = textsOf(entry['versions']);
  const versions = schemes.own ? besideRanges(listed, ranges, schemes.own) : [...new Set(listed)];
  const unclear = listed.length === 0 && (unreadable || ranges.length === 0);
  return {
    ...(ranges.length > 0 && { ranges }),
    ...(versions.length > 0 && { versions }),
    ...(unclear && { unclear }),
  };
}

/** The listed versions that no range holds, in one spelling. Those of most records are all in a range. */
function besideRanges(listed: readonly string[], ranges: readonly StoredRange[], scheme: Scheme): string[] {
  const beside = new Set<string>();
  for (const text of listed) {
    const version = scheme.parse(text);
    if (version === undefined) beside.add(text);
    else if (!ranges.some((range) => intervalWith(range, version, scheme)))
      beside.add(scheme.canonical(version));
  }
  return [...beside];
}
