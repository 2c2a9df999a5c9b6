import type { RuleCases } from '../rule-cases.js';

const toml = (value: string) => ({ 'railway.toml': `[deploy]\nrestartPolicyType = ${value}\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'upper case', files: toml('"ALWAYS"') },
    { name: 'lower case', traps: ['RLY-CFG-016 lower case'], files: toml('"on_failure"') },
  ],
  ng: [
    {
      name: 'a hyphen',
      files: toml('"on-failure"'),
      finds: [{ at: 'railway.toml:2:21', says: 'Use ON_FAILURE.' }],
      fixed: toml('"ON_FAILURE"'),
    },
    {
      name: 'the name of Docker Compose',
      files: toml('"unless-stopped"'),
      finds: [{ at: 'railway.toml:2' }],
    },
    { name: 'a boolean', files: toml('true'), finds: [{ at: 'railway.toml:2' }] },
  ],
};
