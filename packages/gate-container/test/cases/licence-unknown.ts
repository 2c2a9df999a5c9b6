import { packageOf } from '../made.js';
import type { RuleCases } from '../rule-cases.js';

const packages = [
  packageOf('a'),
  packageOf('b', { licences: ['Custom'] }),
  packageOf('c', { licences: ['MIT'] }),
];

export const cases: RuleCases = {
  ok: [
    { name: 'nobody asks', observed: { packages } },
    {
      name: 'every licence is known',
      observed: { packages: [packageOf('c', { licences: ['MIT'] })] },
      licences: { allow: ['MIT'] },
    },
  ],
  ng: [
    {
      name: 'one finding for all packages without one',
      observed: { packages },
      licences: { allow: ['MIT'] },
      finds: [{ at: 'Dockerfile:1', says: '2 packages (a 1.0.0, b 1.0.0) have no licence' }],
    },
  ],
};
