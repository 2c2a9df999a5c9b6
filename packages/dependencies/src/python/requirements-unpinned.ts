import type { ManifestsRead } from '../format.js';
import type { Lockfile, Manifest } from '../lockfile.js';
import { normalizeName } from './names.js';
import { includedPath, requirementsFileOf } from './requirements-lock.js';

/** What requirements files ask for without saying which version, and what no file that goes with them says either. */
export function unpinnedRequirements(lockfiles: readonly Lockfile[]): ManifestsRead {
  const family = new Map(lockfiles.filter(isRequirements).map((lockfile) => [lockfile.path, lockfile]));
  const constraints = constraintFiles(family);
  const unpinned = [...family.values()].flatMap((lockfile) =>
    constraints.has(lockfile.path) ? [] : (unpinnedOf(lockfile, family) ?? []),
  );
  return { unpinned, gaps: [] };
}

type Family = ReadonlyMap<string, Lockfile>;

function isRequirements({ format }: Lockfile): boolean {
  return format === 'requirements';
}

/** They say which version, if any, and ask for nothing. */
function constraintFiles(family: Family): Set<string> {
  const found = new Set<string>();
  for (const lockfile of family.values()) {
    if (/(?:^|\/)constraints[^/]*$/i.test(lockfile.path)) found.add(lockfile.path);
    for (const include of includesOf(lockfile)) if (include.isConstraint) found.add(include.path);
  }
  return found;
}

function includesOf(lockfile: Lockfile): { path: string; isConstraint: boolean }[] {
  return (requirementsFileOf(lockfile)?.includes ?? []).map(({ path, isConstraint }) => ({
    path: includedPath(lockfile.path, path) ?? '',
    isConstraint,
  }));
}

function unpinnedOf(lockfile: Lockfile, family: Family): Manifest | undefined {
  const entries = requirementsFileOf(lockfile)?.entries ?? [];
  const open = new Set(
    entries.flatMap(({ line, requirement, address }) =>
      requirement && !requirement.pin && !address ? [line] : [],
    ),
  );
  const pinned = pinnedWith(lockfile, family);
  const requirements = lockfile.projects
    .flatMap((project) => project.requirements)
    .filter(({ name, line }) => open.has(line ?? 0) && !pinned.has(normalizeName(name)));
  if (requirements.length === 0) return undefined;
  return { path: lockfile.path, ecosystem: 'PyPI', manager: 'pip', requirements };
}

/** Names that it or a file that it includes pins. Includes may form cycles. */
function pinnedWith(lockfile: Lockfile, family: Family): Set<string> {
  const files = new Set([lockfile]);
  const names = new Set<string>();
  for (const file of files) {
    for (const { name } of file.packages) names.add(name);
    for (const { path } of includesOf(file)) {
      const included = family.get(path);
      if (included) files.add(included);
    }
  }
  return names;
}
