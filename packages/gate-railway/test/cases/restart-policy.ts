import type { RuleCases } from '../rule-cases.js';

const deploy = (lines: string) => ({ 'railway.toml': `[deploy]\n${lines}\n` });
const CRON = 'cronSchedule = "0 3 * * *"';

export const cases: RuleCases = {
  ok: [
    { name: 'not set', traps: ['RLY-CFG-017 unset'], files: deploy('healthcheckPath = "/h"') },
    { name: 'ON_FAILURE', files: deploy('healthcheckPath = "/h"\nrestartPolicyType = "ON_FAILURE"') },
    {
      name: 'a web service that always restarts',
      files: deploy('startCommand = "gunicorn app"\nrestartPolicyType = "ALWAYS"'),
    },
    { name: 'a cron job that never restarts', files: deploy(`${CRON}\nrestartPolicyType = "NEVER"`) },
    {
      name: 'a worker that runs once',
      files: { 'worker/railway.toml': '[deploy]\nrestartPolicyType = "NEVER"\n' },
    },
    {
      name: 'a program that nothing is known of',
      files: deploy('startCommand = "./run"\nrestartPolicyType = "NEVER"'),
    },
  ],
  ng: [
    {
      name: 'a health check and NEVER',
      files: deploy('healthcheckPath = "/h"\nrestartPolicyType = "NEVER"'),
      finds: [{ at: 'railway.toml:3:21', says: 'NEVER leaves' }],
    },
    {
      name: 'a web server and NEVER',
      files: deploy('startCommand = "gunicorn app"\nrestartPolicyType = "never"'),
      finds: [{ at: 'railway.toml:3' }],
    },
    {
      name: 'a listener in the code and NEVER',
      files: {
        ...deploy('startCommand = "node a.js"\nrestartPolicyType = "NEVER"'),
        'a.js': 'import express from "express";\nconst app = express();\napp.listen(process.env.PORT);',
      },
      finds: [{ at: 'railway.toml:3' }],
    },
    {
      name: 'cron and ALWAYS',
      files: deploy(`${CRON}\nrestartPolicyType = "ALWAYS"`),
      finds: [{ at: 'railway.toml:3', says: 'cron job' }],
    },
    {
      name: 'cron and ALWAYS in an environment',
      files: {
        'railway.toml': `[deploy]\n${CRON}\n[environments.pr.deploy]\nrestartPolicyType = "ALWAYS"\n`,
      },
      finds: [{ at: 'railway.toml:4' }],
    },
  ],
};
