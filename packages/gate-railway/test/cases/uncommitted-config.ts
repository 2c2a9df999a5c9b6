import type { RuleCases } from '../rule-cases.js';

const files = { 'railway.toml': '[deploy]\nstartCommand = "node a.js"\n' };
const checkout = { deploy: { name: 'main' }, shallow: false, stored: true, branch: 'main' } as const;
const path = 'railway.toml';

export const cases: RuleCases = {
  ok: [
    {
      name: 'nothing changed, as in CI',
      traps: ['RLY-GIT-002 clean tree of CI'],
      files,
      checkout: { path, changed: [], checkout },
    },
    { name: 'no checkout', files },
  ],
  ng: [
    {
      name: 'changed and not committed',
      files,
      checkout: { path, changed: [{ path, how: 'changed' }], checkout },
      finds: [{ at: 'railway.toml:1', says: 'railway.toml differs from the checked commit' }],
    },
    {
      name: 'never committed, where that counts',
      files,
      options: { requireUpToDate: true },
      checkout: { path, changed: [{ path, how: 'not committed' }], checkout },
      finds: [{ at: 'railway.toml:1', severity: 'medium', says: 'is not in the checked commit' }],
    },
  ],
};
