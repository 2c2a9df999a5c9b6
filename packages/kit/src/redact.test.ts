import { MASK } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { redact } from './redact.js';

/** Made here, so that nothing that looks real is ever committed. */
const random = (length: number) =>
  Array.from({ length }, (_, i) => 'aB3dE5gH7jK9mN2pQ4'[(i * 7) % 18]).join('');

describe('redact', () => {
  it.each([
    ['a GitHub token', `ghp_${random(36)}`],
    ['a Stripe key', `sk_live_${random(24)}`],
    ['a token that is long and goes on in base64', `sk_test_${random(20)}+${random(20)}/${random(900)}`],
    ['an AWS key id', `AKIA${random(16).toUpperCase()}`],
    ['a JWT', `eyJ${random(20)}.${random(40)}.${random(30)}`],
    [
      'a private key',
      `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${random(64)}\n-----END RSA ${'PRIVATE'} KEY-----`,
    ],
  ])('masks %s', (_, secret) => {
    expect(redact(`before ${secret} after`)).toBe(`before ${MASK} after`);
  });

  it('masks the password of a URL and keeps the host', () => {
    expect(redact(`postgres://app:${random(12)}@db.internal:5432/app`)).toBe(
      `postgres://app:${MASK}@db.internal:5432/app`,
    );
  });

  it.each(['const dbPassword = "', "api_key: '", 'jwtSecret = `', '"client_secret": "'])(
    'masks the literal behind %s',
    (start) => {
      const value = random(14);
      const quote = start.at(-1) as string;
      expect(redact(`${start}${value}${quote}`)).toBe(`${start}${MASK}${quote}`);
    },
  );

  it.each([
    ['const secret = process.env.JWT_SECRET || "', '"'],
    ["const secret = process.env['JWT_SECRET'] ??\n    '", "'"],
    ['SECRET = os.getenv("JWT_SECRET") or "', '"'],
    ["secret = ENV['JWT_SECRET'] || '", "'"],
    ["$secret = getenv('JWT_SECRET') ?: '", "'"],
  ])('masks the fallback behind %s, a few words as well', (start, end) => {
    expect(redact(`${start}keyboard cat 7${end};`)).toBe(`${start}${MASK}${end};`);
  });

  it('masks an environment line', () => {
    expect(redact(`PORT=3000\nSESSION_SECRET=${random(20)}`)).toBe(`PORT=3000\nSESSION_SECRET=${MASK}`);
  });

  it.each([
    'The variable JWT_SECRET or `APP_SECRET` has to be set.',
    'const port = process.env.PORT ?? 3000;',
    'const secret = process.env.JWT_SECRET;',
    'app.get("/password", showPasswordForm);',
    'import { token } from "./token.js";',
    'JWT_SECRET=${JWT_SECRET}',
  ])('leaves %s alone', (line) => {
    expect(redact(line)).toBe(line);
  });

  it('ends on hostile lines', () => {
    for (const line of [
      'password='.repeat(20_000),
      `${'a'.repeat(200_000)}://`,
      `eyJ${'a'.repeat(200_000)}`,
      '-----BEGIN '.repeat(20_000),
    ]) {
      expect(redact(line).length).toBeGreaterThan(0);
    }
  });
});
