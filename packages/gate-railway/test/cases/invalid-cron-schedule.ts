import type { RuleCases } from '../rule-cases.js';

const toml = (value: string) => ({ 'railway.toml': `[deploy]\ncronSchedule = ${value}\n` });
const each = (...schedules: string[]) =>
  Object.fromEntries(schedules.map((one, i) => [`${i}/railway.toml`, `[deploy]\ncronSchedule = "${one}"\n`]));

export const cases: RuleCases = {
  ok: [
    {
      name: 'usual schedules',
      files: each(
        '*/15 * * * *',
        '0 3 * * *',
        '30 4 1,15 * 5',
        '0 0 * * MON-FRI',
        '0 9-17/2 * JAN,JUN *',
        '5/10 * * * *',
        '0,30 * * * 7',
      ),
    },
    { name: 'every five minutes', files: toml('"*/5 * * * *"') },
    {
      name: 'the end of one hour and the start of an hour that does not follow',
      files: toml('"1,59 1,5 * * *"'),
    },
    {
      name: 'null',
      traps: ['RLY-CFG-021 null'],
      files: { 'railway.json': '{ "deploy": { "cronSchedule": null } }' },
    },
  ],
  ng: [
    {
      name: 'every minute',
      files: toml('"* * * * *"'),
      finds: [{ at: 'railway.toml:2:16', says: 'every 1 min' }],
    },
    {
      name: 'every seven minutes, four over the turn of the hour',
      files: toml('"*/7 * * * *"'),
      finds: [{ at: 'railway.toml:2', says: 'every 4 min' }],
    },
    {
      name: 'close over the turn of the hour',
      files: toml('"2,58 * * * *"'),
      finds: [{ at: 'railway.toml:2', says: 'every 4 min' }],
    },
    { name: 'a macro', files: toml('"@daily"'), finds: [{ at: 'railway.toml:2', says: 'a macro' }] },
    {
      name: 'six fields',
      files: toml('"0 0 3 * * *"'),
      finds: [{ at: 'railway.toml:2', says: 'has 6 fields' }],
    },
    {
      name: 'out of range',
      files: toml('"0 24 * * *"'),
      finds: [{ at: 'railway.toml:2', says: 'no crontab field' }],
    },
    { name: 'backwards', files: toml('"0 17-9 * * *"'), finds: [{ at: 'railway.toml:2' }] },
    { name: 'a step of zero', files: toml('"*/0 * * * *"'), finds: [{ at: 'railway.toml:2' }] },
    { name: 'a list', files: toml('["0 3 * * *"]'), finds: [{ at: 'railway.toml:2', says: 'no string' }] },
    { name: 'empty', files: toml('""'), finds: [{ at: 'railway.toml:2', says: 'has 0 fields' }] },
  ],
};
