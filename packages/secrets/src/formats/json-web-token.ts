import { createHmac } from 'node:crypto';

/** What a signed token says; nothing in it has been checked. */
export interface Claims {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** https://www.rfc-editor.org/rfc/rfc7519: of a token that says how it is signed; `none` is no signature. */
export function claimsOf(token: string): Claims | undefined {
  const [first = '', second = ''] = token.split('.');
  const [header, payload] = [objectIn(first), objectIn(second)];
  if (!header || !payload) return undefined;
  const { alg } = header;
  return typeof alg === 'string' && /^(?:[HREP]S(?:256|384|512)|ES256K|EdDSA|Ed25519)$/.test(alg)
    ? { header, payload }
    : undefined;
}

function objectIn(base64: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Signs nothing that anybody could use: what samples are made of. */
export function tokenOf({ header, payload }: Claims, signature: string): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode(header)}.${encode(payload)}.${signature}`;
}

/** Seconds. Whatever ended before these rules were written has ended for ever, whenever they run. */
const RULES_WRITTEN = Date.UTC(2026, 10, 22) / 1000;

/** Nobody gets in with it any more, or never did: it expired, or it is the one that jwt.io shows. */
export function isHarmless(token: string, { header, payload }: Claims): boolean {
  const { exp, sub } = payload;
  if (typeof exp === 'number' && exp < RULES_WRITTEN) return true;
  return sub === '1234567890' || isSignedForShow(token, String(header['alg']));
}

/** What libraries put into every token; one without any was written by hand, for a test: `{"sub":"foo"}`. */
export function isIssued(payload: Claims['payload']): boolean {
  return ['iss', 'iat', 'exp', 'nbf', 'jti', 'aud'].some((claim) => claim in payload);
}

/** Secrets that documentation signs its examples with. */
const SHOWN = [
  'secret',
  'your-256-bit-secret',
  'your-384-bit-secret',
  'your-512-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  'super-secret-jwt-token-with-at-least-32-characters-long',
  'shhhhh',
  'shhhhhh',
  'supersecret',
  'mysecret',
  'my-secret',
  'my_secret',
  'changeme',
  'password',
  'key',
  'test',
  'foo',
];

function isSignedForShow(token: string, algorithm: string): boolean {
  if (!algorithm.startsWith('HS')) return false;
  const end = token.lastIndexOf('.');
  const [signed, signature] = [token.slice(0, end), token.slice(end + 1)];
  return SHOWN.some((secret) => {
    const hmac = createHmac(`sha${algorithm.slice(2)}`, secret);
    return hmac.update(signed).digest('base64url') === signature;
  });
}
