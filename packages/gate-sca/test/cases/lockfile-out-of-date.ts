import type { RuleCases } from '../rule-cases.js';

import type { RequirementKind } from '@railgate/dependencies';

const asks = (range: string, rest: { kind?: RequirementKind; target?: number } = { target: 0 }) => [
  { requirements: [{ name: 'a', kind: 'prod' as const, range, line: 7, ...rest }] },
];
const packages = [{ name: 'a', version: '1.4.0' }];

export const cases: RuleCases = {
  ok: [
    { name: 'the range allows it', lockfiles: [{ packages, projects: asks('^1.2.0') }] },
    { name: 'an alias', lockfiles: [{ packages, projects: asks('npm:b@^1.0.0') }] },
    {
      name: 'no range: a tag, an address, a path',
      lockfiles: ['latest', 'github:o/a', 'workspace:*', 'catalog:'].map((range) => ({
        packages,
        projects: asks(range),
      })),
    },
    {
      name: 'optional and peer dependencies that are not there',
      lockfiles: [
        { packages, projects: asks('^1', { kind: 'optional' }) },
        { packages, projects: asks('^1', { kind: 'peer' }) },
      ],
    },
    {
      name: 'another version by an override of pnpm',
      lockfiles: [{ packages, format: 'pnpm-lock', path: 'pnpm-lock.yaml', projects: asks('^2.0.0') }],
    },
    {
      name: 'a project of the repository',
      lockfiles: [{ packages: [{ name: 'a', version: '', source: 'workspace' }], projects: asks('^2.0.0') }],
    },
    {
      name: 'an optional dependency that was dropped',
      lockfiles: [
        {
          packages,
          projects: [{ requirements: [], disagreements: [{ name: 'z', kind: 'optional', declared: '^1' }] }],
        },
      ],
    },
    {
      name: 'a folder beside, to which the lockfile links',
      lockfiles: [
        {
          path: 'apps/web/package-lock.json',
          packages,
          projects: asks('^2.0.0', {}).map((one) => ({ ...one, path: 'packages/core' })),
        },
      ],
    },
    {
      name: 'requirements, which are their own lockfile',
      lockfiles: [
        {
          ecosystem: 'PyPI',
          format: 'requirements',
          path: 'requirements.txt',
          packages,
          projects: asks('>=2', {}),
        },
      ],
    },
    {
      name: 'a gem of another platform',
      lockfiles: [
        {
          ecosystem: 'RubyGems',
          format: 'gemfile-lock',
          path: 'Gemfile.lock',
          packages,
          projects: asks('', {}),
        },
      ],
    },
  ],
  ng: [
    {
      name: 'a manifest that is data, and whose lockfile holds the rest of it',
      unpinned: [
        {
          path: 'Cargo.toml',
          ecosystem: 'crates.io',
          manager: 'cargo',
          lockfile: 'Cargo.lock',
          requirements: [{ name: 'serde', kind: 'prod', range: '1', line: 4 }],
        },
      ],
      finds: [{ at: 'Cargo.toml:4', says: 'Cargo.toml asks for serde 1, and Cargo.lock does not hold it.' }],
    },
    {
      name: 'the range does not allow it',
      lockfiles: [{ packages, projects: asks('^2.0.0') }],
      finds: [
        { at: 'package.json:7', says: 'package.json asks for a ^2.0.0, and package-lock.json holds 1.4.0.' },
      ],
    },
    {
      name: 'the range of an alias does not',
      lockfiles: [{ packages, projects: asks('npm:b@^2.0.0') }],
      finds: [{ at: 'package.json:7' }],
    },
    {
      name: 'it is not there',
      lockfiles: [{ packages, projects: asks('^2.0.0', {}) }],
      finds: [{ at: 'package.json:7', says: 'does not hold it' }],
    },
    {
      name: 'manifest and lockfile disagree, said once',
      lockfiles: [
        {
          format: 'pnpm-lock',
          path: 'pnpm-lock.yaml',
          packages,
          projects: [
            {
              requirements: [{ name: 'a', kind: 'prod', range: '^2.0.0', line: 7 }],
              disagreements: [
                { name: 'a', kind: 'prod', declared: '^2.0.0', recorded: '^1.0.0', line: 7 },
                { name: 'gone', kind: 'dev', recorded: '^1.0.0' },
              ],
            },
          ],
        },
      ],
      finds: [
        { at: 'package.json:7', says: 'asks for a ^2.0.0, and pnpm-lock.yaml was written for a ^1.0.0.' },
        { at: 'package.json:1', says: 'asks for gone no more' },
      ],
    },
  ],
};
