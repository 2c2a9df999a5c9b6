import type { LockedPackage } from '@railgate/dependencies';

import { listed } from '../findings/plain-text.js';
import { byLockfile, labels } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

const SHOWN = 5;

export const httpSource: PolicyRule = {
  id: 'sca/http-source',
  name: 'HttpSource',
  summary: 'A lockfile fetches packages over a connection that is not encrypted.',
  description:
    'Reports addresses that begin with `http://`, `git://` or `git+http://`, once for each lockfile, other than those of the machine itself. `medium` where every one of the packages has a digest, which at least shows that it was changed.',
  why: 'Everybody on the way can exchange the package for another one: in a café, in a data centre, at a provider.',
  remediation: 'Use the `https://` address of the same host, or another registry, and lock again.',
  example: {
    language: 'json',
    before: '"resolved": "http://registry.example.com/a/-/a-1.0.0.tgz"',
    after: '"resolved": "https://registry.example.com/a/-/a-1.0.0.tgz"',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [319, 494],
  references: ['https://cwe.mitre.org/data/definitions/319.html'],
  since: '0.1.0',
  *check({ dependencies: { lockfiles } }): Generator<Violation> {
    for (const { lockfile, found } of byLockfile(lockfiles, isPlain)) {
      const [first] = found;
      yield {
        message: `The lockfile fetches ${listed(labels(found), SHOWN)} over a connection that is not encrypted. Use https, and lock again.`,
        at: { path: lockfile.path, region: { startLine: first.line } },
        ...(found.every(({ integrity }) => integrity !== undefined) && { severity: 'medium' }),
      };
    }
  },
};

/** What never leaves the machine cannot be changed on the way. */
const PLAIN =
  /^(?:git\+)?(?:http|git):\/\/(?!(?:[^/?#@]{0,200}@)?(?:localhost|127\.[0-9.]{1,11}|\[::1\])(?:[:/]|$))/i;

function isPlain({ resolved }: LockedPackage): boolean {
  return resolved !== undefined && PLAIN.test(resolved);
}
