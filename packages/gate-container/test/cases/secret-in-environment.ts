import { IN_CONFIGURATION, TRACE, UNMAPPED, cause, secret } from '../made.js';
import type { RuleCases } from '../rule-cases.js';

const plain = cause(5, 'ENV PORT', { names: ['PORT'] });

export const cases: RuleCases = {
  ok: [
    { name: 'no secret', observed: {} },
    { name: 'one in a file, which is another rule', observed: { secrets: [secret()] } },
  ],
  ng: [
    {
      name: 'at the ENV whose name is that of a secret',
      observed: { secrets: [IN_CONFIGURATION] },
      view: { trace: { ...TRACE, instructions: [plain, ...TRACE.instructions] } },
      finds: [{ at: 'Dockerfile:4', severity: 'critical', says: 'AWS Access Key ID' }],
    },
    {
      name: 'at the only ENV',
      observed: { secrets: [IN_CONFIGURATION, IN_CONFIGURATION] },
      view: { trace: { ...TRACE, instructions: [plain] } },
      finds: [{ at: 'Dockerfile:5', severity: 'critical' }],
    },
    {
      name: 'in an image that no Dockerfile explains',
      observed: { secrets: [IN_CONFIGURATION] },
      view: { trace: UNMAPPED },
      finds: [{ at: 'image', severity: 'critical' }],
    },
  ],
};
