import type { RuleCases } from '../rule-cases.js';

const from = (host: string, name: string) => ({ name, resolved: `https://${host}/${name}/-/a-1.0.0.tgz` });
const usual = ['a', 'b', 'c', 'd'].map((name) => from('registry.example.com', name));

export const cases: RuleCases = {
  ok: [
    { name: 'one registry', lockfiles: [{ packages: usual }] },
    { name: 'npm left the addresses out', lockfiles: [{ packages: [{ name: 'a' }, { name: 'b' }] }] },
    {
      name: 'a scope that comes from a registry of its own',
      lockfiles: [
        { packages: [...usual, from('npm.corp.example', '@corp/x'), from('npm.corp.example', '@corp/y')] },
      ],
    },
    {
      name: 'two registries that both serve many',
      lockfiles: [{ packages: [...usual, from('b.example', 'x'), from('b.example', 'y')] }],
    },
    {
      name: 'the registry of the configuration of the user',
      configured: 'https://mine.example/',
      lockfiles: [{ packages: [...usual, from('mine.example', 'x')] }],
    },
    {
      name: 'git and files',
      lockfiles: [
        {
          packages: [
            ...usual,
            { ...from('git.example', 'x'), source: 'git' },
            { ...from('x.example', 'y'), source: 'url' },
          ],
        },
      ],
    },
    {
      name: 'other ecosystems, each with its own',
      lockfiles: [
        { packages: usual },
        { ecosystem: 'PyPI', format: 'uv-lock', path: 'uv.lock', packages: [from('pypi.example', 'x')] },
      ],
    },
    {
      name: 'ecosystems that name the repository of each package',
      lockfiles: [
        {
          ecosystem: 'Packagist',
          format: 'composer-lock',
          path: 'composer.lock',
          packages: [...usual, from('gitlab.example', 'x/y')],
        },
      ],
    },
  ],
  ng: [
    {
      name: 'one package from elsewhere',
      lockfiles: [{ packages: [...usual, from('evil.example', 'x')] }],
      finds: [{ at: 'package-lock.json:14', says: 'x@1.0.0 is fetched from https://evil.example' }],
    },
    {
      name: 'one package of a scope that comes from the usual one',
      lockfiles: [
        {
          packages: [...usual, from('registry.example.com', '@types/a'), from('evil.example', '@types/node')],
        },
      ],
      finds: [{ at: 'package-lock.json:15' }],
    },
    {
      name: 'another port, and a user in front of the host',
      lockfiles: [
        {
          packages: [
            ...usual,
            { name: 'x', resolved: 'https://registry.example.com@evil.example:8443/x.tgz' },
          ],
        },
      ],
      finds: [{ at: 'package-lock.json:14', says: 'https://evil.example:8443' }],
    },
  ],
};
