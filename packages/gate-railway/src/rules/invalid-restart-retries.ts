import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidRestartRetries: RailwayRule = {
  id: 'railway/invalid-restart-retries',
  name: 'InvalidRestartRetries',
  summary: '`deploy.restartPolicyMaxRetries` is no count, or means nothing beside its restart policy.',
  description:
    'Mentions values that are no whole number from 1 on, and a number of retries beside the policy NEVER in the same block.',
  why: 'The service restarts less or more often than the file seems to say.',
  remediation: 'Write a whole number. Delete the key beside `NEVER`.',
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-018'],
  references: ['https://docs.railway.com/deployments/restart-policy'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'restartPolicyMaxRetries')) {
        const policy = document.get([...pointer.slice(0, -1), 'restartPolicyType']);
        const never = typeof policy === 'string' && policy.toUpperCase() === 'NEVER';
        const valid = typeof value === 'number' && Number.isInteger(value) && value >= 1;
        if (valid && !never) continue;
        yield {
          message: never
            ? `The number of retries ${show(value)} has no effect beside the restart policy NEVER. Delete it.`
            : `The number of retries ${show(value)} is no whole number from 1 on. Correct it.`,
          at: document.place(pointer, 'value'),
        };
      }
    },
  },
};
