import type { LockedPackage, Lockfile } from '@railgate/dependencies';

import { listed } from '../findings/plain-text.js';
import { byLockfile, labels } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

const SHOWN = 5;

export const missingIntegrity: PolicyRule = {
  id: 'sca/missing-integrity',
  name: 'MissingIntegrity',
  summary: 'A lockfile names packages without a digest of their archives.',
  description:
    "Reports entries of npm's, pnpm's, yarn's and bun's lockfiles that come from a registry and have no integrity, once for each lockfile, and requirements without a hash where others of the same file have one. What another package brings inside its archive has none on purpose, and neither has what comes from git or from a folder. Requirements files without any hash are not reported.",
  why: 'Without a digest whatever the registry, a mirror or a cache sends is installed: nobody notices that it is not what was locked.',
  remediation:
    'Delete the entries and lock again with a current version of the package manager (`npm install --package-lock-only`); `pip-compile --generate-hashes` writes those of requirements.',
  example: {
    language: 'json',
    before:
      '"node_modules/a": { "version": "1.0.0", "resolved": "https://registry.example.com/a/-/a-1.0.0.tgz" }',
    after:
      '"node_modules/a": { "version": "1.0.0", "resolved": "https://registry.example.com/a/-/a-1.0.0.tgz", "integrity": "sha512-…" }',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [353, 494],
  references: ['https://developer.mozilla.org/docs/Web/Security/Subresource_Integrity'],
  since: '0.1.0',
  *check({ dependencies: { lockfiles } }): Generator<Violation> {
    for (const { lockfile, found } of byLockfile(lockfiles.filter(canHave), isBare)) {
      const [first] = found;
      yield {
        message: `${listed(labels(found), SHOWN)} ${found.length === 1 ? 'has' : 'have'} no integrity in the lockfile, so that any archive would do. Lock again with a current version of the package manager.`,
        at: { path: lockfile.path, region: { startLine: first.line } },
      };
    }
  },
};

const ALWAYS: ReadonlySet<Lockfile['format']> = new Set([
  'package-lock',
  'pnpm-lock',
  'yarn-classic',
  'bun-lock',
]);

function canHave({ format, packages }: Lockfile): boolean {
  if (ALWAYS.has(format)) return true;
  return format === 'requirements' && packages.some(({ integrity }) => integrity !== undefined);
}

function isBare({ source, integrity, bundled, version }: LockedPackage): boolean {
  return source === 'registry' && integrity === undefined && bundled !== true && version !== '';
}
