import type { RuleCases } from '../rule-cases.js';

const toml = (value: string) => ({ 'railway.toml': `[deploy]\nhealthcheckPath = ${value}\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'a path', files: toml('"/health"') },
    { name: 'a path with a query', traps: ['RLY-CFG-011 query string'], files: toml('"/health?full=1"') },
    {
      name: 'null',
      traps: ['RLY-CFG-011 null'],
      files: { 'railway.json': '{ "deploy": { "healthcheckPath": null } }' },
    },
  ],
  ng: [
    {
      name: 'no slash',
      files: toml('"health"'),
      finds: [{ at: 'railway.toml:2:19' }],
      fixed: toml('"/health"'),
    },
    {
      name: 'a URL',
      files: toml('"https://x.up.railway.app/health"'),
      finds: [{ at: 'railway.toml:2', says: 'a scheme and a host' }],
    },
    {
      name: 'empty',
      traps: ['RLY-CFG-011 empty string'],
      files: toml('""'),
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
    },
    { name: 'a blank', files: toml('"/he alth"'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'a table',
      files: toml('{ path = "/health" }'),
      finds: [{ at: 'railway.toml:2', says: 'no string' }],
    },
    {
      name: 'in an environment',
      files: { 'railway.toml': "[environments.pr.deploy]\nhealthcheckPath = 'up'\n" },
      finds: [{ at: 'railway.toml:2' }],
      fixed: { 'railway.toml': '[environments.pr.deploy]\nhealthcheckPath = "/up"\n' },
    },
  ],
};
