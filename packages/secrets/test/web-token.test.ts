import { createHmac } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { detect, samples } from '../src/index.js';

const NEVER = 'json-web-token';

/** A token with these members, signed with this secret or with a random one. */
function token(header: object, payload: object, secret = samples(7).of('A-Za-z0-9', 40)): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function kinds(value: string): string[] {
  return detect(Buffer.from(`export const session = '${value}';\n`), 'src/client.ts').map(({ kind }) => kind);
}

const HS256 = { alg: 'HS256', typ: 'JWT' };
const someone = { sub: samples(3).uuid(), iat: 1_790_000_000 };

describe('a signed token', () => {
  it('ng: is found where it does not end, or ends after these rules were written', () => {
    expect(kinds(token(HS256, someone))).toEqual([NEVER]);
    expect(kinds(token(HS256, { ...someone, exp: 4_000_000_000 }))).toEqual([NEVER]);
  });

  it('ng: is found whatever member its header begins with', () => {
    expect(kinds(token({ typ: 'JWT', alg: 'HS256' }, someone))).toEqual([NEVER]);
    expect(kinds(token({ kid: '2026-11', alg: 'ES256' }, someone))).toEqual([NEVER]);
  });

  it.each([
    ['it has expired', token(HS256, { ...someone, exp: 1_600_000_000 })],
    ['it is not signed', token({ alg: 'none', typ: 'JWT' }, someone)],
    ['its algorithm is none that exists', token({ alg: 'HS-256' }, someone)],
    ['documentation signed it', token(HS256, someone, 'your-256-bit-secret')],
    ['it is the one that jwt.io shows', token(HS256, { ...someone, sub: '1234567890' })],
    ['somebody wrote it by hand', token(HS256, { sub: 'somebody' })],
    [
      'it is the public key of a Supabase project',
      token(HS256, { ...someone, iss: 'supabase', role: 'anon' }),
    ],
    ['its payload is no object', token(HS256, [someone])],
  ])('ok: is silent where %s', (_, value) => {
    expect(kinds(value)).toEqual([]);
  });

  it('ng: has the kind of its issuer', () => {
    expect(kinds(token(HS256, { ...someone, iss: 'n8n', aud: 'public-api' }))).toEqual(['n8n-api-key']);
    const { iat } = someone;
    expect(kinds(token(HS256, { iss: 'supabase', role: 'service_role', iat }))).toEqual([
      'supabase-service-role-key',
    ]);
  });

  it.each([
    'eyJhbGciOi',
    'eyJhbGciOiJIUzI1NiJ9.eyJ9',
    `eyJhbGciOiJIUzI1NiJ9.eyJ${'A'.repeat(60)}.${'A'.repeat(43)}`,
  ])('broken: %s is no token and no failure', (value) => {
    expect(kinds(value)).toEqual([]);
  });
});
