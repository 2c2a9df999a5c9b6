import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'every line of a requirements file is pinned',
      files: { 'requirements.txt': 'flask==3.0.0\nclick==8.1.7\n' },
    },
    {
      name: 'a lockfile pins what the manifest asks for',
      files: {
        'package.json': '{"name":"a","dependencies":{"ms":"^2.1.0"}}',
        'package-lock.json': JSON.stringify({
          name: 'a',
          lockfileVersion: 3,
          packages: {
            '': { name: 'a', dependencies: { ms: '^2.1.0' } },
            'node_modules/ms': { version: '2.1.3' },
          },
        }),
      },
    },
  ],
  ng: [
    {
      name: 'a requirements file with ranges: one finding, at the first of them',
      files: { 'requirements.txt': 'click==8.1.7\nflask>=2\njinja2\n' },
      finds: [{ at: 'requirements.txt:2' }],
    },
    {
      name: 'a package.json without a lockfile',
      files: { 'web/package.json': '{\n  "name": "a",\n  "dependencies": { "ms": "^2.1.0" }\n}\n' },
      finds: [{ at: 'web/package.json:3' }],
    },
  ],
};
