import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a number and a string of digits',
      traps: ['RLY-CFG-026 numeric string'],
      files: { 'railway.toml': '[deploy]\noverlapSeconds = "60"\ndrainingSeconds = 0\n' },
    },
  ],
  ng: [
    {
      name: 'text and a negative number',
      files: { 'railway.toml': '[deploy]\noverlapSeconds = "60s"\ndrainingSeconds = -1\n' },
      finds: [{ at: 'railway.toml:2:18' }, { at: 'railway.toml:3:19' }],
    },
  ],
};
