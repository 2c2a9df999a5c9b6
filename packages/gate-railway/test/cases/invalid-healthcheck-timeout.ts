import type { RuleCases } from '../rule-cases.js';

const toml = (value: string) => ({ 'railway.toml': `[deploy]\nhealthcheckTimeout = ${value}\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'seconds', files: toml('300') },
    { name: 'a string of digits', traps: ['RLY-CFG-015 numeric string'], files: toml('"300"') },
    {
      name: 'the bounds',
      files: {
        'a/railway.json': '{ "deploy": { "healthcheckTimeout": 10 } }',
        'b/railway.json': '{ "deploy": { "healthcheckTimeout": 3600 } }',
      },
    },
  ],
  ng: [
    { name: 'text', files: toml('"5 min"'), finds: [{ at: 'railway.toml:2:22', says: 'no whole number' }] },
    { name: 'too short', files: toml('5'), finds: [{ at: 'railway.toml:2', says: 'out of range' }] },
    { name: 'milliseconds', files: toml('300000'), finds: [{ at: 'railway.toml:2', says: 'out of range' }] },
    { name: 'not a number', files: toml('nan'), finds: [{ at: 'railway.toml:2' }] },
  ],
};
