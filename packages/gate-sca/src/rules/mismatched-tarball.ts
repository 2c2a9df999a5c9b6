import type { LockedPackage, Lockfile } from '@railgate/dependencies';

import { address, firstOfEach, isNpm, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const mismatchedTarball: PolicyRule = {
  id: 'sca/mismatched-tarball',
  name: 'MismatchedTarball',
  summary: 'A lockfile fetches one package under the name of another.',
  description:
    'The address of a tarball of an npm registry holds the name of its package before `/-/`. Reported is an entry whose address names another package than the entry does, aliases aside. Addresses of another form are not judged.',
  why: 'Only the address and the digest decide what is installed. An entry named after a trusted package that leads to another one is how a changed lockfile smuggles code past a review.',
  remediation:
    'Take it for an attack until you know better: find out who changed the line and why. Delete the entry and lock again.',
  example: {
    language: 'json',
    before:
      '"node_modules/trusted": { "version": "1.0.0", "resolved": "https://registry.example.com/other/-/other-1.0.0.tgz" }',
    after:
      '"node_modules/trusted": { "version": "1.0.0", "resolved": "https://registry.example.com/trusted/-/trusted-1.0.0.tgz" }',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [494, 829],
  references: [
    'https://snyk.io/blog/why-npm-lockfiles-can-be-a-security-blindspot-for-injecting-malicious-modules/',
  ],
  since: '0.1.0',
  *check({ dependencies: { lockfiles } }): Generator<Violation> {
    for (const place of firstOfEach(lockfiles, isMismatched))
      yield aboutPackage(
        place,
        `${label(place.one)} is fetched from ${address(place.one.resolved ?? '')}, which is another package. Find out who changed it, delete the entry and lock again.`,
      );
  },
};

function isMismatched({ source, name, resolved }: LockedPackage, lockfile: Lockfile): boolean {
  if (!isNpm(lockfile) || source !== 'registry' || resolved === undefined) return false;
  const end = resolved.indexOf('/-/');
  // What nearly all are, without a look at the address.
  if (end < 0 || resolved.slice(0, end).endsWith(`/${name}`)) return false;
  const path = pathOf(resolved);
  const before = decode(path.slice(0, Math.max(0, path.indexOf('/-/'))));
  return before !== '' && !`/${before}`.endsWith(`/${name}`);
}

function pathOf(url: string): string {
  return /^https?:\/\/[^/?#]{1,300}\/([^?#]{1,2000})/i.exec(url)?.[1] ?? '';
}

function decode(text: string): string {
  return text.replace(/%2f/gi, '/').replace(/%40/g, '@');
}
