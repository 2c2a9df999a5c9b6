import { servesHttp } from '../services/http.js';
import type { ServiceModel } from '../services/model.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const restartPolicy: RailwayRule = {
  id: 'railway/restart-policy',
  name: 'RestartPolicy',
  summary: 'A web service never restarts, or a cron service always does.',
  description:
    'Reports the policy NEVER where the service answers HTTP requests, and ALWAYS where it has a cron schedule. No policy means ON_FAILURE with ten attempts, which is fine for both. A worker with NEVER is not reported: it may be meant to run once.',
  why: 'After one crash a web service with NEVER stays down until somebody deploys. A cron job with ALWAYS starts again as soon as it is done, instead of waiting for its next time.',
  remediation: 'Use `ON_FAILURE`, or delete the setting. A cron job that must not be repeated takes `NEVER`.',
  example: {
    language: 'toml',
    before: '[deploy]\nhealthcheckPath = "/health"\nrestartPolicyType = "NEVER"',
    after: '[deploy]\nhealthcheckPath = "/health"\nrestartPolicyType = "ON_FAILURE"',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-017'],
  references: ['https://docs.railway.com/deployments/restart-policy'],
  since: '0.1.0',
  checks: {
    *config({ document, service }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'restartPolicyType')) {
        const problem = typeof value === 'string' ? problemOf(value.toUpperCase(), service) : undefined;
        if (problem === undefined) continue;
        yield { message: problem, at: document.place(pointer, 'value') };
      }
    },
  },
};

function problemOf(policy: string, service: ServiceModel): string | undefined {
  const isCron = service.config && settingsOf(service.config, 'deploy', 'cronSchedule').length > 0;
  if (policy === 'ALWAYS' && isCron === true) {
    return 'ALWAYS starts this cron job again as soon as it is done. Use ON_FAILURE or NEVER.';
  }
  if (policy !== 'NEVER' || isCron === true || !servesHttp(service)) return undefined;
  return 'NEVER leaves this web service down after its first crash. Use ON_FAILURE.';
}
