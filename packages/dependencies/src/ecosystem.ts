/** Package ecosystems by the names that OSV gives them (ossf.github.io/osv-schema, "affected[].package"). */
export const ECOSYSTEMS = [
  'npm', 'PyPI', 'Go', 'RubyGems', 'Maven', 'Packagist', 'crates.io', 'NuGet', 'Hex', 'Pub',
] as const; // prettier-ignore

export type Ecosystem = (typeof ECOSYSTEMS)[number];
