import type { LockedPackage, Lockfile } from '@railgate/dependencies';

import { address, firstOfEach, label, originOf, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

/** A registry that serves at least this part of the packages, or this many, is one of the project's own. */
const SHARE = 0.1;
const MANY = 20;

export const foreignRegistry: PolicyRule = {
  id: 'sca/foreign-registry',
  name: 'ForeignRegistry',
  summary: 'A lockfile fetches a package from another registry than all the others.',
  description:
    "Looks at the origin of every address from which a lockfile fetches packages of an npm or Python registry. Registries that serve a tenth of an ecosystem's packages or at least twenty, those that the user's own configuration of npm names, and the one from which all packages of a scope come, are the project's own; every other one is reported, package by package.",
  why: 'The address decides what is installed, whatever the name says. A changed `resolved` in a pull request brings foreign code under a trusted name, and the digest beside it fits since the attacker wrote both.',
  remediation:
    'Delete the entry and lock again with the registry that the others use. If the other registry is meant, name it in the npm configuration of those who install, and waive the finding with the reason.',
  example: {
    language: 'json',
    before:
      '"node_modules/left": { "version": "1.0.0", "resolved": "https://packages.example.net/left-1.0.0.tgz" }',
    after:
      '"node_modules/left": { "version": "1.0.0", "resolved": "https://registry.example.com/left/-/left-1.0.0.tgz" }',
  },
  severity: 'high',
  precision: 'medium',
  cwe: [829, 494],
  references: [
    'https://snyk.io/blog/why-npm-lockfiles-can-be-a-security-blindspot-for-injecting-malicious-modules/',
  ],
  since: '0.1.0',
  *check({ dependencies: { lockfiles }, isOwnRegistry, isSameRegistry }): Generator<Violation> {
    const origins = countOrigins(lockfiles);
    const isForeign = (one: LockedPackage, { ecosystem }: Lockfile): boolean => {
      const known = origins.get(ecosystem);
      const origin = known?.areSeveral === true ? fetchedFrom(one) : undefined;
      if (origin === undefined || !known || isOwnRegistry(one.name, origin)) return false;
      return !known.isScopes(origin, one.name) && !known.usual.some((own) => isSameRegistry(own, origin));
    };
    for (const place of firstOfEach(lockfiles, isForeign))
      yield aboutPackage(
        place,
        `${label(place.one)} is fetched from ${address(fetchedFrom(place.one) ?? '')}, and the other packages are not. Lock it again from the registry that they use, or say why it comes from there.`,
      );
  },
};

class Origins {
  readonly #counts = new Map<string, number>();
  readonly #scopes = new Map<string, Set<string>>();
  #all = 0;
  #usual: readonly string[] | undefined;

  add(origin: string, name: string): void {
    this.#all += 1;
    this.#counts.set(origin, (this.#counts.get(origin) ?? 0) + 1);
    const scope = scopeOf(name);
    if (scope === undefined) return;
    const known = this.#scopes.get(scope);
    if (known) known.add(origin);
    else this.#scopes.set(scope, new Set([origin]));
  }

  get areSeveral(): boolean {
    return this.#counts.size > 1;
  }

  /** Those that serve so many packages that they are the project's own. */
  get usual(): readonly string[] {
    this.#usual ??= this.#findUsual();
    return this.#usual;
  }

  /** Do all packages of the scope come from there? */
  isScopes(origin: string, name: string): boolean {
    const scope = this.#scopes.get(scopeOf(name) ?? '');
    return scope?.size === 1 && scope.has(origin);
  }

  #findUsual(): readonly string[] {
    const most = Math.max(0, ...this.#counts.values());
    const enough = Math.min(most, MANY, Math.max(2, this.#all * SHARE));
    return [...this.#counts].flatMap(([origin, count]) => (count >= enough ? origin : []));
  }
}

function countOrigins(lockfiles: readonly Lockfile[]): ReadonlyMap<Lockfile['ecosystem'], Origins> {
  const origins = new Map<Lockfile['ecosystem'], Origins>();
  for (const { ecosystem, packages } of lockfiles) {
    if (!WITH_REGISTRIES.has(ecosystem)) continue;
    const known = origins.get(ecosystem) ?? new Origins();
    origins.set(ecosystem, known);
    for (const one of packages) {
      const origin = fetchedFrom(one);
      if (origin !== undefined) known.add(origin, one.name);
    }
  }
  return origins;
}

/** Elsewhere the address is that of the package's own repository. */
const WITH_REGISTRIES: ReadonlySet<Lockfile['ecosystem']> = new Set(['npm', 'PyPI']);

function fetchedFrom({ source, resolved }: LockedPackage): string | undefined {
  return source === 'registry' && resolved !== undefined ? originOf(resolved) : undefined;
}

function scopeOf(name: string): string | undefined {
  return name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
}
