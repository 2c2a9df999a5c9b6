import { defineFormat } from '../format.js';
import { hasDigitOrCapitals, mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, BEFORE, HEX } from './pattern-parts.js';

const X_PORTAL = 'https://developer.x.com/en/portal/dashboard';
const X_DOCS = 'https://docs.x.com/fundamentals/authentication/overview';
const META_TOKENS = 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/';

/** Social networks, and what serves the customers that come from there. */
export const SOCIAL = [
  defineFormat({
    id: 'x-bearer-token',
    title: 'X (Twitter) app-only bearer token',
    grants: "It reads public posts at the cost of the app's quota.",
    revoke: { steps: 'Revoke the token under Keys and tokens of the app.', url: X_PORTAL },
    severity: 'medium',
    precision: 'very-high',
    references: [X_DOCS],
    ...beside(['twitter', 'bearer'], ['AAAAAAAAAAAAAAAAAAAAA', ['A-Za-z0-9%', 80, 120]], {
      named: [],
      keywords: ['twitter', 'bearer aaaaaaaa', 'bearer_token', 'bearertoken'],
    }),
  }),
  defineFormat({
    id: 'x-access-token-secret',
    title: 'X (Twitter) access token secret',
    grants: 'With the access token and the API key it reads and posts as the account.',
    revoke: { steps: 'Regenerate the access token under Keys and tokens of the app.', url: X_PORTAL },
    severity: 'high',
    precision: 'high',
    references: [X_DOCS],
    ...beside(['twitter', 'tw_access'], [[BASE62, 45]], {
      named: ['secret'],
      keywords: ['twitter', 'tw_access'],
    }),
  }),
  defineFormat({
    id: 'x-api-secret',
    title: 'X (Twitter) API key secret',
    grants: 'With the API key it gets tokens in the name of the app.',
    revoke: { steps: 'Regenerate the API key under Keys and tokens of the app.', url: X_PORTAL },
    severity: 'high',
    precision: 'high',
    references: [X_DOCS],
    ...beside(['twitter', 'tw_consumer'], [[BASE62, 50]], { named: ['secret', 'key'] }),
  }),
  defineFormat({
    id: 'meta-access-token',
    title: 'Meta (Facebook, WhatsApp) access token',
    grants: 'It reads and posts as the person, page or business within its permissions.',
    revoke: {
      steps: 'Remove the app of the token, or the token of the system user, in the business settings.',
      url: 'https://business.facebook.com/settings/system-users',
    },
    severity: 'high',
    precision: 'high',
    references: [META_TOKENS],
    ...token(['EAA', ['A-P', 1], [BASE62, 100, 400]], { keywords: ['eaa'], holds: mixed }),
    keywords: [
      'facebook',
      'whatsapp',
      'fb_',
      'meta_',
      'access_token',
      'accesstoken',
      'bearer eaa',
      'page_token',
    ],
    pattern: new RegExp(`${BEFORE}(?<secret>EAA[A-P][A-Za-z0-9]{100,400})(?![A-Za-z0-9_+/=-])`),
    window: { before: 40, after: 480 },
    hits: (samples) => {
      const next = (): string => `EAAB${samples.of(BASE62, samples.between(120, 220))}ZD`;
      return [
        { text: `FACEBOOK_PAGE_ACCESS_TOKEN=${next()}\n` },
        { text: `whatsapp_token: "${next()}"\n` },
        { text: `Authorization: Bearer ${next()}\n` },
      ];
    },
    misses: (samples) => [
      { text: `FACEBOOK_PAGE_ACCESS_TOKEN=EAAB${samples.of(BASE62, 80)}\n` },
      {
        text: `facebook_logo="data:image/png;base64,EAAB${samples.of(BASE62, 120)}+${samples.of(BASE62, 20)}"\n`,
      },
    ],
  }),
  defineFormat({
    id: 'facebook-app-secret',
    title: 'Meta (Facebook) app secret',
    grants: 'With the app id it gets app tokens and signs requests in the name of the app.',
    revoke: {
      steps: 'Reset the secret under App settings → Basic.',
      url: 'https://developers.facebook.com/apps/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developers.facebook.com/docs/facebook-login/security/#appsecret'],
    ...beside(['facebook', 'fb_app', 'fb', 'meta_app', 'whatsapp', 'instagram'], [[HEX, 32]], {
      named: ['secret'],
      keywords: ['facebook', 'fb_', 'fbapp', 'fbsecret', 'meta_app', 'whatsapp', 'instagram'],
    }),
  }),
  defineFormat({
    id: 'instagram-access-token',
    title: 'Instagram access token',
    grants: 'It reads the profile and media of the account, and publishes where that is allowed.',
    revoke: {
      steps: 'Remove the app under Apps and websites of the account.',
      url: 'https://www.instagram.com/accounts/manage_access/',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://developers.facebook.com/docs/instagram-platform/'],
    ...token(['IGQV', [BASE64_URL, 100, 300]], { keywords: ['IGQV', 'IGAA'] }),
    pattern: new RegExp(`${BEFORE}(?<secret>IG(?:QV|AA)[A-Za-z0-9_-]{100,300})(?![A-Za-z0-9_+/=-])`),
    window: { before: 4, after: 310 },
  }),
  defineFormat({
    id: 'linkedin-client-secret',
    title: 'LinkedIn application client secret',
    grants: 'With the client id it exchanges codes for tokens of the people who sign in.',
    revoke: {
      steps: 'Generate another primary secret on the Auth tab of the app.',
      url: 'https://www.linkedin.com/developers/apps',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://learn.microsoft.com/linkedin/shared/authentication/client-credentials-flow'],
    ...beside(['linkedin', 'linked_in'], [[BASE62, 16]], { named: ['secret'], holds: hasDigitOrCapitals }),
  }),
  defineFormat({
    id: 'linkedin-primary-client-secret',
    title: 'LinkedIn application client secret with a prefix',
    grants: 'With the client id it exchanges codes for tokens of the people who sign in.',
    revoke: {
      steps: 'Generate another primary secret on the Auth tab of the app.',
      url: 'https://www.linkedin.com/developers/apps',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/linkedin/shared/authentication/client-credentials-flow'],
    ...token(['WPL_AP', ['0-9', 1], '.', [BASE62, 16], '.', ['A-Za-z0-9+/=', 8]]),
  }),
  defineFormat({
    id: 'twitch-client-secret',
    title: 'Twitch client secret or access token',
    grants: 'It calls the API in the name of the application or the person.',
    revoke: {
      steps: 'Make another secret in the developer console, or revoke the token.',
      url: 'https://dev.twitch.tv/console/apps',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://dev.twitch.tv/docs/authentication/'],
    ...beside(['twitch'], [[BASE36, 30]], {
      named: ['secret', 'token', 'oauth'],
      holds: (value) => /[0-9]/.test(value),
    }),
  }),
  defineFormat({
    id: 'line-channel-access-token',
    title: 'LINE channel access token',
    grants: 'It sends messages to everybody who follows the channel and reads their profiles.',
    revoke: {
      steps: 'Reissue the token under Messaging API of the channel.',
      url: 'https://developers.line.biz/console/',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developers.line.biz/en/docs/basics/channel-access-token/'],
    ...beside(['line', 'channel'], [[BASE64, 140, 172], '='], {
      named: ['access_token', 'token'],
      keywords: [
        'line_channel',
        'channel_access',
        'channelaccess',
        'line_access',
        'line_bot',
        'linebot',
        'line_token',
      ],
    }),
  }),
  defineFormat({
    id: 'pinterest-access-token',
    title: 'Pinterest access token',
    grants: 'It reads and changes the boards and advertisements of the account within its scopes.',
    revoke: {
      steps: 'Remove the app under Settings → Security.',
      url: 'https://developers.pinterest.com/apps/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [
      'https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/',
    ],
    ...token(['pina_', ['A-Z0-9', 60, 120]]),
  }),
  defineFormat({
    id: 'reddit-client-secret',
    title: 'Reddit application secret',
    grants: 'With the client id it gets tokens in the name of the application.',
    revoke: { steps: 'Delete the application and create another.', url: 'https://www.reddit.com/prefs/apps' },
    severity: 'medium',
    precision: 'high',
    references: ['https://github.com/reddit-archive/reddit/wiki/OAuth2'],
    ...beside(['reddit'], [[BASE64_URL, 27, 30]], { named: ['secret'], holds: mixed }),
  }),
  defineFormat({
    id: 'spotify-client-secret',
    title: 'Spotify client secret',
    grants: 'With the client id it gets tokens in the name of the application.',
    revoke: {
      steps: 'Rotate the secret in the settings of the app.',
      url: 'https://developer.spotify.com/dashboard',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://developer.spotify.com/documentation/web-api/concepts/apps'],
    ...beside(['spotify'], [[HEX, 32]], { named: ['secret'] }),
  }),
  defineFormat({
    id: 'bluesky-app-password',
    title: 'Bluesky app password',
    grants: 'It reads and posts as the account.',
    revoke: {
      steps: 'Delete the password under Settings → Privacy and security → App passwords.',
      url: 'https://bsky.app/settings/app-passwords',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://bsky.app/settings/app-passwords'],
    ...beside(
      ['bluesky', 'bsky', 'atproto'],
      [['a-z2-7', 4], '-', ['a-z2-7', 4], '-', ['a-z2-7', 4], '-', ['a-z2-7', 4]],
      { named: ['pass', 'key', 'secret'] },
    ),
  }),
  defineFormat({
    id: 'intercom-access-token',
    title: 'Intercom access token',
    grants: 'It reads and answers the conversations of the workspace and reads its contacts.',
    revoke: {
      steps: 'Regenerate the token on the Authentication page of the app.',
      url: 'https://app.intercom.com/a/apps/_/developer-hub',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developers.intercom.com/docs/build-an-integration/learn-more/authentication'],
    // "tok:" in Base64.
    ...token(['dG9rO', [BASE64, 54], '=']),
  }),
  defineFormat({
    id: 'zendesk-api-token',
    title: 'Zendesk API token',
    grants: 'With the address of an agent it reads and changes tickets and people.',
    revoke: {
      steps: 'Delete the token in the Admin Center under Apps and integrations → API tokens.',
      url: 'https://support.zendesk.com/hc/en-us/articles/4408889192858',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developer.zendesk.com/api-reference/introduction/security-and-auth/'],
    ...beside(['zendesk'], [[BASE62, 40]], { named: ['token', 'key', 'secret'] }),
  }),
  defineFormat({
    id: 'freshdesk-api-key',
    title: 'Freshdesk API key',
    grants: 'It reads and changes tickets and contacts as the agent.',
    revoke: {
      steps: 'Reset the key in the profile settings.',
      url: 'https://support.freshdesk.com/support/solutions/articles/215517',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developers.freshdesk.com/api/#authentication'],
    ...beside(['freshdesk', 'freshworks'], [[BASE62, 20]], {
      named: ['key', 'token'],
      holds: hasDigitOrCapitals,
    }),
  }),
  defineFormat({
    id: 'crisp-token-key',
    title: 'Crisp token key',
    grants:
      'With the token identifier it reads and answers the conversations of the workspaces of the plugin.',
    revoke: {
      steps: 'Roll the token keypair on the page of the plugin.',
      url: 'https://marketplace.crisp.chat/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.crisp.chat/guides/rest-api/authentication/'],
    ...beside(['crisp'], [[HEX, 64]], { named: ['key', 'secret', 'token'] }),
  }),
  defineFormat({
    id: 'zapier-webhook-url',
    title: 'Zapier catch hook URL',
    grants: 'It starts one Zap with values of the caller.',
    revoke: {
      steps: 'Delete the trigger of the Zap and add it again.',
      url: 'https://help.zapier.com/hc/en-us/articles/8496288690317',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://help.zapier.com/hc/en-us/articles/8496288690317'],
    ...token(['hooks.zapier.com/hooks/catch/', ['0-9', 5, 9], '/', ['a-z0-9', 5, 8]]),
  }),
  defineFormat({
    id: 'make-webhook-url',
    title: 'Make (Integromat) custom webhook URL',
    grants: 'It starts one scenario with values of the caller.',
    revoke: {
      steps: 'Delete the webhook under Webhooks and create another.',
      url: 'https://help.make.com/webhooks',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://help.make.com/webhooks'],
    ...token(['.make.com/', [BASE36, 32]]),
    pattern: /hook\.[a-z]{2}[0-9]\.make\.com\/(?<secret>[0-9a-z]{32})(?![0-9a-z])/,
    window: { before: 12, after: 48 },
    hits: (samples) => [
      { text: `https://hook.eu1.make.com/${samples.of(BASE36, 32)}\n` },
      { text: `{"webhook": "https://hook.us2.make.com/${samples.of(BASE36, 32)}"}\n` },
    ],
    misses: (samples) => [
      { text: `https://hook.eu1.make.com/${samples.of(BASE36, 31)}\n` },
      { text: `https://www.make.com/${samples.of(BASE36, 32)}\n` },
    ],
  }),
];
