import { packageUrl, type LockedPackage, type LockedProject, type Lockfile } from '@railgate/dependencies';

import type { BillComponent } from './bill.js';

/** What a lockfile says, as components: the same order and length as `Lockfile.packages`. */
export function componentsOf({ ecosystem, packages }: Lockfile): BillComponent[] {
  const purls = packages.map((locked) => packageUrl(ecosystem, locked));
  // A list of pins, as pip writes it, has no edges at all.
  const tellsEdges = packages.length < 2 || packages.some(({ dependencies }) => dependencies.length > 0);
  return packages.map((locked, i) => ({
    purl: purls[i] ?? '',
    ecosystem,
    name: locked.name,
    version: locked.version,
    isOwn: locked.source === 'workspace',
    scope: scopeOf(locked),
    ...(locked.licence !== undefined && { licence: locked.licence }),
    ...(locked.integrity !== undefined && { integrity: locked.integrity }),
    ...(locked.resolved !== undefined && { resolved: locked.resolved }),
    ...(tellsEdges && { dependencies: new Set(locked.dependencies.flatMap((index) => purls[index] ?? [])) }),
  }));
}

function scopeOf({ dev, optional }: LockedPackage): BillComponent['scope'] {
  if (dev) return 'excluded';
  return optional ? 'optional' : 'required';
}

/** Indices of `Lockfile.packages` that a project depends on, each with whether that is for development alone. */
export function reachedFrom(lockfile: Lockfile, project: LockedProject): Map<number, { dev: boolean }> {
  const { packages, projects } = lockfile;
  // Whatever the edges say, it is there for nobody else.
  if (projects.length === 1) return new Map(packages.map(({ dev }, index) => [index, { dev }]));
  const reached = new Map<number, { dev: boolean }>();
  for (const dev of [false, true]) {
    const queue = project.requirements
      .filter(({ kind }) => (kind === 'dev') === dev)
      .flatMap(({ target }) => target ?? []);
    for (const index of queue) {
      if (reached.has(index)) continue;
      reached.set(index, { dev });
      for (const next of packages[index]?.dependencies ?? []) queue.push(next);
    }
  }
  return reached;
}

/** Package URLs of what a project asks for itself. Where the manifest says nothing, the lockfile does. */
export function directOf({ ecosystem, packages, projects }: Lockfile, project: LockedProject): Set<string> {
  const targets = project.requirements.flatMap(({ target }) => packages[target ?? -1] ?? []);
  const direct =
    targets.length === 0 && projects.length === 1 ? packages.filter((locked) => locked.direct) : targets;
  return new Set(direct.map((locked) => packageUrl(ecosystem, locked)));
}
