import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, HEX, JWT, UUID } from './pattern-parts.js';

const SUPABASE_KEYS = 'https://supabase.com/docs/guides/api/api-keys';

/** The payload says whose key it is; `anon` is public by design. */
function isServiceRole(value: string): boolean {
  const payload = Buffer.from(value.split('.')[1] ?? '', 'base64url').toString('latin1');
  return /"role"\s?:\s?"service_role"/.test(payload) && payload.includes('supabase');
}

function jwtOf(payload: object, signature: string): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}.${signature}`;
}

export const PLATFORMS = [
  defineFormat({
    id: 'render-api-key',
    title: 'Render API key',
    grants: 'It deploys to and reads the variables of every service of the workspaces.',
    revoke: {
      steps: 'Revoke the key under Account settings → API keys.',
      url: 'https://dashboard.render.com/u/settings#api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://render.com/docs/api#1-create-an-api-key'],
    ...token(['rnd_', [BASE62, 28, 36]], { holds: mixed }),
  }),
  defineFormat({
    id: 'render-deploy-hook',
    title: 'Render deploy hook',
    grants: 'Whoever holds the URL starts deployments of the service.',
    revoke: {
      steps: 'Regenerate the deploy hook in the settings of the service.',
      url: 'https://render.com/docs/deploy-hooks',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://render.com/docs/deploy-hooks'],
    ...token(['api.render.com/deploy/srv-', [BASE36, 20], '?key=', [BASE64_URL, 11]]),
  }),
  defineFormat({
    id: 'fly-access-token',
    title: 'Fly.io access token',
    grants:
      'It deploys to, opens shells on and reads the secrets of the apps or the organisation that it is for.',
    revoke: { steps: 'Revoke the token (`fly tokens revoke`).', url: 'https://fly.io/docs/security/tokens/' },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://fly.io/docs/security/tokens/'],
    ...token(['fm2_', [`${BASE64}=_-`, 100, 1200]]),
  }),
  defineFormat({
    id: 'fly-access-token-v1',
    title: 'Fly.io access token of the first version',
    grants:
      'It deploys to, opens shells on and reads the secrets of the apps or the organisation that it is for.',
    revoke: { steps: 'Revoke the token (`fly tokens revoke`).', url: 'https://fly.io/docs/security/tokens/' },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://fly.io/docs/security/tokens/'],
    ...token(['fm1', ['ar', 1], '_', [`${BASE64}=_-`, 100, 1200]], { keywords: ['fm1a_', 'fm1r_'] }),
  }),
  defineFormat({
    id: 'fly-personal-token',
    title: 'Fly.io personal access token',
    grants: 'It does everything that the user may in all organisations.',
    revoke: {
      steps: 'Revoke the token under Account → Access tokens.',
      url: 'https://fly.io/user/personal_access_tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://fly.io/docs/security/tokens/'],
    ...token(['fo1_', [BASE64_URL, 43]]),
  }),
  defineFormat({
    id: 'koyeb-api-key',
    title: 'Koyeb API key',
    grants: 'It deploys to and reads the secrets of the organisation.',
    revoke: {
      steps: 'Delete the key under Organization settings → API.',
      url: 'https://app.koyeb.com/settings/api',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.koyeb.com/docs/reference/api'],
    ...beside(['koyeb'], [[BASE36, 64]]),
  }),
  defineFormat({
    id: 'northflank-api-token',
    title: 'Northflank API token',
    grants: 'It deploys to and reads the secrets of the projects that its role covers.',
    revoke: {
      steps: 'Delete the token under Account or Team settings → API tokens.',
      url: 'https://app.northflank.com/s/account/settings/api',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://northflank.com/docs/v1/api/use-the-api'],
    ...beside(['northflank', 'nf_token', 'nf_api'], JWT),
  }),
  defineFormat({
    id: 'supabase-secret-key',
    title: 'Supabase secret API key',
    grants: 'It reads and writes the whole database past its row level security.',
    revoke: {
      steps: 'Make a new secret key under Project settings → API keys, deploy it, then delete this one.',
      url: SUPABASE_KEYS,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [SUPABASE_KEYS],
    ...token(['sb_secret_', [BASE64_URL, 22], '_', [BASE64_URL, 8]]),
  }),
  defineFormat({
    id: 'supabase-service-role-key',
    title: 'Supabase service_role key',
    grants: 'It reads and writes the whole database past its row level security.',
    revoke: {
      steps: 'Move to secret API keys and disable the legacy keys, or rotate the JWT secret of the project.',
      url: SUPABASE_KEYS,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [SUPABASE_KEYS],
    // `{"iss":"supabase` in base64, and with the role first: `{"role":"service_role"`.
    ...token(JWT, {
      keywords: ['.eyJpc3MiOiJzdXBhYmFzZ', '.eyJyb2xlIjoic2VydmljZV9yb2xlI', '.eyAgCiAgICAicm9sZSI6'],
      holds: isServiceRole,
    }),
    window: { before: 320, after: 1640 },
    hits: (samples) => [
      {
        text: `KEY=${jwtOf({ iss: 'supabase', ref: samples.of('a-z', 20), role: 'service_role', iat: samples.between(1e9, 2e9) }, samples.of(BASE64_URL, 43))}\n`,
      },
      {
        text: `createClient(url, '${jwtOf({ role: 'service_role', iss: 'supabase', iat: samples.between(1e9, 2e9) }, samples.of(BASE64_URL, 43))}')\n`,
      },
    ],
    misses: (samples) => [
      {
        text: `KEY=${jwtOf({ iss: 'supabase', ref: samples.of('a-z', 20), role: 'anon' }, samples.of(BASE64_URL, 43))}\n`,
      },
      { text: `KEY=${jwtOf({ iss: 'supabase', role: 'service_role' }, samples.of(BASE64_URL, 10))}\n` },
    ],
  }),
  defineFormat({
    id: 'supabase-access-token',
    title: 'Supabase personal access token',
    grants: 'It manages every project of the account, with its keys and databases.',
    revoke: {
      steps: 'Delete the token under Account → Access tokens.',
      url: 'https://supabase.com/dashboard/account/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://supabase.com/docs/reference/api/introduction'],
    ...token(['sbp_', [HEX, 40]]),
  }),
  defineFormat({
    id: 'neon-api-key',
    title: 'Neon API key',
    grants:
      'It manages every project of the account or organisation, with its databases and their passwords.',
    revoke: {
      steps: 'Revoke the key under Account settings → API keys.',
      url: 'https://console.neon.tech/app/settings/api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://neon.com/docs/manage/api-keys'],
    ...token(['napi_', [BASE36, 64]]),
  }),
  defineFormat({
    id: 'neon-database-password',
    title: 'Neon database password',
    grants: 'It reads and writes the database as its role.',
    revoke: {
      steps: 'Reset the password of the role under Branches → Roles & Databases.',
      url: 'https://neon.com/docs/manage/roles#reset-a-password',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://neon.com/docs/connect/connect-from-any-app'],
    ...token(['npg_', [BASE62, 12]], { holds: mixed }),
    hits: (samples) => [
      { text: `postgresql://owner:npg_aB3${samples.of(BASE62, 9)}@ep-x.aws.neon.tech/db\n` },
      { text: `PGPASSWORD=npg_aB3${samples.of(BASE62, 9)}\n` },
    ],
  }),
  defineFormat({
    id: 'planetscale-service-token',
    title: 'PlanetScale service token',
    grants: 'With its ID it manages branches, deploy requests and passwords, as its permissions say.',
    revoke: {
      steps: 'Delete the service token under Organization settings → Service tokens.',
      url: 'https://planetscale.com/docs/concepts/service-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://planetscale.com/docs/concepts/service-tokens'],
    ...token(['pscale_tkn_', ['A-Za-z0-9_.=-', 32, 64]]),
  }),
  defineFormat({
    id: 'planetscale-password',
    title: 'PlanetScale database password',
    grants: 'With its user name it reads and writes the branch of the database as its role says.',
    revoke: {
      steps: 'Delete the password under Settings → Passwords of the database.',
      url: 'https://planetscale.com/docs/concepts/connection-strings',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://planetscale.com/docs/concepts/password-roles'],
    ...token(['pscale_pw_', ['A-Za-z0-9_.=-', 32, 64]]),
  }),
  defineFormat({
    id: 'planetscale-oauth-token',
    title: 'PlanetScale OAuth token',
    grants: 'It does what the user granted the application or the command line.',
    revoke: {
      steps: 'Revoke the application in the account settings, or log out of the command line.',
      url: 'https://planetscale.com/docs/concepts/planetscale-api-oauth-applications',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://planetscale.com/docs/concepts/planetscale-api-oauth-applications'],
    ...token(['pscale_oauth_', ['A-Za-z0-9_.=-', 32, 64]]),
  }),
  defineFormat({
    id: 'turso-token',
    title: 'Turso database or platform token',
    grants: 'It reads and writes the database or group; a platform token manages all of the account.',
    revoke: {
      steps: 'Invalidate the tokens of the database (`turso db tokens invalidate`) or revoke the API token.',
      url: 'https://docs.turso.tech/cli/db/tokens/invalidate',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.turso.tech/sdk/authentication'],
    ...beside(['turso', 'libsql'], JWT),
  }),
  defineFormat({
    id: 'upstash-redis-token',
    title: 'Upstash Redis REST token',
    grants: 'It reads and writes the database over HTTP.',
    revoke: {
      steps: 'Reset the credentials of the database in its details.',
      url: 'https://upstash.com/docs/redis/troubleshooting/reset_password',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://upstash.com/docs/redis/features/restapi#auth'],
    ...beside(['upstash', 'kv_rest_api'], ['A', [`${BASE64}_-`, 35, 120], ['=', 0, 2]], {
      named: ['token'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'upstash-api-key',
    title: 'Upstash management API key',
    grants: 'With the e-mail address it manages every database of the account.',
    revoke: {
      steps: 'Delete the key under Account → Management API.',
      url: 'https://console.upstash.com/account/api',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://upstash.com/docs/devops/developer-api/authentication'],
    ...beside(['upstash'], UUID, { named: ['key'] }),
  }),
  defineFormat({
    id: 'deno-deploy-token',
    title: 'Deno Deploy access token',
    grants: 'It deploys to and manages the projects of the user or organisation.',
    revoke: {
      steps: 'Revoke the token under Account settings → Access tokens.',
      url: 'https://dash.deno.com/account#access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.deno.com/deploy/'],
    ...token(['dd', ['pow', 1], '_', [BASE62, 36]], { keywords: ['ddp_', 'ddo_', 'ddw_'] }),
    window: { before: 4, after: 44 },
  }),
  defineFormat({
    id: 'appwrite-api-key',
    title: 'Appwrite API key',
    grants: 'It does in the project what its scopes say, past the permissions of users.',
    revoke: {
      steps: 'Delete the key under Overview → Integrations → API keys of the project.',
      url: 'https://appwrite.io/docs/advanced/platform/api-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://appwrite.io/docs/advanced/platform/api-keys'],
    ...token(['standard_', [HEX, 256]]),
  }),
  defineFormat({
    id: 'convex-deploy-key',
    title: 'Convex deploy key',
    grants: 'It deploys functions to, and reads and writes the data of, the deployment or its project.',
    revoke: {
      steps: 'Delete the deploy key in the settings of the deployment.',
      url: 'https://docs.convex.dev/cli/deploy-key-types',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.convex.dev/cli/deploy-key-types'],
    keywords: ['|eyJ'],
    // The deployment's name and `|` before the base64 of a JSON object.
    pattern:
      /(?<![A-Za-z0-9_])(?<secret>(?:prod|dev|preview|project):[a-z0-9:_-]{3,80}\|eyJ[A-Za-z0-9+/]{40,200}={0,2})(?![A-Za-z0-9+/=])/,
    window: { before: 92, after: 212 },
    entropy: 3,
    hits: (samples) => [
      {
        text: `CONVEX_DEPLOY_KEY="prod:happy-otter-${samples.between(100, 999)}|eyJ${samples.of(BASE64, 80)}="\n`,
      },
      { text: `CONVEX_DEPLOY_KEY=preview:team:app|eyJ${samples.of(BASE64, 80)}==\n` },
    ],
    misses: (samples) => [
      { text: `CONVEX_DEPLOYMENT=prod:happy-otter-${samples.between(100, 999)}\n` },
      { text: `CONVEX_DEPLOY_KEY="prod:happy-otter-1|eyJ${samples.of(BASE64, 20)}"\n` },
    ],
  }),
];
