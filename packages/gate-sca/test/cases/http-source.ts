import type { RuleCases } from '../rule-cases.js';

const from = (resolved: string) => ({ name: 'a', resolved });

export const cases: RuleCases = {
  ok: [
    {
      name: 'https',
      lockfiles: [{ packages: [from('https://registry.example/a.tgz'), from('git+ssh://git@h.example/a')] }],
    },
    {
      name: 'the machine itself',
      lockfiles: [
        {
          packages: [from('http://localhost:4873/a'), from('http://127.0.0.1/a'), from('http://[::1]:80/a')],
        },
      ],
    },
    { name: 'no address', lockfiles: [{ packages: [{ name: 'a' }] }] },
    {
      name: 'http in the path',
      lockfiles: [{ packages: [from('https://mirror.example/http://registry.example/a')] }],
    },
  ],
  ng: [
    {
      name: 'http, once for each lockfile',
      lockfiles: [
        {
          packages: [
            from('https://r.example/b'),
            from('http://r.example/a'),
            { ...from('HTTP://r.example/b'), name: 'b' },
          ],
        },
      ],
      finds: [{ at: 'package-lock.json:11', says: 'a@1.0.0, b@1.0.0 over' }],
    },
    {
      name: 'with digests',
      lockfiles: [{ packages: [{ ...from('http://r.example/a'), integrity: 'sha512-AA' }] }],
      finds: [{ at: 'package-lock.json:10', severity: 'medium' }],
    },
    {
      name: 'git without encryption',
      lockfiles: [{ packages: [{ ...from('git://h.example/a'), source: 'git' }] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
    {
      name: 'a name that begins like that of the machine',
      lockfiles: [{ packages: [from('http://localhost.evil.example/a')] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
  ],
};
