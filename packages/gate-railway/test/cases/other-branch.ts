import type { RuleCases } from '../rule-cases.js';

const files = { 'railway.toml': '[deploy]\nstartCommand = "node a.js"\n' };
const path = 'railway.toml';
const place = { path, region: { startLine: 1, startColumn: 1 } };
const known = { shallow: false, stored: true } as const;

export const cases: RuleCases = {
  ok: [
    {
      name: 'the branch that is declared',
      files,
      checkout: {
        path,
        changed: [],
        checkout: { ...known, branch: 'main', deploy: { name: 'main', declared: 'option' } },
      },
    },
    {
      name: 'a branch, and nobody says which one is deployed',
      files,
      checkout: { path, changed: [], checkout: { ...known, branch: 'feature', deploy: { name: 'main' } } },
    },
    {
      name: 'the detached head of a pull request, which Railway deploys to an environment of its own',
      traps: ['RLY-GIT-003 PR environment'],
      files,
      checkout: { path, changed: [], checkout: { ...known, deploy: { name: 'main', declared: place } } },
    },
  ],
  ng: [
    {
      name: 'another branch than railway.ts names',
      files,
      checkout: {
        path,
        changed: [],
        checkout: { ...known, branch: 'feature', deploy: { name: 'production', declared: place } },
      },
      finds: [{ at: 'railway.toml:1:1', says: 'Railway deploys production' }],
    },
    {
      name: 'another branch than the option names',
      files,
      checkout: {
        path,
        changed: [],
        checkout: { ...known, branch: 'feature', deploy: { name: 'production', declared: 'option' } },
      },
      finds: [{ at: 'railway.toml:1' }],
    },
  ],
};
