import type { RuleCases } from '../rule-cases.js';

const value = ['k3J9', 'xq0v', 'Zt77'].join('');
const deploy = (variables: unknown) => ({
  'railpack.json': JSON.stringify({ deploy: { variables } }, null, 1),
});

export const cases: RuleCases = {
  ok: [
    { name: 'other variables', files: deploy({ NODE_ENV: 'production', PORT: 80, MAX_TOKENS: '4096' }) },
    { name: 'an empty value', files: deploy({ API_KEY: '' }) },
    { name: 'a stand-in', files: deploy({ API_KEY: 'placeholder' }) },
    { name: 'a reference', files: deploy({ API_KEY: '${API_KEY}' }) },
    { name: 'a public key', files: deploy({ STRIPE_PUBLISHABLE_KEY: value }) },
    { name: 'a path', files: deploy({ GOOGLE_CREDENTIALS: '/run/secrets/google.json' }) },
    {
      name: 'the names of secrets',
      files: { 'railpack.json': '{ "steps": { "b": { "secrets": ["NPM_TOKEN"] } } }' },
    },
    { name: 'no table', files: deploy([value]) },
    { name: 'no string', files: deploy({ API_KEY: { a: value } }) },
  ],
  ng: [
    {
      name: 'of the service',
      files: deploy({ A: '1', JWT_SECRET: value }),
      finds: [{ at: 'railpack.json:5', says: 'JWT_SECRET holds a secret' }],
    },
    {
      name: 'of a step',
      files: { 'railpack.json': `{ "steps": { "build": { "variables": {\n "NPM_TOKEN": "${value}" } } } }` },
      finds: [{ at: 'railpack.json:2:2' }],
    },
    {
      name: 'an address with a password',
      files: deploy({ DATABASE_URL: `postgres://app:${value}@db.internal.net/x` }),
      finds: [{ at: 'railpack.json:4' }],
    },
    {
      name: 'a default that everybody knows',
      files: deploy({ SECRET_KEY: 'changeme' }),
      finds: [{ at: 'railpack.json:4', severity: 'medium' }],
    },
  ],
};
