import { crc32 } from 'node:zlib';

import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { base62 } from './checksum.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, BEFORE, HEX, UUID } from './pattern-parts.js';

const SLACK_TOKENS = 'https://docs.slack.dev/authentication/tokens';
const SLACK_APPS = 'https://api.slack.com/apps';
const SLACK_STEPS = 'Call auth.revoke with the token, or reinstall the app under OAuth & Permissions.';

/** The first part of a bot's token is its numeric id in Base64. */
function startsWithSnowflake(value: string): boolean {
  const [id = ''] = value.split('.');
  return /^\d{17,20}$/.test(Buffer.from(id, 'base64url').toString('latin1'));
}

/** Chat, as teams and communities use it. */
export const CHAT = [
  defineFormat({
    id: 'slack-bot-token',
    title: 'Slack bot token',
    grants: 'It reads and writes the channels that the bot is in, within its scopes.',
    revoke: { steps: SLACK_STEPS, url: SLACK_APPS },
    severity: 'high',
    precision: 'very-high',
    references: [SLACK_TOKENS],
    ...token(['xoxb-', ['0-9', 10, 13], '-', ['0-9', 10, 13], '-', [BASE62, 24]]),
  }),
  defineFormat({
    id: 'slack-user-token',
    title: 'Slack user token',
    grants: 'It reads and writes what the person does, direct messages too, within its scopes.',
    revoke: { steps: SLACK_STEPS, url: SLACK_APPS },
    severity: 'critical',
    precision: 'very-high',
    references: [SLACK_TOKENS],
    ...token(['xoxp-', ['0-9', 10, 13], '-', ['0-9', 10, 13], '-', ['0-9', 10, 13], '-', [BASE62, 28, 34]]),
  }),
  defineFormat({
    id: 'slack-legacy-token',
    title: 'Slack legacy token',
    grants: 'It acts as the person, bot or workspace it was made for, often without scopes.',
    revoke: { steps: SLACK_STEPS, url: 'https://api.slack.com/legacy/custom-integrations/legacy-tokens' },
    severity: 'high',
    precision: 'high',
    references: ['https://api.slack.com/legacy/custom-integrations/legacy-tokens'],
    ...token(['xoxs-', ['0-9', 8, 13], '-', ['0-9', 8, 13], '-', ['0-9', 8, 13], '-', [HEX, 10, 64]], {
      keywords: ['xoxo-', 'xoxs-', 'xoxa-', 'xoxr-', 'xoxp-', 'xoxb-'],
    }),
    pattern: new RegExp(
      `${BEFORE}(?<secret>xox[os]-(?:[0-9]{8,13}-){3}[0-9a-f]{10,64}|xox[ar]-(?:2-)?[0-9]{8,13}-[0-9]{8,13}(?:-[0-9]{8,13})?-[0-9a-f]{16,64}|xoxp-(?:[0-9]{8,13}-){3}[0-9a-f]{10}|xoxb-[0-9]{8,13}-[A-Za-z0-9]{18,26})(?![A-Za-z0-9_-])`,
    ),
    window: { before: 4, after: 128 },
  }),
  defineFormat({
    id: 'slack-app-token',
    title: 'Slack app-level token',
    grants: "It opens the app's Socket Mode connections and reads its events in every workspace.",
    revoke: { steps: 'Revoke the token under Basic Information → App-Level Tokens.', url: SLACK_APPS },
    severity: 'high',
    precision: 'very-high',
    references: [SLACK_TOKENS],
    ...token(['xapp-', ['0-9', 1], '-', ['A-Z0-9', 9, 12], '-', ['0-9', 10, 14], '-', [HEX, 64]]),
  }),
  defineFormat({
    id: 'slack-configuration-token',
    title: 'Slack app configuration token',
    grants: "It reads, changes and creates the apps of the person's workspace; it lives for twelve hours.",
    revoke: {
      steps: 'Revoke the token on the page of your apps under Your App Configuration Tokens.',
      url: SLACK_APPS,
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.slack.dev/authentication/tokens#config'],
    ...token(['xoxe.xoxp-', ['0-9', 1], '-', [BASE62, 140, 170]]),
  }),
  defineFormat({
    id: 'slack-refresh-token',
    title: 'Slack refresh token',
    grants: 'It is exchanged for new access tokens or configuration tokens.',
    revoke: { steps: 'Exchange it once, which ends it, or revoke the tokens of the app.', url: SLACK_APPS },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.slack.dev/authentication/using-token-rotation'],
    ...token(['xoxe-', ['0-9', 1], '-', [BASE62, 140, 170]]),
  }),
  defineFormat({
    id: 'slack-session-token',
    title: 'Slack session token of a browser',
    grants: "With the session's cookie it does everything that the person can.",
    revoke: {
      steps: 'Sign out of all sessions in the account settings, then change the password.',
      url: 'https://slack.com/help/articles/214613347',
    },
    severity: 'high',
    precision: 'very-high',
    references: [SLACK_TOKENS],
    ...token(['xoxc-', ['0-9', 9, 15], '-', ['0-9', 9, 15], '-', ['0-9', 9, 15], '-', [HEX, 64]]),
  }),
  defineFormat({
    id: 'slack-webhook-url',
    title: 'Slack incoming webhook URL',
    grants: 'It posts into one channel in the name of the app.',
    revoke: { steps: 'Remove the webhook under Incoming Webhooks on the page of the app.', url: SLACK_APPS },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks'],
    ...token(['hooks.slack.com/services/T', [BASE62, 8, 12], '/B', [BASE62, 8, 12], '/', [BASE62, 23, 25]]),
  }),
  defineFormat({
    id: 'slack-workflow-webhook-url',
    title: 'Slack workflow webhook URL',
    grants: 'It starts one workflow with values of the caller.',
    revoke: {
      steps: 'Remove the webhook trigger of the workflow, or give it a new one.',
      url: 'https://slack.com/help/articles/360041352714',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://slack.com/help/articles/360041352714'],
    ...token(['hooks.slack.com/triggers/', ['A-Z0-9', 9, 12], '/', ['0-9', 11, 15], '/', [HEX, 32]]),
  }),
  defineFormat({
    id: 'slack-signing-secret',
    title: 'Slack signing secret',
    grants: 'It signs requests that the application takes for those of Slack.',
    revoke: { steps: 'Regenerate the signing secret under Basic Information.', url: SLACK_APPS },
    severity: 'medium',
    precision: 'high',
    references: ['https://docs.slack.dev/authentication/verifying-requests-from-slack'],
    ...beside(['slack'], [[HEX, 32]], { named: ['signing', 'client_secret', 'secret'] }),
  }),
  defineFormat({
    id: 'discord-bot-token',
    title: 'Discord bot token',
    grants: 'It reads and writes in every server that the bot is in, with its permissions there.',
    revoke: {
      steps: 'Reset the token on the Bot page of the application.',
      url: 'https://discord.com/developers/applications',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.discord.com/developers/reference#authentication'],
    // The id's first digit, 1 to 9, makes the first letter M, N or O.
    ...token([[BASE64_URL, 24, 28], '.', [BASE64_URL, 6], '.', [BASE64_URL, 27, 40]]),
    keywords: [
      'discord',
      'bot_token',
      'bottoken',
      'bot token',
      'client.login',
      'client.run',
      'bot.run',
      'bot.login',
    ],
    pattern: new RegExp(
      `${BEFORE}(?<secret>[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40})(?![A-Za-z0-9_-])`,
    ),
    window: { before: 160, after: 240 },
    holds: startsWithSnowflake,
    hits: (samples) => {
      const next = (): string =>
        `${Buffer.from(`${samples.between(1, 9)}${samples.of('0-9', 17)}`).toString('base64url')}.${samples.of(BASE62, 6)}.${samples.of(BASE64_URL, 38)}`;
      return [
        { text: `DISCORD_TOKEN=${next()}\n` },
        { text: `client.login('${next()}');\n` },
        { text: `{"bot_token": "${next()}"}\n` },
      ];
    },
    misses: (samples) => [
      {
        text: `DISCORD_TOKEN=M${samples.of(BASE62, 23)}.${samples.of(BASE62, 6)}.${samples.of(BASE62, 38)}\n`,
      },
      {
        text: `DISCORD_TOKEN=${Buffer.from(`1${samples.of('0-9', 17)}`).toString('base64url')}.${samples.of(BASE62, 5)}.${samples.of(BASE62, 38)}\n`,
      },
    ],
  }),
  defineFormat({
    id: 'discord-webhook-url',
    title: 'Discord webhook URL',
    grants: 'It posts into one channel, under any name, and changes and deletes what it posted.',
    revoke: {
      steps: 'Delete the webhook in the settings of the channel under Integrations.',
      url: 'https://support.discord.com/hc/en-us/articles/228383668',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://docs.discord.com/developers/resources/webhook'],
    ...token(['/api/webhooks/', ['0-9', 17, 20], '/', [BASE64_URL, 60, 68]]),
    // The host is discord.com, discordapp.com or one of their test versions; an API version may stand between.
    pattern:
      /discord(?:app)?\.com\/api\/(?:v[0-9]{1,2}\/)?webhooks\/(?<secret>[0-9]{17,20}\/[A-Za-z0-9_-]{60,68})(?![A-Za-z0-9_-])/,
    keywords: ['/webhooks/'],
    window: { before: 28, after: 104 },
    hits: (samples) => [
      { text: `https://discord.com/api/webhooks/${samples.of('1-9', 18)}/${samples.of(BASE64_URL, 68)}\n` },
      {
        text: `url: "https://discordapp.com/api/v10/webhooks/${samples.of('1-9', 19)}/${samples.of(BASE64_URL, 68)}"\n`,
      },
    ],
    misses: (samples) => [
      { text: `https://discord.com/api/webhooks/${samples.of('1-9', 18)}/${samples.of(BASE62, 40)}\n` },
      { text: `https://discord.com/api/webhooks/${samples.of('1-9', 12)}/${samples.of(BASE62, 68)}\n` },
    ],
  }),
  defineFormat({
    id: 'discord-client-secret',
    title: 'Discord OAuth2 client secret',
    grants: 'With the client id it exchanges codes for tokens of the people who sign in.',
    revoke: {
      steps: 'Reset the secret on the OAuth2 page of the application.',
      url: 'https://discord.com/developers/applications',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.discord.com/developers/topics/oauth2'],
    ...beside(['discord'], [[BASE64_URL, 32]], {
      named: ['secret'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'telegram-bot-token',
    title: 'Telegram bot token',
    grants: 'It reads and sends everything that the bot does.',
    revoke: {
      steps: 'Send /revoke to @BotFather and choose the bot.',
      url: 'https://core.telegram.org/bots/features#botfather',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://core.telegram.org/bots/api#authorizing-your-bot'],
    ...token([['1-9', 1], ['0-9', 7, 9], ':AA', ['E-H', 1], [BASE64_URL, 32]], {
      keywords: [':AAE', ':AAF', ':AAG', ':AAH'],
    }),
    // The documentation writes `bot<token>` in paths.
    pattern:
      /(?<![A-Za-z0-9_]|[A-Za-z]{4})(?:bot)?(?<secret>[1-9][0-9]{7,9}:AA[E-H][A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])/,
    window: { before: 18, after: 42 },
  }),
  defineFormat({
    id: 'microsoft-teams-webhook-url',
    title: 'Microsoft Teams incoming webhook URL',
    grants: 'It posts into one channel in the name of the connector.',
    revoke: {
      steps: 'Remove the connector of the channel, or the workflow that took its place.',
      url: 'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    },
    severity: 'medium',
    precision: 'very-high',
    references: [
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    ],
    ...token([
      '.webhook.office.com/webhookb2/',
      ...UUID,
      '@',
      ...UUID,
      '/IncomingWebhook/',
      [HEX, 32],
      '/',
      ...UUID,
    ]),
    keywords: ['.webhook.office.com/', 'outlook.office.com/webhook', 'outlook.office365.com/webhook'],
    pattern:
      /(?:\.webhook\.office\.com\/webhookb2|outlook\.office(?:365)?\.com\/webhook)\/(?<secret>[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36})(?![0-9a-f-])/,
  }),
  defineFormat({
    id: 'google-chat-webhook-url',
    title: 'Google Chat webhook URL',
    grants: 'It posts into one space.',
    revoke: {
      steps: 'Delete the webhook under Apps & integrations of the space.',
      url: 'https://developers.google.com/workspace/chat/quickstart/webhooks',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://developers.google.com/workspace/chat/quickstart/webhooks'],
    ...token([
      'googleapis.com/v1/spaces/',
      [BASE64_URL, 11],
      '/messages?key=',
      [BASE64_URL, 20, 60],
      '&token=',
      [BASE64_URL, 43],
    ]),
  }),
  defineFormat({
    id: 'mattermost-access-token',
    title: 'Mattermost access token',
    grants: 'It does what the person or bot can.',
    revoke: {
      steps: 'Delete the token under Profile → Security → Personal Access Tokens.',
      url: 'https://developers.mattermost.com/integrate/reference/personal-access-token/',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developers.mattermost.com/integrate/reference/personal-access-token/'],
    ...beside(['mattermost'], [[BASE36, 26]], { named: ['token'], holds: (value) => /[0-9]/.test(value) }),
  }),
  defineFormat({
    id: 'matrix-access-token',
    title: 'Matrix (Synapse) access token',
    grants: 'It reads and writes what the account can, encrypted rooms aside.',
    revoke: {
      steps: 'Sign the session out in the settings of the client, or call /logout with the token.',
      url: 'https://spec.matrix.org/latest/client-server-api/#post_matrixclientv3logout',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://element-hq.github.io/synapse/latest/'],
    // syt_<local part in Base64>_<20 letters>_<CRC-32 of what is before, in Base62>
    ...token(['syt_', [BASE64, 4, 40], '_', ['A-Za-z', 20], '_', [BASE62, 6]], {
      seal: (value) => value.slice(0, -6) + base62(crc32(value.slice(0, -7)), 6),
    }),
  }),
  defineFormat({
    id: 'zoom-client-secret',
    title: 'Zoom app client secret',
    grants: 'With the client id it gets tokens for the meetings, recordings and people of the account.',
    revoke: {
      steps: 'Regenerate the secret on the App Credentials page.',
      url: 'https://marketplace.zoom.us/user/build',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developers.zoom.us/docs/internal-apps/s2s-oauth/'],
    ...beside(['zoom'], [[BASE62, 32]], {
      named: ['secret'],
      keywords: ['zoom_', 'zoomapi', 'zoomclient', 'zoomsecret', 'zoom-'],
      holds: mixed,
    }),
  }),
];
