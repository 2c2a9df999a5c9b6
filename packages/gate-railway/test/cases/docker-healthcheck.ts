import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string, config = '{}') => ({
  'railway.json': config,
  Dockerfile: `FROM node:22\n${dockerfile}\n`,
});
const check = 'HEALTHCHECK CMD curl -f http://localhost/health';

export const cases: RuleCases = {
  ok: [
    { name: 'both', files: service(check, '{ "deploy": { "healthcheckPath": "/health" } }') },
    {
      name: 'a path in an environment',
      files: service(check, '{ "environments": { "x": { "deploy": { "healthcheckPath": "/h" } } } }'),
    },
    { name: 'none', files: service('HEALTHCHECK NONE') },
    { name: 'no HEALTHCHECK', files: service('CMD ["node"]') },
    { name: 'another stage', files: service(`${check}\nFROM node:22`) },
    { name: 'a cron service', files: service(check, '{ "deploy": { "cronSchedule": "0 3 * * *" } }') },
    {
      name: 'a service without a configuration',
      files: { 'api/railway.json': '{}', 'b/package.json': '{}', 'b/Dockerfile': `FROM node:22\n${check}\n` },
    },
  ],
  ng: [
    { name: 'no path', files: service(check), finds: [{ at: 'Dockerfile:2:1' }] },
    {
      name: 'a path that is null, the instruction over several lines',
      files: service(
        'HEALTHCHECK --interval=5s \\\n  CMD ["curl", "localhost"]',
        '{ "deploy": { "healthcheckPath": null } }',
      ),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'inherited from an earlier stage',
      files: {
        'railway.json': '{}',
        Dockerfile: `FROM node:22 AS base\n${check}\nFROM base\n`,
      },
      finds: [{ at: 'Dockerfile:2' }],
    },
  ],
};
