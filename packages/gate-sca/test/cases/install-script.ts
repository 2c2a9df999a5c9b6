import type { RuleCases } from '../rule-cases.js';

const a = { name: 'a', hasInstallScript: true };

export const cases: RuleCases = {
  ok: [
    { name: 'none', lockfiles: [{ packages: [{ name: 'a' }, { name: 'b', hasInstallScript: false }] }] },
    { name: 'one that is expected', options: { installScripts: ['a'] }, lockfiles: [{ packages: [a] }] },
    { name: 'a project of the repository', lockfiles: [{ packages: [{ ...a, source: 'workspace' }] }] },
  ],
  ng: [
    {
      name: 'direct and indirect',
      lockfiles: [{ packages: [a, { ...a, name: 'b', direct: false }] }],
      finds: [
        { at: 'package-lock.json:10', says: 'a@1.0.0 runs a script' },
        { at: 'package-lock.json:11', severity: 'info' },
      ],
    },
    {
      name: 'another one than is expected',
      options: { installScripts: ['b'] },
      lockfiles: [{ packages: [a, a] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
  ],
};
