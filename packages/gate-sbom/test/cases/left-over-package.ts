import type { RuleCases } from '../rule-cases.js';

const files = (packages: Readonly<Record<string, object>>) => ({
  'package.json': '{"name":"a","dependencies":{"ms":"^2.1.0"}}',
  'package-lock.json': JSON.stringify(
    {
      name: 'a',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'a', dependencies: { ms: '^2.1.0' } },
        'node_modules/ms': { version: '2.1.3' },
        ...packages,
      },
    },
    null,
    2,
  ),
});

export const cases: RuleCases = {
  ok: [
    { name: 'everything is depended on', files: files({}) },
    {
      name: 'no engine was asked',
      files: files({ 'node_modules/left-pad': { version: '1.3.0' } }),
      options: { engines: [] },
    },
  ],
  ng: [
    {
      name: 'a package to which no path leads',
      files: files({ 'node_modules/left-pad': { version: '1.3.0' } }),
      finds: [{ at: 'package-lock.json:15' }],
    },
  ],
};
