import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'any case',
      traps: ['RLY-CONF-005 case'],
      files: { 'railpack.json': '{ "provider": "Golang" }' },
    },
    { name: 'none', files: { 'railpack.json': '{}' } },
  ],
  ng: [
    {
      name: 'another name of one',
      files: { 'railpack.json': '{ "provider": "NodeJS" }' },
      finds: [{ at: 'railpack.json:1', says: 'Did you mean node?' }],
    },
    {
      name: 'railway',
      files: { 'railpack.json': '{ "provider": "railway" }' },
      finds: [{ at: 'railpack.json:1:15', says: 'Use one of php' }],
    },
    {
      name: 'a misspelling',
      files: { 'railpack.json': '{ "provider": "pyton" }' },
      finds: [{ at: 'railpack.json:1', says: 'Did you mean python?' }],
    },
  ],
};
