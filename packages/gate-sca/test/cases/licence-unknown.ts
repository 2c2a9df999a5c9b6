import type { RuleCases } from '../rule-cases.js';

const packages = (...licences: (string | undefined)[]) => [
  { packages: licences.map((licence, i) => ({ name: `p${i}`, ...(licence !== undefined && { licence }) })) },
];
const deny = { licences: { deny: ['GPL-3.0-only'] } };

export const cases: RuleCases = {
  ok: [
    { name: 'nobody asks', lockfiles: packages(undefined) },
    { name: 'known', options: deny, lockfiles: packages('MIT', 'GPL-3.0-only') },
    {
      name: 'the registry says it',
      options: deny,
      registry: { 'p0@1.0.0': { licence: 'MIT' } },
      lockfiles: packages(undefined),
    },
  ],
  ng: [
    {
      name: 'none, or no SPDX expression',
      options: deny,
      lockfiles: packages('MIT', undefined, 'SEE LICENSE IN LICENSE.txt', 'BSD'),
      finds: [
        { at: 'package-lock.json:11', says: 'p1@1.0.0 says no licence' },
        { at: 'package-lock.json:12', says: 'SEE LICENSE IN' },
        { at: 'package-lock.json:13' },
      ],
    },
    {
      name: 'where only some are allowed',
      options: { licences: { allow: ['MIT'] } },
      lockfiles: packages('MIT', undefined),
      finds: [{ at: 'package-lock.json:11', severity: 'high' }],
    },
    {
      name: 'an expression that would take forever',
      options: deny,
      lockfiles: packages('MIT', `${'(MIT OR ISC) AND '.repeat(40)}MIT`, `${'('.repeat(5000)}MIT`),
      finds: [{ at: 'package-lock.json:11' }, { at: 'package-lock.json:12' }],
    },
    {
      name: 'the registry does not say it, either',
      options: deny,
      registry: {},
      lockfiles: packages(undefined),
      finds: [{ at: 'package-lock.json:10' }],
    },
  ],
  broken: [
    {
      name: 'an ecosystem whose registry nobody asks',
      options: deny,
      registry: {},
      lockfiles: [
        { ecosystem: 'PyPI', format: 'poetry-lock', path: 'poetry.lock', packages: [{ name: 'a' }] },
      ],
      gap: 'poetry.lock holds no licences',
    },
    {
      name: 'a lockfile that holds no licences, with nobody to ask',
      options: deny,
      lockfiles: [{ format: 'pnpm-lock', path: 'pnpm-lock.yaml', packages: [{ name: 'a' }, { name: 'b' }] }],
      gap: 'pnpm-lock.yaml holds no licences',
    },
  ],
};
