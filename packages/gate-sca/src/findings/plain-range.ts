/** Three numbers as npm writes them; fifteen digits are exact in a double, and no number of semver is refused. */
const NUMBER = '(0|[1-9]\\d{0,14})';
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}$`);
const RANGE = new RegExp(`^([\\^~]?)${NUMBER}\\.${NUMBER}\\.${NUMBER}$`);

type Numbers = readonly [major: number, minor: number, patch: number];

/**
 * Does a range of npm allow a version, where both are of the forms that nearly all are: `1.2.3`, `^1.2.3` and `~1.2.3`,
 * without pre-releases? What semver says of all others, and of these, takes longer to load than a lockfile to read.
 *
 * @returns nothing for every other form
 */
export function allowsPlainly(range: string, version: string): boolean | undefined {
  const asked = RANGE.exec(range);
  const given = VERSION.exec(version);
  if (!asked || !given) return undefined;
  const [, operator = '', ...from] = asked;
  return isWithin(operator, numbersOf(from), numbersOf(given.slice(1)));
}

function numbersOf([major, minor, patch]: readonly string[]): Numbers {
  return [Number(major), Number(minor), Number(patch)];
}

/** What stays the same: all for an exact version, the first two for a tilde, up to the first that is not 0 for a caret. */
function isWithin(operator: string, from: Numbers, version: Numbers): boolean {
  const kept = operator === '' ? 3 : operator === '~' ? 2 : leadingZeros(from) + 1;
  for (const [place, number] of version.entries()) {
    const least = from[place] as number;
    if (number !== least) return place >= kept && number > least;
  }
  return true;
}

/** Of the last number nothing may change, whatever it is. */
function leadingZeros([major, minor]: Numbers): number {
  if (major > 0) return 0;
  return minor > 0 ? 1 : 2;
}
