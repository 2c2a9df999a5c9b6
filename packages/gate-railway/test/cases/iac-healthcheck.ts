import type { RuleCases } from '../rule-cases.js';

const iac = (options: string, name = 'api') => ({
  '.railway/railway.ts': `import { service } from "railway/iac";\nservice("${name}", ${options});\n`,
});
const domains = 'domains: ["a.example.com"]';

export const cases: RuleCases = {
  ok: [
    { name: 'a health check', files: iac(`{ ${domains}, healthcheck: "/health" }`) },
    { name: 'under deploy', files: iac(`{ ${domains}, deploy: { healthcheckPath: "/health" } }`) },
    { name: 'under run', files: iac(`{ ${domains}, run: { healthcheck: "/h" } }`) },
    { name: 'one that is computed', files: iac(`{ ${domains}, healthcheck: path() }`) },
    {
      name: 'a cron service',
      traps: ['RLY-IAC-005 cron service'],
      files: iac(`{ start: "node a.js", deploy: { cronSchedule: "0 3 * * *" } }`),
    },
    {
      name: 'a worker by its name',
      traps: ['RLY-IAC-005 worker'],
      files: iac('{ start: "node a.js" }', 'mail-worker'),
    },
    {
      name: 'a worker by its command',
      traps: ['RLY-IAC-005 worker'],
      files: iac('{ start: "celery -A app worker" }'),
    },
    { name: 'options from elsewhere', files: iac(`{ ...common, ${domains} }`) },
    { name: 'nothing that says web', files: iac('{ env: { A: "1" } }') },
    { name: 'an empty list of domains', files: iac('{ domains: [] }') },
  ],
  ng: [
    {
      name: 'domains',
      files: iac(`{ ${domains} }`),
      finds: [{ at: '.railway/railway.ts:2:1', says: 'api has no' }],
    },
    {
      name: 'domains under networking',
      files: iac('{ networking: { serviceDomains: { a: {} } }, deploy: { restartPolicyMaxRetries: 3 } }'),
      finds: [{ at: '.railway/railway.ts:2' }],
    },
    {
      name: 'only a start command',
      files: iac('{ start: "node server.js" }'),
      finds: [{ at: '.railway/railway.ts:2', severity: 'info' }],
    },
  ],
};
