import type { RuleCases } from '../rule-cases.js';

const whole = { name: 'a', integrity: 'sha512-AA' };
const bare = { name: 'b' };

export const cases: RuleCases = {
  ok: [
    { name: 'all have one', lockfiles: [{ packages: [whole] }] },
    { name: 'npm left the address out, not the digest', lockfiles: [{ packages: [{ ...whole }] }] },
    {
      name: 'what has none on purpose',
      lockfiles: [
        {
          packages: [
            { ...bare, bundled: true },
            { ...bare, source: 'git' },
            { ...bare, source: 'file' },
            { ...bare, source: 'workspace' },
          ],
        },
      ],
    },
    {
      name: 'requirements without any',
      lockfiles: [{ ecosystem: 'PyPI', format: 'requirements', path: 'requirements.txt', packages: [bare] }],
    },
    {
      name: 'formats that hold none',
      lockfiles: [{ ecosystem: 'Go', format: 'go-mod', path: 'go.mod', packages: [bare] }],
    },
  ],
  ng: [
    {
      name: 'some have none, said once',
      lockfiles: [{ packages: [whole, bare, { name: 'c' }] }],
      finds: [{ at: 'package-lock.json:11', says: 'b@1.0.0, c@1.0.0 have no integrity' }],
    },
    {
      name: 'requirements, of which others have one',
      lockfiles: [{ ecosystem: 'PyPI', format: 'requirements', path: 'r.txt', packages: [bare, whole] }],
      finds: [{ at: 'r.txt:10' }],
    },
  ],
};
