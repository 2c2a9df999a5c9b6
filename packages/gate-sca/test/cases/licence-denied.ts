import type { RuleCases } from '../rule-cases.js';

const packages = (...licences: string[]) => [
  { packages: licences.map((licence, i) => ({ name: `p${i}`, licence })) },
];
const allow = { licences: { allow: ['MIT', 'Apache-2.0'] } };
const deny = { licences: { deny: ['GPL-3.0-only', 'AGPL-3.0-or-later'] } };

export const cases: RuleCases = {
  ok: [
    { name: 'nobody asks', lockfiles: packages('GPL-3.0-only') },
    {
      name: 'allowed',
      options: allow,
      lockfiles: packages('MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'MIT AND Apache-2.0'),
    },
    {
      name: 'not denied',
      options: deny,
      lockfiles: packages('MIT', 'GPL-2.0-only', '(GPL-3.0-only OR MIT)'),
    },
    {
      name: 'a file of the repository',
      options: deny,
      lockfiles: [{ packages: [{ name: 'a', source: 'file', licence: 'GPL-3.0-only' }] }],
    },
  ],
  ng: [
    {
      name: 'none of those that are allowed',
      options: allow,
      lockfiles: packages('ISC', 'MIT AND ISC', 'MIT'),
      finds: [
        { at: 'package-lock.json:10', says: 'p0@1.0.0 has the licence ISC' },
        { at: 'package-lock.json:11' },
      ],
    },
    {
      name: 'denied in every choice',
      options: deny,
      lockfiles: packages(
        'GPL-3.0-only',
        'MIT AND GPL-3.0-only',
        '(GPL-3.0-only OR AGPL-3.0-only)',
        'AGPL-3.0-or-later',
      ),
      finds: [10, 11, 12, 13].map((line) => ({ at: `package-lock.json:${line}` })) as [{ at: string }],
    },
    {
      name: 'denied beats allowed',
      options: { licences: { allow: ['MIT'], deny: ['MIT'] } },
      lockfiles: packages('MIT'),
      finds: [{ at: 'package-lock.json:10' }],
    },
    {
      name: 'the registry says it',
      options: deny,
      registry: { 'a@1.0.0': { licence: 'GPL-3.0-only' } },
      lockfiles: [{ packages: [{ name: 'a' }] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
  ],
};
