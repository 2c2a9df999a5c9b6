import type { RuleCases } from '../rule-cases.js';

const one = { name: 'a', integrity: 'sha512-AAAA' };
const other = { name: 'a', integrity: 'sha512-BBBB' };

export const cases: RuleCases = {
  ok: [
    { name: 'the same digest twice', lockfiles: [{ packages: [one, one] }] },
    { name: 'other versions', lockfiles: [{ packages: [one, { ...other, version: '1.0.1' }] }] },
    {
      name: 'digests of other algorithms',
      lockfiles: [{ packages: [one, { ...other, integrity: 'sha1-BBBB' }] }],
    },
    {
      name: 'a choice of digests',
      lockfiles: [{ packages: [one, { ...other, integrity: 'sha512-AAAA sha512-CCCC' }] }],
    },
    {
      name: 'archives that yarn made itself',
      lockfiles: [
        { packages: [{ ...one, integrity: 'yarn:10c0/aa' }], format: 'yarn-berry', path: 'yarn.lock' },
        { packages: [{ ...one, integrity: 'yarn:10c0/bb' }], format: 'yarn-berry', path: 'b/yarn.lock' },
      ],
    },
    { name: 'git dependencies', lockfiles: [{ packages: [{ ...one, source: 'git' }, other] }] },
    {
      name: 'files of Python for several platforms',
      lockfiles: [
        {
          ecosystem: 'PyPI',
          format: 'uv-lock',
          path: 'uv.lock',
          packages: [{ ...one, integrity: 'sha256:aa' }],
        },
        {
          ecosystem: 'PyPI',
          format: 'uv-lock',
          path: 'b/uv.lock',
          packages: [{ ...one, integrity: 'sha256:bb' }],
        },
      ],
    },
    {
      name: 'names of objects',
      lockfiles: [
        {
          packages: [
            { ...one, name: '__proto__' },
            { ...other, name: 'constructor' },
          ],
        },
      ],
    },
  ],
  ng: [
    {
      name: 'two digests in one lockfile',
      lockfiles: [{ packages: [one, other] }],
      finds: [{ at: 'package-lock.json:10', says: 'a@1.0.0 has different sha512 digests' }],
    },
    {
      name: 'two lockfiles, of two package managers',
      lockfiles: [{ packages: [one] }, { packages: [other], format: 'pnpm-lock', path: 'b/pnpm-lock.yaml' }],
      finds: [{ at: 'package-lock.json:10' }, { at: 'b/pnpm-lock.yaml:10' }],
    },
  ],
};
