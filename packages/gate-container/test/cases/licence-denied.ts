import { OWN, packageOf } from '../made.js';
import type { RuleCases } from '../rule-cases.js';

const packages = [
  packageOf('musl', { licences: ['MIT'] }),
  packageOf('bash', { licences: ['GPL-3.0-or-later'], diffId: OWN }),
  packageOf('tar', { licences: ['GPL-3.0-or-later'] }),
];

export const cases: RuleCases = {
  ok: [
    { name: 'nobody asks', observed: { packages } },
    { name: 'allowed', observed: { packages }, licences: { allow: ['MIT', 'GPL-3.0-or-later'] } },
    { name: 'not denied', observed: { packages }, licences: { deny: ['AGPL-3.0-only'] } },
    {
      name: 'one of two suffices',
      observed: { packages: [packageOf('a', { licences: ['MIT OR GPL-3.0-only'] })] },
      licences: { deny: ['GPL-3.0-only'] },
    },
  ],
  ng: [
    {
      name: 'denied: one finding for the licence, at our own line',
      observed: { packages },
      licences: { deny: ['GPL-3.0-or-later'] },
      finds: [
        { at: 'Dockerfile:2', says: '2 packages (bash 1.0.0, tar 1.0.0) have the licence GPL-3.0-or-later' },
      ],
    },
    {
      name: 'none of those that are allowed',
      observed: { packages },
      licences: { allow: ['GPL-3.0-or-later'] },
      finds: [{ at: 'Dockerfile:1', says: 'musl 1.0.0 has the licence MIT' }],
    },
    {
      name: 'each of several licences',
      observed: { packages: [packageOf('a', { licences: ['MIT', 'GPL-2.0-only', 'GPL-2.0-only'] })] },
      licences: { deny: ['GPL-2.0-only', 'MIT'] },
      finds: [
        { at: 'Dockerfile:1', says: 'MIT' },
        { at: 'Dockerfile:1', says: 'GPL-2.0-only' },
      ],
    },
  ],
};
