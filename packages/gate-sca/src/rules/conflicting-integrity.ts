import { addTo } from '@railgate/contract';
import type { LockedPackage, Lockfile } from '@railgate/dependencies';

import { firstOfEach, isNpm, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const conflictingIntegrity: PolicyRule = {
  id: 'sca/conflicting-integrity',
  name: 'ConflictingIntegrity',
  summary: 'Lockfiles expect two different archives under one name and version.',
  description:
    'Compares the integrity of every version of an npm package in all lockfiles of the repository, algorithm by algorithm. A published version never changes, so that two digests of one version mean that one of them is not what the registry has. Digests of different algorithms are not compared, and neither are those that yarn 2 and later write, which are of archives that it made itself.',
  why: 'Whoever can change a lockfile can have another archive installed under a trusted name. One wrong digest among thousands is easily overlooked in a review.',
  remediation:
    'Find out which digest the registry gives (`npm view <name>@<version> dist.integrity`), and where the other one came from. Delete the wrong entry and lock again.',
  example: {
    language: 'json',
    before:
      '"node_modules/a": { "version": "1.0.0", "integrity": "sha512-one…" }\n"node_modules/b/node_modules/a": { "version": "1.0.0", "integrity": "sha512-other…" }',
    after:
      '"node_modules/a": { "version": "1.0.0", "integrity": "sha512-one…" }\n"node_modules/b/node_modules/a": { "version": "1.0.0", "integrity": "sha512-one…" }',
  },
  severity: 'high',
  precision: 'high',
  cwe: [345],
  references: ['https://developer.mozilla.org/docs/Web/Security/Subresource_Integrity'],
  since: '0.1.0',
  *check({ dependencies: { lockfiles } }): Generator<Violation> {
    const seen = new Seen();
    for (const lockfile of lockfiles.filter(isComparable))
      for (const one of lockfile.packages) if (isComparablePackage(one)) seen.add(one);
    if (seen.conflicts.size === 0) return;
    const found = firstOfEach(lockfiles, (one, lockfile) => isComparable(lockfile) && seen.isInConflict(one));
    for (const place of found)
      yield aboutPackage(
        place,
        `${label(place.one)} has different ${seen.algorithmOf(place.one)} digests in the lockfiles, and a published version never changes. Compare them with the registry's, and find out where the other one came from.`,
      );
  },
};

/** yarn 2 and later write digests of archives that they made themselves. */
function isComparable(lockfile: Lockfile): boolean {
  return isNpm(lockfile) && lockfile.format !== 'yarn-berry';
}

function isComparablePackage({ source, version }: LockedPackage): boolean {
  return source === 'registry' && version !== '';
}

/** What was said of each version, and where that differs. */
class Seen {
  /** By name and version: the algorithm whose digests differ. */
  readonly conflicts = new Map<string, string>();
  readonly #texts = new Map<string, string>();

  add(one: LockedPackage): void {
    const { integrity = '' } = one;
    const key = keyOf(one);
    const known = this.#texts.get(key);
    if (known === undefined) this.#texts.set(key, integrity);
    else if (known !== integrity) this.#compare(key, known, integrity);
  }

  isInConflict(one: LockedPackage): boolean {
    return isComparablePackage(one) && this.conflicts.has(keyOf(one));
  }

  algorithmOf(one: LockedPackage): string {
    return this.conflicts.get(keyOf(one)) ?? 'integrity';
  }

  /** Keeps all that was said, so that a third text is held against both. */
  #compare(key: string, known: string, integrity: string): void {
    const one = digestsOf(known);
    const other = digestsOf(integrity);
    for (const [algorithm, digests] of other) {
      const before = one.get(algorithm);
      if (before && !digests.some((digest) => before.includes(digest))) this.conflicts.set(key, algorithm);
    }
    if (known.length + integrity.length < LONGEST) this.#texts.set(key, `${known} ${integrity}`.trim());
  }
}

/** Far more than a few digests. */
const LONGEST = 2000;

/** Several of one algorithm are a choice: any of them may be right. */
function digestsOf(integrity: string): ReadonlyMap<string, readonly string[]> {
  const digests = new Map<string, string[]>();
  for (const digest of integrity.split(' ')) {
    const algorithm = /^(sha\d{1,3})-./.exec(digest)?.[1];
    if (algorithm !== undefined) addTo(digests, algorithm, digest);
  }
  return digests;
}

function keyOf({ name, version }: LockedPackage): string {
  return `${name}\0${version}`;
}
