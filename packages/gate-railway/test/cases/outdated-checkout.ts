import type { RuleCases } from '../rule-cases.js';

const files = { 'railway.toml': '[deploy]\nstartCommand = "node a.js"\n' };
const deploy = { name: 'main' } as const;
const known = { deploy, shallow: false, stored: true, branch: 'main' } as const;
const path = 'railway.toml';

export const cases: RuleCases = {
  ok: [
    {
      name: 'the commit of the remote',
      files,
      checkout: { path, changed: [], checkout: { ...known, behind: 0 } },
    },
    { name: 'no checkout at all', files },
    {
      name: 'no git',
      files,
      checkout: { path, changed: [], checkout: { why: 'no git', deploy, shallow: false, stored: false } },
    },
    {
      name: 'a shallow clone, whose history ends before the two meet',
      traps: ['RLY-GIT-001 shallow clone'],
      files,
      checkout: { path, changed: [], checkout: { ...known, shallow: true } },
    },
    {
      name: 'the detached head of a pull request',
      traps: ['RLY-GIT-001 detached head'],
      files,
      checkout: { path, changed: [], checkout: { deploy, shallow: false, stored: true, behind: 3 } },
    },
    {
      name: 'a branch that was cut before',
      traps: ['RLY-GIT-001 feature branch'],
      files,
      checkout: { path, changed: [], checkout: { ...known, branch: 'feature', behind: 3 } },
    },
    {
      name: 'a fork that has no such branch stored',
      traps: ['RLY-GIT-001 fork'],
      files,
      checkout: { path, changed: [], checkout: { ...known, stored: false } },
    },
  ],
  ng: [
    {
      name: 'three commits behind',
      files,
      checkout: { path, changed: [], checkout: { ...known, behind: 3 } },
      finds: [{ at: 'railway.toml:1', says: 'lacks 3 commits of origin/main' }],
    },
    {
      name: 'behind, where that counts',
      files,
      options: { requireUpToDate: true },
      checkout: { path, changed: [], checkout: { ...known, behind: 1 } },
      finds: [{ at: 'railway.toml:1', severity: 'high', says: 'lacks 1 commit of' }],
    },
  ],
};
