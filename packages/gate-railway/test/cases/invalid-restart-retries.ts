import type { RuleCases } from '../rule-cases.js';

const toml = (text: string) => ({ 'railway.toml': `[deploy]\n${text}\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'a count', files: toml('restartPolicyMaxRetries = 10') },
    {
      name: 'a count beside ON_FAILURE',
      files: toml('restartPolicyType = "on_failure"\nrestartPolicyMaxRetries = 3'),
    },
  ],
  ng: [
    {
      name: 'beside NEVER',
      files: toml('restartPolicyType = "never"\nrestartPolicyMaxRetries = 3'),
      finds: [{ at: 'railway.toml:3', says: 'no effect' }],
    },
    { name: 'a string', files: toml('restartPolicyMaxRetries = "3"'), finds: [{ at: 'railway.toml:2:27' }] },
    { name: 'zero', files: toml('restartPolicyMaxRetries = 0'), finds: [{ at: 'railway.toml:2' }] },
  ],
};
