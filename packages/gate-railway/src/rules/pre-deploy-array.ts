import { isList } from '@railgate/code';

import { replaceString } from '../fixes/config-edits.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const preDeployArray: RailwayRule = {
  id: 'railway/pre-deploy-array',
  name: 'PreDeployArray',
  summary: '`deploy.preDeployCommand` is a list of more than one command.',
  description:
    'Reports lists with more than one element, and values that are neither a string nor a list of strings. One string, and a list of one, are fine.',
  why: 'Railway refuses the whole configuration of the service ("Array must contain at most 1 element(s)"), not only this key.',
  remediation: 'Join the commands with `&&`.',
  example: {
    language: 'json',
    before: '{ "deploy": { "preDeployCommand": ["npm run migrate", "npm run seed"] } }',
    after: '{ "deploy": { "preDeployCommand": ["npm run migrate && npm run seed"] } }',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-023'],
  references: ['https://docs.railway.com/deployments/pre-deploy-command', 'https://github.com/aks129/HealthClawGuardrails/pull/115'], // prettier-ignore
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'preDeployCommand')) {
        const strings = isList(value) && value.every((one) => typeof one === 'string');
        if (typeof value === 'string' || (strings && value.length <= 1)) continue;
        const joined = strings ? value.join(' && ') : undefined;
        yield {
          message: strings
            ? `The list of ${value.length} pre-deploy commands makes Railway refuse the configuration. Join them with &&.`
            : `The pre-deploy command ${show(value)} is neither a string nor a list of one string. Write one string.`,
          at: document.place(pointer, 'value'),
          ...(joined !== undefined && {
            fix: {
              description: 'Join the commands with &&.',
              safe: true,
              edits: [replaceString(document, pointer, joined)],
            },
          }),
        };
      }
    },
  },
};
