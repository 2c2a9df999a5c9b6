import { numberOf } from '../names/numbers.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidTeardownSeconds: RailwayRule = {
  id: 'railway/invalid-teardown-seconds',
  name: 'InvalidTeardownSeconds',
  summary: '`deploy.overlapSeconds` or `deploy.drainingSeconds` is no number of seconds.',
  description:
    'Mentions values that are neither a number from 0 on nor a string of digits, as the documentation writes it.',
  why: 'The old deployment is stopped at once, and requests that it still answers are cut off.',
  remediation: 'Write whole seconds.',
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-026'],
  references: ['https://docs.railway.com/deployments/deployment-teardown'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const key of ['overlapSeconds', 'drainingSeconds']) {
        for (const { pointer, value } of settingsOf(document, 'deploy', key)) {
          const seconds = numberOf(value);
          if (seconds !== undefined && seconds >= 0) continue;
          yield { message: `${key} is ${show(value)}, which is no number of seconds. Correct it.`, at: document.place(pointer, 'value') }; // prettier-ignore
        }
      }
    },
  },
};
