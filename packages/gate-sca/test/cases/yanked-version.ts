import type { RuleCases } from '../rule-cases.js';

const lockfiles = [{ packages: [{ name: 'a' }, { name: 'b' }] }];

export const cases: RuleCases = {
  ok: [
    { name: 'nobody was asked', lockfiles },
    { name: 'nobody took it back', lockfiles, registry: { 'a@1.0.0': { published: '2020-01-01' } } },
    { name: 'another version', lockfiles, registry: { 'a@1.0.1': { yanked: 'broken' } } },
  ],
  ng: [
    {
      name: 'taken back, or gone',
      lockfiles,
      registry: { 'a@1.0.0': { yanked: 'it deletes files' }, 'b@1.0.0': { yanked: '' } },
      finds: [
        { at: 'package-lock.json:10', says: 'gone from the registry: it deletes files.' },
        { at: 'package-lock.json:11' },
      ],
    },
  ],
};
