import type { RuleCases } from '../rule-cases.js';

const lockfiles = [{ packages: [{ name: 'a' }] }];
const registry = (published: string) => ({ 'a@1.0.0': { published } });
const options = { minimumAge: 7 };

export const cases: RuleCases = {
  ok: [
    { name: 'nobody asks', lockfiles, registry: registry('2026-11-21T00:00:00Z') },
    { name: 'just old enough', lockfiles, options, registry: registry('2026-11-15T00:00:00Z') },
    {
      name: 'from git, and of the repository',
      options,
      registry: {},
      lockfiles: [
        {
          packages: [
            { name: 'a', source: 'git', resolved: '3f2a9c1e4b5d6f708192a3b4c5d6e7f8091a2b3c' },
            { name: 'b', source: 'workspace' },
          ],
        },
      ],
    },
  ],
  ng: [
    {
      name: 'a second too young',
      lockfiles,
      options,
      registry: registry('2026-11-15T00:00:01Z'),
      finds: [
        { at: 'package-lock.json:10', says: 'a@1.0.0 was published 6 days ago; the policy asks for 7 days.' },
      ],
    },
    {
      name: 'from the future',
      lockfiles,
      options,
      registry: registry('2027-01-01T00:00:00Z'),
      finds: [{ at: 'package-lock.json:10', says: 'less than a day ago' }],
    },
  ],
  broken: [
    {
      name: 'offline nobody says',
      lockfiles,
      options,
      gap: 'Nobody says when 1 version of package-lock.json was published',
    },
    {
      name: 'the registry does not know it',
      lockfiles,
      options,
      registry: {},
      gap: 'Nobody says when 1 version',
    },
    {
      name: 'a date that is none',
      lockfiles,
      options,
      registry: registry('soon'),
      gap: 'Nobody says when 1 version',
    },
  ],
};
