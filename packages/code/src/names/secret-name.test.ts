import { describe, expect, it } from 'vitest';

import { holdsPassword, isSecretName, judgeSecret } from './secret-name.js';

describe('isSecretName', () => {
  it.each([
    'JWT_SECRET', 'NPM_TOKEN', 'stripeApiKey', 'DB_PASSWORD', 'PGPASSWORD', 'AWS_SECRET_ACCESS_KEY', 'secret-key',
    'SECRET_KEY_BASE', 'OPENAI_API_KEY', 'GOOGLE_CREDENTIALS',
  ])('%s is one', (name) => {
    expect(isSecretName(name)).toBe(true);
  }); // prettier-ignore

  it.each([
    'STRIPE_PUBLISHABLE_KEY', 'VITE_API_KEY', 'NEXT_PUBLIC_TOKEN', 'TOKEN_TTL', 'SECRET_FILE', 'PASSWORD_MIN_LENGTH',
    'MAX_TOKENS', 'SUPABASE_ANON_KEY', 'RECAPTCHA_SITE_KEY', 'KEY', 'MONKEY', 'SECRETARY', 'JWT_PUBLIC_KEY',
    `A${'_A'.repeat(100)}_SECRET`,
  ])('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
  }); // prettier-ignore
});

it.each([
  ['', 'empty'],
  ['build-placeholder', 'placeholder'],
  ['dummy', 'placeholder'],
  ['<your key>', 'placeholder'],
  ['your-secret-here', 'placeholder'],
  ['not-used', 'placeholder'],
  ['changeme', 'default'],
  ['secret', 'default'],
  ['dev-secret-change-in-production', 'default'],
  ['k3J9xq0vZt', 'literal'],
])('judgeSecret: %s is %s', (value, expected) => {
  expect(judgeSecret(value)).toBe(expected);
});

it.each([
  ['postgres://app:k3J9xq0v@db.acme.net:5432/x', true],
  ['postgres://postgres:postgres@db:5432/x', false],
  ['postgres://app:k3J9xq0v@localhost/x', false],
  ['postgres://app:${PASSWORD}@db/x', false],
  ['postgres://user:password@db/x', false],
  ['https://example.com/a:b@c', false],
])('holdsPassword: %s', (value, expected) => {
  expect(holdsPassword(value)).toBe(expected);
});
