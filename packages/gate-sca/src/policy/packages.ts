import { cleanText } from '@railgate/contract';
import type { LockedPackage, Lockfile } from '@railgate/dependencies';

import { plainText } from '../findings/plain-text.js';
import type { Found, Violation } from './policy-rule.js';

/** The first of each version of a lockfile for which the condition holds. */
export function* firstOfEach(
  lockfiles: readonly Lockfile[],
  holds: (one: LockedPackage, lockfile: Lockfile) => boolean,
): Generator<Found> {
  for (const lockfile of lockfiles) {
    const told = new Set<string>();
    for (const one of lockfile.packages) {
      if (one.source === 'workspace' || !holds(one, lockfile)) continue;
      const key = `${one.name}\0${one.version}`;
      if (told.has(key)) continue;
      told.add(key);
      yield { lockfile, one };
    }
  }
}

/** Those of each lockfile for which the condition holds, where there is one. */
export function* byLockfile(
  lockfiles: readonly Lockfile[],
  holds: (one: LockedPackage, lockfile: Lockfile) => boolean,
): Generator<{ readonly lockfile: Lockfile; readonly found: readonly [LockedPackage, ...LockedPackage[]] }> {
  for (const lockfile of lockfiles) {
    const [first, ...others] = lockfile.packages.filter(
      (one) => one.source !== 'workspace' && holds(one, lockfile),
    );
    if (first) yield { lockfile, found: [first, ...others] };
  }
}

/** About one package: what it is known by stays when lines move. */
export function aboutPackage(
  about: Found,
  message: string,
  more: Partial<Pick<Violation, 'severity' | 'related'>> = {},
): Violation {
  const { lockfile, one } = about;
  return { message, at: { path: lockfile.path, region: { startLine: one.line } }, about, ...more };
}

/** `lodash@4.17.20`, for people. */
export function label({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string {
  return plainText(version === '' ? name : `${name}@${version}`, 200);
}

export function labels(packages: readonly LockedPackage[]): string[] {
  return [...new Set(packages.map(label))];
}

/** An address for people: without the query, which may hold a token. */
export function address(url: string): string {
  return cleanText(url.slice(0, 200).replace(/[?#].*$/s, ''));
}

/** `https://host:1`; nothing where the text is no address. Thousands of packages share a few. */
export function originOf(url: string): string | undefined {
  const end = url.indexOf('/', url.indexOf('://') + '://'.length);
  const start = url.slice(0, end < 0 ? undefined : end);
  if (!ORIGINS.has(start)) {
    if (ORIGINS.size >= MOST_ORIGINS) ORIGINS.clear();
    ORIGINS.set(start, readOrigin(start));
  }
  return ORIGINS.get(start);
}

const ORIGINS = new Map<string, string | undefined>();
const MOST_ORIGINS = 1000;

function readOrigin(text: string): string | undefined {
  const origin = /^(?:git\+)?([a-z][a-z0-9.-]{0,20}):\/\/(?:[^/?#@]*@)?([^/?#@]{1,253})/i.exec(text);
  return origin ? `${origin[1]?.toLowerCase()}://${origin[2]?.toLowerCase()}` : undefined;
}

/** npm's lockfiles, whoever wrote them. */
export function isNpm({ ecosystem }: Lockfile): boolean {
  return ecosystem === 'npm';
}
