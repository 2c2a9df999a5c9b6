import type { Repository } from '../../format.js';
import type { Lockfile, Requirement } from '../../lockfile.js';
import type { Manager } from './kinds.js';

/**
 * Programs, of which it is not known what they ask for in the end: a condition may leave out a line of them. Only a lockfile
 * that holds nothing of what they name was certainly not written for them.
 */
const PROGRAMS: ReadonlySet<Manager> = new Set(['bundler', 'mix', 'gradle', 'nuget']);

/** What the manifest asks for and its lockfile does not hold. */
export function missingFrom(
  { path, packages }: Lockfile,
  manager: Manager,
  asked: readonly Requirement[],
  repository: Repository,
): readonly Requirement[] {
  const held = new Set(packages.flatMap(({ name, alias }) => [folded(name), folded(alias ?? name)]));
  const named = asked.filter((one) => isNamed(one, manager));
  if (named.length === 0) return packages.length === 0 ? asked : [];
  const missing = named.filter(({ name }) => !held.has(folded(name)));
  if (missing.length === 0) return [];
  if (PROGRAMS.has(manager)) return missing.length === named.length ? asked : [];
  // Folders that replace a crate, and what another package of PHP provides, are named there and are no packages of a registry.
  const source = repository.read(path);
  const text = 'text' in source ? source.text.toLowerCase() : '';
  return missing.filter(({ name }) => !text.includes(`"${name.toLowerCase()}"`));
}

/** Says the manifest by what name it is locked? Catalogs of Gradle do not, and folders of mix and bundler are not locked. */
function isNamed({ name, range }: Requirement, manager: Manager): boolean {
  if (manager === 'gradle') return name.includes(':');
  if (manager === 'nuget') return !name.includes('$(');
  return manager === 'mix' ? range !== '' : name !== 'gemspec';
}

/** NuGet and Composer do not tell upper case from lower case, cargo not `_` from `-`. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
