import type { RuleCases } from '../rule-cases.js';

const from = (name: string, path: string) => ({ name, resolved: `https://registry.example.com/${path}` });

export const cases: RuleCases = {
  ok: [
    {
      name: 'its own',
      lockfiles: [
        {
          packages: [
            from('a', 'a/-/a-1.0.0.tgz'),
            from('@s/a', '@s/a/-/a-1.0.0.tgz'),
            from('@s/a', '@s%2fa/-/a-1.0.0.tgz'),
          ],
        },
      ],
    },
    {
      name: 'below a path of the registry',
      lockfiles: [{ packages: [from('a', 'api/npm/all/a/-/a-1.0.0.tgz')] }],
    },
    {
      name: 'an alias, whose entry has the real name',
      lockfiles: [{ packages: [{ ...from('b', 'b/-/b-1.0.0.tgz'), alias: 'a' }] }],
    },
    {
      name: 'addresses of another form',
      lockfiles: [{ packages: [from('a', 'download/1234/abcdef'), { name: 'a' }, from('a', '-/x.tgz')] }],
    },
    {
      name: 'an address that is meant',
      lockfiles: [{ packages: [{ ...from('a', 'b/-/b-1.0.0.tgz'), source: 'url' }] }],
    },
  ],
  ng: [
    {
      name: 'another package',
      lockfiles: [{ packages: [from('a', 'evil/-/evil-1.0.0.tgz')] }],
      finds: [{ at: 'package-lock.json:10', says: 'registry.example.com/evil/-/evil-1.0.0.tgz' }],
    },
    {
      name: 'one whose name ends alike',
      lockfiles: [{ packages: [from('a', 'not-a/-/a-1.0.0.tgz')] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
    {
      name: 'one of another scope',
      lockfiles: [{ packages: [from('@s/a', '@t/a/-/a-1.0.0.tgz')] }],
      finds: [{ at: 'package-lock.json:10' }],
    },
  ],
};
