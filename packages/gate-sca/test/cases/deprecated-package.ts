import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    { name: 'nobody says so', lockfiles: [{ packages: [{ name: 'a' }] }] },
    {
      name: 'a project of the repository',
      lockfiles: [{ packages: [{ name: 'a', source: 'workspace', deprecated: 'x' }] }],
    },
    {
      name: 'the registry knows nothing of it',
      registry: { 'a@1.0.0': { published: '2020-01-01' } },
      lockfiles: [{ packages: [{ name: 'a' }] }],
    },
  ],
  ng: [
    {
      name: 'the lockfile says why',
      lockfiles: [
        {
          packages: [
            { name: 'a', deprecated: 'Use b\u001b instead' },
            { name: 'c', direct: false, deprecated: '' },
          ],
        },
      ],
      finds: [
        { at: 'package-lock.json:10', says: 'a@1.0.0 is deprecated: Use b\\u001b instead.' },
        { at: 'package-lock.json:11', severity: 'info', says: 'c@1.0.0 is deprecated.' },
      ],
    },
    {
      name: 'the registry says so',
      registry: { 'a@1.0.0': { deprecated: 'Gone' } },
      lockfiles: [{ packages: [{ name: 'a' }, { name: 'a', version: '2.0.0' }] }],
      finds: [{ at: 'package-lock.json:10', says: 'Gone.' }],
    },
  ],
};
