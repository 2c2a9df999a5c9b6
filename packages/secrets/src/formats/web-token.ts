import { defineFormat, type Format } from '../format.js';
import type { SecretKind } from '../kind.js';
import type { Samples } from '../sample.js';
import { token } from './form.js';
import { claimsOf, isHarmless, isIssued, tokenOf, type Claims } from './json-web-token.js';
import { BASE64_URL } from './pattern-parts.js';

type Payload = Claims['payload'];

/** Who made a token, by what it says. */
interface Issuer extends Omit<SecretKind, 'precision'> {
  readonly issued: (payload: Payload) => boolean;
  readonly example: (samples: Samples) => Payload;
}

/** Headers begin with one of these members: `alg`, `typ`, `kid`, `cty`, `jku`, `x5t`. */
const HEADERS = ['eyJhbGciOi', 'eyJ0eXAiOi', 'eyJraWQiOi', 'eyJjdHkiOi', 'eyJqa3UiOi', 'eyJ4NXQ'];
const PARTS = [
  'eyJ',
  [BASE64_URL, 15, 400],
  '.eyJ',
  [BASE64_URL, 20, 2400],
  '.',
  [BASE64_URL, 43, 700],
] as const;

/** The same in every key, as it names the service. */
const LEMON_SQUEEZY = '94d59cef-dbb8-4ea5-b178-d2540fcd6919';

const ISSUERS: readonly Issuer[] = [
  {
    id: 'calendly-personal-access-token',
    title: 'Calendly personal access token',
    grants: 'It reads and changes the events and invitees of the person.',
    revoke: {
      steps: 'Revoke the token under Integrations → API & webhooks.',
      url: 'https://calendly.com/integrations/api_webhooks',
    },
    severity: 'high',
    references: ['https://developer.calendly.com/personal-access-tokens'],
    issued: ({ iss }) => iss === 'https://auth.calendly.com',
    example: (samples) => ({
      iss: 'https://auth.calendly.com',
      jti: samples.uuid(),
      user_uuid: samples.uuid(),
    }),
  },
  {
    id: 'lemon-squeezy-api-key',
    title: 'Lemon Squeezy API key',
    grants: 'It reads customers and orders of the store, refunds, and makes licences and discounts.',
    revoke: {
      steps: 'Delete the key under Settings → API.',
      url: 'https://app.lemonsqueezy.com/settings/api',
    },
    severity: 'critical',
    references: ['https://docs.lemonsqueezy.com/api/getting-started/requests#authentication'],
    issued: ({ aud }) => aud === LEMON_SQUEEZY,
    example: (samples) => ({ aud: LEMON_SQUEEZY, jti: samples.of('0-9a-f', 80), iat: 1.79e9, scopes: [] }),
  },
  {
    id: 'monday-api-token',
    title: 'monday.com API token',
    grants: 'It reads and changes the boards of the person.',
    revoke: {
      steps: 'Regenerate the token under Developers → My access tokens.',
      url: 'https://developer.monday.com/api-reference/docs/authentication',
    },
    severity: 'high',
    references: ['https://developer.monday.com/api-reference/docs/authentication'],
    issued: ({ tid, aai, uid, actid }) => [tid, aai, uid, actid].every((claim) => typeof claim === 'number'),
    example: (samples) => ({
      tid: samples.between(1e8, 9e8),
      aai: 11,
      uid: samples.between(1e7, 9e7),
      iad: '2026-01-01T00:00:00.000Z',
      per: 'me:write',
      actid: samples.between(1e6, 9e6),
      rgn: 'use1',
    }),
  },
  {
    id: 'n8n-api-key',
    title: 'n8n API key',
    grants: 'It reads and changes the workflows of the instance, and runs code through them.',
    revoke: {
      steps: 'Delete the key under Settings → n8n API.',
      url: 'https://docs.n8n.io/api/authentication/',
    },
    severity: 'critical',
    references: ['https://docs.n8n.io/api/authentication/'],
    issued: ({ iss, aud }) => iss === 'n8n' && aud === 'public-api',
    example: (samples) => ({ sub: samples.uuid(), iss: 'n8n', aud: 'public-api' }),
  },
  {
    id: 'pinata-jwt',
    title: 'Pinata API JWT',
    grants: 'It pins, reads and deletes the files of the account within its permissions.',
    revoke: {
      steps: 'Revoke the key on the API Keys page.',
      url: 'https://app.pinata.cloud/developers/api-keys',
    },
    severity: 'high',
    references: ['https://docs.pinata.cloud/account-management/api-keys'],
    issued: ({ scopedKeyKey, scopedKeySecret }) =>
      typeof scopedKeyKey === 'string' && typeof scopedKeySecret === 'string',
    example: (samples) => ({
      authenticationType: 'scopedKey',
      scopedKeyKey: samples.of('0-9a-f', 20),
      scopedKeySecret: samples.of('0-9a-f', 64),
    }),
  },
];

/** The key that every browser gets; its neighbour, `service_role`, has a kind of its own. */
const isAnonymous = ({ iss, role }: Payload): boolean =>
  typeof iss === 'string' && iss.startsWith('supabase') && role === 'anon';

export const WEB_TOKEN: readonly Format[] = [
  ...ISSUERS.map(({ issued, example, ...kind }) =>
    defineFormat({ ...kind, precision: 'very-high', ...signed(issued, example) }),
  ),
  defineFormat({
    id: 'json-web-token',
    title: 'Signed JSON Web Token',
    grants: 'Whoever presents it is the person or program that it names, until it expires.',
    revoke: {
      steps:
        'Revoke it, or end the session it belongs to, where the issuer (the claim `iss`) allows that; else rotate the key that signed it.',
      url: 'https://www.rfc-editor.org/rfc/rfc8725',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://www.rfc-editor.org/rfc/rfc7519'],
    ...signed(
      (payload) =>
        isIssued(payload) && !isAnonymous(payload) && !ISSUERS.some(({ issued }) => issued(payload)),
      (samples) => ({ iss: `https://id.${samples.of('a-z', 9)}.dev`, sub: samples.uuid() }),
    ),
  }),
];

function signed(issued: (payload: Payload) => boolean, example: (samples: Samples) => Payload) {
  const next = (samples: Samples, more: Payload = {}, alg = 'HS256'): string =>
    tokenOf(
      { header: { alg, typ: 'JWT' }, payload: { ...example(samples), ...more } },
      samples.of(BASE64_URL, 43),
    );
  return {
    ...token(PARTS, { keywords: HEADERS }),
    window: { before: 4, after: 3600 },
    holds: (value: string): boolean => {
      const claims = claimsOf(value);
      return claims !== undefined && issued(claims.payload) && !isHarmless(value, claims);
    },
    hits: (samples: Samples) =>
      [
        { text: `Authorization: Bearer ${next(samples)}\n` },
        { text: `const token = '${next(samples, { exp: samples.between(3e9, 4e9) })}';\n` },
      ] as const,
    misses: (samples: Samples) =>
      [
        { text: `const token = '${next(samples, { exp: samples.between(1e9, 1.6e9) })}';\n` },
        { text: `Authorization: Bearer ${next(samples, {}, 'none')}\n` },
        { text: `Authorization: Bearer ${next(samples).slice(0, -10)}\n` },
      ] as const,
  };
}
