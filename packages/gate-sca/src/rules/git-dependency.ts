import type { LockedPackage } from '@railgate/dependencies';

import { address, firstOfEach, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const gitDependency: PolicyRule = {
  id: 'sca/git-dependency',
  name: 'GitDependency',
  summary: 'A dependency comes from a branch or tag of a git repository, not from a commit.',
  description:
    'Reports packages that come from a git repository where nothing names a commit by its full id. With a commit the code is fixed, and there is no finding.',
  why: 'A branch or a tag can be moved: whoever may push to that repository changes what the next installation runs, without any change in yours.',
  remediation:
    'Name the full commit id: `git+https://host/owner/name#<40 digits>` with npm, `name @ git+https://host/owner/name@<40 digits>` with pip. Better, use a published version.',
  example: {
    language: 'text',
    before: 'tool @ git+https://git.example.com/owner/tool@main',
    after: 'tool @ git+https://git.example.com/owner/tool@3f2a9c1e4b5d6f708192a3b4c5d6e7f8091a2b3c',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [829],
  references: [
    'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions',
  ],
  since: '0.1.0',
  *check({ dependencies: { lockfiles } }): Generator<Violation> {
    for (const place of firstOfEach(lockfiles, isMovable))
      yield aboutPackage(
        place,
        `${label(place.one)} comes from ${address(place.one.resolved ?? '') || 'a git repository'} without a commit: name the full commit id, or use a published version.`,
      );
  },
};

/** SHA-1 or SHA-256, as the reader kept it. */
const COMMIT = /(?:^|[^0-9a-f])(?:[0-9a-f]{40}|[0-9a-f]{64})(?:$|[^0-9a-f])/i;

function isMovable({ source, resolved = '', version }: LockedPackage): boolean {
  return source === 'git' && !COMMIT.test(resolved.slice(0, 2000)) && !COMMIT.test(version.slice(0, 2000));
}
