import { RESTART_POLICIES } from '../data/config-keys.js';
import { replaceString } from '../fixes/config-edits.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const invalidRestartPolicy: RailwayRule = {
  id: 'railway/invalid-restart-policy',
  name: 'InvalidRestartPolicy',
  summary: '`deploy.restartPolicyType` is no restart policy that Railway has.',
  description: 'Reports every value but ON_FAILURE, ALWAYS and NEVER, in any case.',
  why: 'Railway refuses the configuration, and with it the deployment.',
  remediation: 'Use `ON_FAILURE`, `ALWAYS` or `NEVER`.',
  example: {
    language: 'toml',
    before: '[deploy]\nrestartPolicyType = "on-failure"',
    after: '[deploy]\nrestartPolicyType = "ON_FAILURE"',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-016'],
  references: ['https://docs.railway.com/config-as-code/reference#restart-policy-type'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'restartPolicyType')) {
        if (typeof value === 'string' && RESTART_POLICIES.includes(value.toUpperCase())) continue;
        const meant = typeof value === 'string' ? policyOf(value) : undefined;
        yield {
          message: `${show(value)} is no restart policy. Use ${meant ?? 'ON_FAILURE, ALWAYS or NEVER'}.`,
          at: document.place(pointer, 'value'),
          ...(meant !== undefined && {
            fix: {
              description: `Write ${meant}.`,
              safe: true,
              edits: [replaceString(document, pointer, meant)],
            },
          }),
        };
      }
    },
  },
};

/** The same letters in another spelling: `on-failure`, `OnFailure`. */
function policyOf(value: string): string | undefined {
  const plain = (text: string) => text.replace(/[\s_-]/g, '').toUpperCase();
  return RESTART_POLICIES.find((policy) => plain(policy) === plain(value));
}
