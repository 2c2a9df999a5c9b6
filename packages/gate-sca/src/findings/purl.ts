import type { Ecosystem } from '@railgate/dependencies';

/** Types of package URLs (package-url/purl-spec, PURL-TYPES) by ecosystem. */
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

/** The package URL of a package version. Without a version there is none in it, either. */
export function purlOf(ecosystem: Ecosystem, name: string, version: string): string {
  // Maven writes `group:artifact`; a package URL has a namespace there.
  const parts = (ecosystem === 'Maven' ? name.replace(':', '/') : name).split('/');
  const path = parts.filter((part) => part !== '').map(encode);
  const at = version === '' ? '' : `@${encode(version)}`;
  return `pkg:${TYPES[ecosystem]}/${path.join('/')}${at}`;
}

/** A lone surrogate has no encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('%3A', ':');
}
