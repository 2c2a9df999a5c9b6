import { show } from '../names/show.js';
import { numberOf } from '../names/numbers.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidHealthcheckTimeout: RailwayRule = {
  id: 'railway/invalid-healthcheck-timeout',
  name: 'InvalidHealthcheckTimeout',
  summary: '`deploy.healthcheckTimeout` is no sensible number of seconds.',
  description:
    'Reports values that are no whole number of seconds between 10 and 3600. A string of digits is accepted, and the default is 300.',
  why: 'A value that is no number makes Railway refuse the configuration; a very short one fails deployments that start a little slower.',
  remediation: 'Write whole seconds, 300 for instance.',
  example: {
    language: 'toml',
    before: '[deploy]\nhealthcheckTimeout = "5 min"',
    after: '[deploy]\nhealthcheckTimeout = 300',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-015'],
  references: ['https://docs.railway.com/deployments/healthchecks#healthcheck-timeout'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'healthcheckTimeout')) {
        const seconds = numberOf(value);
        if (seconds !== undefined && Number.isInteger(seconds) && seconds >= 10 && seconds <= 3600) continue;
        const wrong =
          seconds === undefined || !Number.isInteger(seconds) ? 'is no whole number' : 'is out of range';
        yield {
          message: `The health check timeout ${show(value)} ${wrong}. Write seconds between 10 and 3600.`,
          at: document.place(pointer, 'value'),
        };
      }
    },
  },
};
