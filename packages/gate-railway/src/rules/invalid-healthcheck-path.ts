import type { ConfigValue } from '@railgate/code';

import { replaceString } from '../fixes/config-edits.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidHealthcheckPath: RailwayRule = {
  id: 'railway/invalid-healthcheck-path',
  name: 'InvalidHealthcheckPath',
  summary: '`deploy.healthcheckPath` is no path.',
  description:
    'Reports values that are no string, do not start with `/`, or hold a scheme, a host or a blank. Query strings are fine and null means that there is none. The empty string, which some write to turn the check off, is reported as medium.',
  why: 'Railway asks the service for this path on PORT before it switches over. A path that it cannot ask for fails every deployment.',
  remediation: 'Write the path only, with a leading slash. Leave the key out to have no health check.',
  example: {
    language: 'toml',
    before: '[deploy]\nhealthcheckPath = "health"',
    after: '[deploy]\nhealthcheckPath = "/health"',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-011'],
  references: ['https://docs.railway.com/deployments/healthchecks'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'healthcheckPath')) {
        const wrong = whatIsWrong(value);
        if (wrong === undefined) continue;
        yield {
          message: `The health check path ${show(value)} ${wrong}`,
          ...(value === '' && { severity: 'medium' as const }),
          at: document.place(pointer, 'value'),
          ...(typeof value === 'string' &&
            /^[\w.-][\w./-]*$/.test(value) && {
              fix: {
                description: 'Put a slash in front.',
                safe: true,
                edits: [replaceString(document, pointer, `/${value}`)],
              },
            }),
        };
      }
    },
  },
};

function whatIsWrong(value: ConfigValue): string | undefined {
  if (typeof value !== 'string') return 'is no string. Write the path as a string, "/health" for instance.';
  if (value === '') return 'is empty. Leave the key out to have no health check.';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return 'holds a scheme and a host. Write the path only.';
  if (!value.startsWith('/')) return 'does not start with a slash. Put one in front.';
  if (/\s/.test(value)) return 'holds a blank. Take it out.';
  return undefined;
}
