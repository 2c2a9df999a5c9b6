import type { Scheme } from './scheme.js';

interface Packagist {
  /** Four, as Composer writes them. */
  readonly numbers: readonly bigint[];
  /** Index of `STABILITIES`. */
  readonly stability: number;
  /** Numbers of the stability: `beta2.1`. */
  readonly step: readonly bigint[];
  /** A development version of it comes before it. */
  readonly isDevelopment: boolean;
}

const LONGEST = 256;
/** In Composer's order (getcomposer.org/doc/articles/versions.md, and `version_compare` of PHP). */
const STABILITIES = ['alpha', 'beta', 'rc', 'stable', 'patch'];
const SHORT = new Map([['a', 'alpha'], ['b', 'beta'], ['p', 'patch'], ['pl', 'patch']]); // prettier-ignore
const STABLE = STABILITIES.indexOf('stable');
const VERSION =
  /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:[._-]?(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d{1,9})*))?([.-]?dev)?(?:\+[^\s]*)?$/i;

/** As Composer's VersionParser normalises versions (github.com/composer/semver). Branches (`dev-main`) are none. */
export const packagist: Scheme<Packagist> = {
  parse(text) {
    const match = text.length > LONGEST ? null : VERSION.exec(text.trim());
    return match ? versionOf(match) : undefined;
  },
  compare(a, b) {
    return (
      compareNumbers(a.numbers, b.numbers) ||
      a.stability - b.stability ||
      compareNumbers(a.step, b.step) ||
      Number(b.isDevelopment) - Number(a.isDevelopment)
    );
  },
  canonical,
  spellings: (asked) => [canonical(asked)],
};

function versionOf([, release = '', word = '', step = '', dev]: RegExpExecArray): Packagist {
  const numbers = release.split('.').map(BigInt);
  const name = word.toLowerCase();
  return {
    numbers: [0, 1, 2, 3].map((i) => numbers[i] ?? 0n),
    stability: name === '' ? STABLE : STABILITIES.indexOf(SHORT.get(name) ?? name),
    step: (step.match(/\d+/g) ?? []).map(BigInt),
    isDevelopment: dev !== undefined,
  };
}

function canonical({ numbers, stability, step, isDevelopment }: Packagist): string {
  const word = stability === STABLE ? '' : `-${STABILITIES[stability]}${step.join('.')}`;
  return `${numbers.join('.')}${word}${isDevelopment ? '-dev' : ''}`;
}

/** What goes on comes later. */
function compareNumbers(a: readonly bigint[], b: readonly bigint[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i] ?? 0n, b[i] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}
