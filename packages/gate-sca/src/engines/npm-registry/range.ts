import { cleanText } from '@railgate/contract';
import { Range, satisfies } from 'semver';

const LIKE_NPM = { includePrerelease: true, loose: true };
const LONGEST_RANGE = 2000;
const LONGEST_LINE = 300;

/**
 * The version at which the vulnerable range ends that holds this one: of `>=1.0.0 <1.2.6 || <0.2.4` it is 1.2.6 for 1.2.5.
 * Nothing where the range has no end, or includes it (`<=2.88.2`).
 */
export function fixedOf(range: string, version: string): string[] {
  if (range.length > LONGEST_RANGE) return [];
  try {
    const sets = new Range(range, LIKE_NPM).set;
    const holding = sets.filter((set) =>
      satisfies(version, set.map(({ value }) => value).join(' '), LIKE_NPM),
    );
    const ends = holding.map((set) => set.find(({ operator }) => operator === '<')?.semver);
    return ends.flatMap((end) => (end ? [end.version] : []));
  } catch {
    return [];
  }
}

export function oneLine(text: string): string {
  return cleanText(text.trim().split(/[\r\n]/, 1)[0] ?? '').slice(0, LONGEST_LINE);
}
