import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const CLOUDFLARE_TOKENS = 'https://dash.cloudflare.com/profile/api-tokens';
const CLOUDFLARE_FORMATS = 'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/';
const VERCEL = 'https://vercel.com/account/settings/tokens';

/** The account, the tunnel and its secret: `{"a":"…","t":"…","s":"…"}`. */
function isTunnel(value: string): boolean {
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^\{"a":"[0-9a-f]{32}","[ts]":"/.test(text) && text.includes('"s":"') && text.includes('"t":"');
}

export const HOSTING = [
  defineFormat({
    id: 'cloudflare-user-api-token',
    title: 'Cloudflare user API token',
    grants: 'It changes the zones, workers and accounts that its permissions name.',
    revoke: { steps: 'Roll or delete the token under My Profile → API Tokens.', url: CLOUDFLARE_TOKENS },
    severity: 'critical',
    precision: 'very-high',
    references: [CLOUDFLARE_FORMATS],
    ...token(['cfut_', [BASE62, 40], [HEX, 8]]),
  }),
  defineFormat({
    id: 'cloudflare-account-api-token',
    title: 'Cloudflare account API token',
    grants: 'It changes what its permissions name in the account, whoever is a member of it.',
    revoke: {
      steps: 'Roll or delete the token under Manage Account → Account API Tokens.',
      url: CLOUDFLARE_FORMATS,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [CLOUDFLARE_FORMATS],
    ...token(['cfat_', [BASE62, 40], [HEX, 8]]),
  }),
  defineFormat({
    id: 'cloudflare-global-api-key',
    title: 'Cloudflare global API key',
    grants: 'With the e-mail address of the user it does everything that the user may.',
    revoke: {
      steps: 'Change the global API key under My Profile → API Tokens, and use API tokens instead.',
      url: CLOUDFLARE_TOKENS,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [CLOUDFLARE_FORMATS],
    ...token(['cfk_', [BASE62, 40], [HEX, 8]]),
  }),
  defineFormat({
    id: 'cloudflare-api-token-legacy',
    title: 'Cloudflare API token without a prefix',
    grants: 'It changes the zones, workers and accounts that its permissions name.',
    revoke: { steps: 'Roll or delete the token under My Profile → API Tokens.', url: CLOUDFLARE_TOKENS },
    severity: 'critical',
    precision: 'high',
    references: ['https://developers.cloudflare.com/fundamentals/api/get-started/create-token/'],
    ...beside(['cloudflare', 'cf_api', 'cf_token', 'cf_dns'], [[BASE64_URL, 40]], { holds: mixed }),
  }),
  defineFormat({
    id: 'cloudflare-global-api-key-legacy',
    title: 'Cloudflare global API key without a prefix',
    grants: 'With the e-mail address of the user it does everything that the user may.',
    revoke: {
      steps: 'Change the global API key under My Profile → API Tokens, and use API tokens instead.',
      url: CLOUDFLARE_TOKENS,
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developers.cloudflare.com/fundamentals/api/get-started/keys/'],
    ...beside(['cloudflare', 'cf_api', 'cf_key', 'cf_global', 'x_auth_key'], [[HEX, 37]], {
      named: ['key', 'token', 'auth'],
    }),
  }),
  defineFormat({
    id: 'cloudflare-origin-ca-key',
    title: 'Cloudflare Origin CA key',
    grants: 'It issues and revokes origin certificates for every zone of the user.',
    revoke: {
      steps:
        'Change the Origin CA key under My Profile → API Tokens; use an API token with that permission instead.',
      url: CLOUDFLARE_TOKENS,
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/'],
    ...token(['v1.0-', [HEX, 24], '-', [HEX, 146]]),
  }),
  defineFormat({
    id: 'cloudflare-tunnel-token',
    title: 'Cloudflare Tunnel token',
    grants:
      'It runs a connector of the tunnel, and so receives the traffic that is meant for the servers behind it.',
    revoke: {
      steps:
        'Rotate the token of the tunnel (Networks → Tunnels → Refresh token), then restart every connector.',
      url: 'https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/remote-tunnel-permissions/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [
      'https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/configure-tunnels/remote-tunnel-permissions/',
    ],
    ...token(['eyJhIjoi', [`${BASE64}=`, 120, 240]], { holds: isTunnel }),
    hits: (samples) => {
      const next = (): string =>
        Buffer.from(
          `{"a":"${samples.of(HEX, 32)}","t":"${samples.uuid()}","s":"${samples.of(BASE64, 48)}"}`,
        ).toString('base64');
      return [{ text: `cloudflared tunnel run --token ${next()}\n` }, { text: `TUNNEL_TOKEN=${next()}\n` }];
    },
    misses: (samples) => [
      {
        text: `T=${Buffer.from(`{"a":"${samples.of(HEX, 32)}","t":"${samples.uuid()}"}`).toString('base64')}\n`,
      },
      { text: `T=${Buffer.from(`{"a":"${samples.of('a-z ', 160)}"}`).toString('base64')}\n` },
    ],
  }),
  defineFormat({
    id: 'cloudflare-turnstile-secret-key',
    title: 'Cloudflare Turnstile secret key',
    grants: 'It verifies answers in the name of the site, which makes its check worthless.',
    revoke: {
      steps: 'Rotate the secret key of the widget; the old one works for two more hours.',
      url: 'https://developers.cloudflare.com/turnstile/troubleshooting/rotate-secret-key/',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://developers.cloudflare.com/turnstile/get-started/'],
    ...token(['0x4AAA', [BASE64_URL, 29]]),
  }),
  defineFormat({
    id: 'cloudflare-r2-secret-access-key',
    title: 'Cloudflare R2 secret access key',
    grants: 'With its access key ID it reads and writes the objects of the buckets that it may.',
    revoke: {
      steps: 'Delete or roll the API token under R2 → Manage API tokens.',
      url: 'https://developers.cloudflare.com/r2/api/tokens/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developers.cloudflare.com/r2/api/tokens/'],
    ...beside(['cloudflare', 'r2', 'secret_access', 's3_secret'], [[HEX, 64]], {
      named: ['secret', 'key'],
      keywords: [
        'r2_secret',
        'r2_access',
        'r2secret',
        'r2-secret',
        'cloudflare',
        'secret_access',
        'secretaccess',
        's3_secret',
      ],
    }),
  }),
  defineFormat({
    id: 'vercel-access-token',
    title: 'Vercel access token',
    grants: 'It deploys to and reads the variables of every project in its scope.',
    revoke: { steps: 'Delete the token under Account settings → Tokens.', url: VERCEL },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://vercel.com/docs/rest-api#authentication'],
    ...token(['vcp_', [BASE64_URL, 56]]),
  }),
  defineFormat({
    id: 'vercel-app-token',
    title: 'Vercel app or integration token',
    grants:
      'It does in the team what the app or integration was granted; a refresh token (`vcr_`) obtains more.',
    revoke: {
      steps: 'Rotate the token, or uninstall the app or integration in the team settings.',
      url: 'https://vercel.com/dashboard/integrations',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://vercel.com/docs/sign-in-with-vercel/tokens'],
    ...token(['vc', ['aicr', 1], '_', [BASE64_URL, 56]], { keywords: ['vca_', 'vci_', 'vcr_', 'vcc_'] }),
    window: { before: 4, after: 68 },
  }),
  defineFormat({
    id: 'vercel-ai-gateway-key',
    title: 'Vercel AI Gateway API key',
    grants: 'It calls models at the cost of the team.',
    revoke: {
      steps: 'Delete the key under AI Gateway → API keys.',
      url: 'https://vercel.com/docs/ai-gateway/authentication',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://vercel.com/docs/ai-gateway/authentication'],
    ...token(['vck_', [BASE64_URL, 56]]),
  }),
  defineFormat({
    id: 'vercel-access-token-legacy',
    title: 'Vercel access token without a prefix',
    grants: 'It deploys to and reads the variables of every project in its scope.',
    revoke: { steps: 'Delete the token under Account settings → Tokens.', url: VERCEL },
    severity: 'critical',
    precision: 'high',
    references: ['https://vercel.com/docs/rest-api#authentication'],
    ...beside(['vercel', 'zeit', 'now_token'], [[BASE62, 24]], {
      named: ['token', 'auth'],
      holds: mixed,
      keywords: ['vercel', 'zeit_', 'now_token'],
    }),
  }),
  defineFormat({
    id: 'vercel-blob-token',
    title: 'Vercel Blob read-write token',
    grants: 'It reads, writes and deletes every file of the blob store.',
    revoke: {
      steps: 'Rotate the token of the store under Storage, then redeploy.',
      url: 'https://vercel.com/docs/vercel-blob',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://vercel.com/docs/vercel-blob/using-blob-sdk'],
    ...token(['vercel_blob_rw_', [BASE62, 14, 20], '_', [BASE62, 28, 40]]),
  }),
  defineFormat({
    id: 'netlify-access-token',
    title: 'Netlify personal access token',
    grants: 'It deploys to and reads the variables of every site of the user and their teams.',
    revoke: {
      steps: 'Delete the token under User settings → Applications.',
      url: 'https://app.netlify.com/user/applications',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.netlify.com/api/get-started/#authentication'],
    ...token(['nf', ['pcub', 1], '_', [BASE62, 36]], { keywords: ['nfp_', 'nfc_', 'nfu_', 'nfb_'] }),
    window: { before: 4, after: 44 },
  }),
  defineFormat({
    id: 'netlify-access-token-legacy',
    title: 'Netlify personal access token without a prefix',
    grants: 'It deploys to and reads the variables of every site of the user and their teams.',
    revoke: {
      steps: 'Delete the token under User settings → Applications.',
      url: 'https://app.netlify.com/user/applications',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.netlify.com/api/get-started/#authentication'],
    ...beside(['netlify'], [[BASE64_URL, 43, 45]], { named: ['token', 'auth', 'key'], holds: mixed }),
  }),
  defineFormat({
    id: 'netlify-build-hook',
    title: 'Netlify build hook',
    grants: 'Whoever holds the URL starts builds of the site.',
    revoke: {
      steps: 'Delete the build hook under Build & deploy → Build hooks, then make a new one.',
      url: 'https://docs.netlify.com/configure-builds/build-hooks/',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://docs.netlify.com/configure-builds/build-hooks/'],
    ...token(['api.netlify.com/build_hooks/', [HEX, 24]]),
  }),
  defineFormat({
    id: 'heroku-api-key',
    title: 'Heroku API key',
    grants: 'It deploys to and reads the variables of every app of the account.',
    revoke: {
      steps:
        'Revoke the authorisation (`heroku authorizations:revoke`) or regenerate the API key under Account settings.',
      url: 'https://dashboard.heroku.com/account',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://devcenter.heroku.com/articles/authentication'],
    ...token(['HRKU-', ['A-Za-z0-9_-', 60]]),
  }),
  defineFormat({
    id: 'heroku-api-key-legacy',
    title: 'Heroku API key of before 2024',
    grants: 'It deploys to and reads the variables of every app of the account.',
    revoke: {
      steps:
        'Revoke the authorisation (`heroku authorizations:revoke`) or regenerate the API key under Account settings.',
      url: 'https://dashboard.heroku.com/account',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://devcenter.heroku.com/articles/authentication'],
    ...beside(['heroku'], UUID),
  }),
];
