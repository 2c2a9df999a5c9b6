import type { Ecosystem } from './ecosystem.js';
import type { LockedPackage } from './lockfile.js';

const TYPES: Readonly<Record<Ecosystem, string>> = {
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  RubyGems: 'gem',
  Maven: 'maven',
  Packagist: 'composer',
  'crates.io': 'cargo',
  NuGet: 'nuget',
  Hex: 'hex',
  Pub: 'pub',
};

/** Types whose names are written in lower case. Go's are not, whatever purl-spec says: there a capital makes another module. */
const FOLDED: ReadonlySet<Ecosystem> = new Set(['npm', 'PyPI', 'Packagist', 'Hex', 'Pub']);

/**
 * The package URL (github.com/package-url/purl-spec) of a package: `pkg:npm/%40scope/name@1.0.0`. Written by hand, since
 * loading the library takes longer than reading a lockfile; a test compares the two.
 */
export function packageUrl(
  ecosystem: Ecosystem,
  { name, version }: Pick<LockedPackage, 'name' | 'version'>,
): string {
  const cased = FOLDED.has(ecosystem) ? name.toLowerCase() : name;
  const normal = ecosystem === 'PyPI' ? cased.replace(/[-_.]+/g, '-') : cased;
  const segments = normal.split(ecosystem === 'Maven' ? ':' : '/').filter((segment) => segment !== '');
  const path = segments.map(encode).join('/');
  return `pkg:${TYPES[ecosystem]}/${path}${version === '' ? '' : `@${encode(version)}`}`;
}

/** By purl-spec a colon stays, and so does everything that needs no escape in a path. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/%3A/g, ':')
    .replace(/[!'()*]/g, escape);
}

function escape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
