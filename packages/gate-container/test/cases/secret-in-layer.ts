import { IN_CONFIGURATION, BASE, UNMAPPED, secret } from '../made.js';
import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    { name: 'no secret', observed: {} },
    { name: 'one in the configuration, which is another rule', observed: { secrets: [IN_CONFIGURATION] } },
  ],
  ng: [
    {
      name: 'at the instruction that copied it, with the severity of the scanner',
      observed: { secrets: [secret()] },
      finds: [
        {
          at: 'Dockerfile:3',
          severity: 'critical',
          says: '/app/.env, line 2 holds a secret: AWS Access Key ID.',
        },
      ],
    },
    {
      name: 'one finding for a file that two instructions bring',
      observed: { secrets: [secret(), secret({ line: 9, diffId: BASE })] },
      finds: [{ at: 'Dockerfile:3', severity: 'critical', says: 'line 2, 9' }],
    },
    {
      name: 'one each for two files and two kinds',
      observed: {
        secrets: [
          secret(),
          secret({ path: 'root/.npmrc', severity: 'high' }),
          secret({ rule: 'github-pat' }),
        ],
      },
      finds: [
        { at: 'Dockerfile:3', severity: 'critical' },
        { at: 'Dockerfile:3', severity: 'critical' },
        { at: 'Dockerfile:3', severity: 'high', says: '/root/.npmrc' },
      ],
    },
    {
      name: 'in an image that no Dockerfile explains',
      observed: { secrets: [secret()] },
      view: { trace: UNMAPPED },
      finds: [{ at: 'image', severity: 'critical', says: 'Which instruction brought it is not known' }],
    },
  ],
};
