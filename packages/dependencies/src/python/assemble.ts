import { addTo } from '@railgate/contract';

import type { LockfileRead } from '../format.js';
import type { LockedPackage, LockedProject, LockfileFormat, Lockfile, Requirement } from '../lockfile.js';
import { DraftLockfile, type DraftPackage } from '../draft.js';
import { folderOf } from '../paths.js';
import type { Declared } from './declared.js';
import { normalizeName } from './names.js';

/**
 * Versions of one package to which an edge without a version may lead: one for each kind of machine. More stand in no honest
 * lockfile, and would make edges without number.
 */
export const SAME_NAME_LIMIT = 32;

/** What a lockfile of one project says, however it says it. */
export interface LockfileParts {
  readonly path: string;
  readonly format: LockfileFormat;
  readonly version: string | undefined;
  /** May hold one package several times, as pdm writes it once for each set of extras. */
  readonly packages: readonly DraftPackage[];
  /** The names that the package of that place asks for, as written. */
  dependenciesOf(place: number): readonly string[];
  /** The groups that a package is locked for, where the format says so. */
  groupsOf?(place: number): readonly string[] | undefined;
  /** The manifest beside it. */
  readonly declared: Declared | undefined;
  readonly registries?: Lockfile['registries'];
}

/** Puts a lockfile together: packages once, edges by name, and what the project asks for itself. */
export function assemble(parts: LockfileParts): LockfileRead & { readonly lockfile: Lockfile } {
  const draft = new DraftLockfile();
  const { indexOf, byName } = addPackages(parts.packages, draft);
  for (const [place, from] of indexOf.entries()) {
    for (const name of parts.dependenciesOf(place)) {
      const named = byName.get(normalizeName(name)) ?? [];
      for (const to of named.slice(0, SAME_NAME_LIMIT)) if (to !== from) draft.depend(from, to, false);
    }
  }
  const projects = [toProject(parts, byName)];
  const packages = draft.finish(projects);
  const { path, format, version, registries = [] } = parts;
  return {
    gaps: [],
    lockfile: {
      path,
      format,
      ecosystem: 'PyPI',
      projects,
      packages: withGroups(packages, parts, indexOf),
      ...(version !== undefined && { version }),
      ...(registries.length > 0 && { registries }),
    },
  };
}

function addPackages(
  packages: readonly DraftPackage[],
  draft: DraftLockfile,
): { indexOf: number[]; byName: Map<string, number[]> } {
  const byKey = new Map<string, number>();
  const byName = new Map<string, number[]>();
  const indexOf = packages.map((found) => {
    const key = JSON.stringify([found.name, found.version, found.resolved]);
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const index = draft.add(found);
    byKey.set(key, index);
    addTo(byName, found.name, index);
    return index;
  });
  return { indexOf, byName };
}

function toProject({ path, declared }: LockfileParts, byName: ReadonlyMap<string, number[]>): LockedProject {
  const requirements = (declared?.requirements ?? []).flatMap((requirement): Requirement[] => {
    const targets = byName.get(normalizeName(requirement.name))?.slice(0, SAME_NAME_LIMIT);
    return targets ? targets.map((target) => ({ ...requirement, target })) : [requirement];
  });
  return {
    path: folderOf(path),
    requirements,
    ...(declared?.name !== undefined && { name: declared.name }),
    ...(declared && { manifest: declared.path }),
  };
}

/** The lockfile knows better than the edges what a package is locked for. */
function withGroups(
  packages: readonly LockedPackage[],
  { groupsOf }: LockfileParts,
  indexOf: readonly number[],
): readonly LockedPackage[] {
  if (!groupsOf) return packages;
  const all = new Map<number, Set<string>>();
  for (const [place, index] of indexOf.entries()) {
    const groups = groupsOf(place);
    if (groups) all.set(index, new Set([...(all.get(index) ?? []), ...groups]));
  }
  return packages.map((found, index) => {
    const groups = all.get(index);
    return groups ? { ...found, dev: !MAIN.some((name) => groups.has(name)) } : found;
  });
}

/** What poetry, pdm and pipenv call what is installed in production. */
const MAIN = ['main', 'default'];
