import { packageUrl, type LockedPackage, type LockedProject, type Lockfile } from '@railgate/dependencies';

import type { BillComponent } from './bill.js';

/** What a lockfile says, as components: the same order and length as `Lockfile.packages`. */
export function componentsOf({ ecosystem, packages }: Lockfile): BillComponent[] {
  const purls = packages.map((locked) => packageUrl(ecosystem, locked));
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
    dependencies: new Set(locked.dependencies.flatMap((index) => purls[index] ?? [])),
  }));
}

function scopeOf({ dev, optional }: LockedPackage): BillComponent['scope'] {
  if (dev) return 'excluded';
  return optional ? 'optional' : 'required';
}

/** Indices of what a project reaches, with what is reached through development dependencies alone. */
export function reachedFrom({ packages }: Lockfile, project: LockedProject): Map<number, { dev: boolean }> {
  const reached = new Map<number, { dev: boolean }>();
  for (const dev of [false, true]) {
    const queue = project.requirements
      .filter(({ kind }) => (kind === 'dev') === dev)
      .flatMap(({ target }) => target ?? []);
    for (const index of queue) {
      if (reached.has(index)) continue;
      reached.set(index, { dev });
      queue.push(...(packages[index]?.dependencies ?? []));
    }
  }
  return reached;
}
