import type { Ecosystem } from '../../ecosystem.js';

/** A kind of manifest, and where the lockfile stands that pins what it asks for. */
export interface ManifestKind {
  readonly ecosystem: Ecosystem;
  readonly manager: string;
  matches(name: string): boolean;
  /** Names of lockfiles, any of which counts. */
  readonly lockfiles: readonly string[];
  /** A lockfile further up counts too: that of a workspace. */
  readonly above: boolean;
}

export const MANIFEST_KINDS = [
  kind('RubyGems', 'bundler', ['Gemfile', 'gems.rb'], ['Gemfile.lock', 'gems.locked'], false),
  kind('crates.io', 'cargo', ['Cargo.toml'], ['Cargo.lock'], true),
  kind('Packagist', 'composer', ['composer.json'], ['composer.lock'], false),
  kind('Pub', 'pub', ['pubspec.yaml'], ['pubspec.lock'], true),
  kind('Hex', 'mix', ['mix.exs'], ['mix.lock'], true),
  kind('Maven', 'gradle', ['build.gradle', 'build.gradle.kts'], ['gradle.lockfile'], false),
  {
    ecosystem: 'NuGet',
    manager: 'nuget',
    matches: (name) => /\.(?:cs|fs|vb)proj$/i.test(name),
    lockfiles: ['packages.lock.json'],
    above: false,
  },
] as const satisfies readonly ManifestKind[];

export type Manager = (typeof MANIFEST_KINDS)[number]['manager'];

function kind<const Name extends string>(
  ecosystem: Ecosystem,
  manager: Name,
  names: readonly string[],
  lockfiles: readonly string[],
  above: boolean,
): ManifestKind & { readonly manager: Name } {
  const known = new Set(names);
  return { ecosystem, manager, matches: (name) => known.has(name), lockfiles, above };
}
