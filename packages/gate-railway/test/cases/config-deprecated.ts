import type { RuleCases } from '../rule-cases.js';

const files = { 'railway.json': '{}' };

export const cases: RuleCases = {
  ok: [
    { name: 'railway.ts alone', files: { '.railway/railway.ts': 'export default 1;\n' } },
    { name: 'railpack.json alone', files: { 'railpack.json': '{}' } },
    { name: 'turned off', files, options: { deprecation: 'off' }, today: '2027-01-01' },
  ],
  ng: [
    {
      name: 'before the cutoff',
      traps: ['RLY-FILE-007 date in data'],
      files,
      today: '2026-11-22',
      finds: [{ at: 'railway.json:1', severity: 'medium', says: 'on 2026-12-01, in 9 days' }],
    },
    {
      name: 'the day before',
      files,
      today: '2026-11-30',
      finds: [{ at: 'railway.json:1', severity: 'medium', says: 'in 1 day.' }],
    },
    {
      name: 'on the day',
      traps: ['RLY-FILE-007 date in data'],
      files,
      today: '2026-12-01',
      finds: [{ at: 'railway.json:1', severity: 'high', says: 'no longer read' }],
    },
    {
      name: 'long after',
      files: { 'a/railway.toml': '', 'b/railway.json': '{}' },
      today: '2028-01-01',
      finds: [
        { at: 'a/railway.toml:1', severity: 'high' },
        { at: 'b/railway.json:1', severity: 'high' },
      ],
    },
    {
      name: 'with a fixed severity',
      files,
      today: '2028-01-01',
      options: { deprecation: 'low' },
      finds: [{ at: 'railway.json:1', severity: 'low' }],
    },
  ],
};
