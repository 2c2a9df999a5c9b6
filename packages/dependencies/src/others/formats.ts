import type { Format, ManifestFormat } from '../format.js';
import { lazyFormat, named } from '../named.js';
import { MANIFEST_KINDS } from './manifests/kinds.js';

/** Lockfiles of Go, Ruby, Rust, PHP, .NET, the JVM, Elixir and Dart. */
export const OTHER_FORMATS: readonly Format[] = [
  lazyFormat(named('go.mod', 'go.work'), async () => (await import('./go-mod.js')).readGoMod),
  lazyFormat(
    named('Gemfile.lock', 'gems.locked'),
    async () => (await import('./gemfile-lock.js')).readGemfileLock,
  ),
  lazyFormat(named('Cargo.lock'), async () => (await import('./cargo-lock.js')).readCargoLock),
  lazyFormat(named('composer.lock'), async () => (await import('./composer-lock.js')).readComposerLock),
  lazyFormat(
    named('packages.lock.json', 'packages.config'),
    async () => (await import('./nuget-lock.js')).readNugetLock,
  ),
  lazyFormat(
    named('gradle.lockfile', 'buildscript-gradle.lockfile'),
    async () => (await import('./gradle-lock.js')).readGradleLock,
  ),
  lazyFormat(named('pom.xml'), async () => (await import('./maven-pom.js')).readMavenPom),
  lazyFormat(named('mix.lock'), async () => (await import('./mix-lock.js')).readMixLock),
  lazyFormat(named('pubspec.lock'), async () => (await import('./pubspec-lock.js')).readPubspecLock),
];

export const OTHER_MANIFESTS: readonly ManifestFormat[] = [
  {
    matches: named('pom.xml'),
    unpinned: async (_paths, _repository, lockfiles) =>
      (await import('./maven-pom.js')).unpinnedMaven(lockfiles),
  },
  {
    matches: (path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      return MANIFEST_KINDS.some((kind) => kind.matches(name));
    },
    unpinned: async (paths, repository, lockfiles) =>
      (await import('./manifests/unpinned.js')).unpinnedManifests(paths, repository, lockfiles),
  },
];
