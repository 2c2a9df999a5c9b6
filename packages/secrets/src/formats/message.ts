import { defineFormat } from '../format.js';
import { hasDigitOrCapitals, mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const TWILIO = 'https://www.twilio.com/docs/iam/api/authtoken';
const TWILIO_STEPS =
  'Create a secondary auth token in the console, deploy it, promote it, which ends the old one; then read the usage for calls that were not yours.';

/** Providers of text messages, calls and notifications. */
export const MESSAGE = [
  defineFormat({
    id: 'twilio-auth-token',
    title: 'Twilio auth token',
    grants:
      'With the account SID it sends messages and calls at the cost of the account and reads all of them.',
    revoke: { steps: TWILIO_STEPS, url: 'https://console.twilio.com/us1/account/keys-credentials/api-keys' },
    severity: 'critical',
    precision: 'high',
    references: [TWILIO],
    ...beside(['twilio', 'twlo'], [[HEX, 32]], { named: ['auth', 'token', 'pass'] }),
  }),
  defineFormat({
    id: 'twilio-account-credentials',
    title: 'Twilio auth token behind its account SID',
    grants: 'It sends messages and calls at the cost of the account and reads all of them.',
    revoke: { steps: TWILIO_STEPS, url: 'https://console.twilio.com/us1/account/keys-credentials/api-keys' },
    severity: 'critical',
    precision: 'high',
    references: [TWILIO, 'https://www.twilio.com/docs/usage/requests-to-twilio'],
    // `new Twilio('AC…', '…')`, `-u AC…:…`, `https://AC…:…@api.twilio.com`.
    keywords: ['twilio'],
    pattern:
      /(?<![A-Za-z0-9])AC[0-9a-f]{32}["'`]?(?::|,\s{0,16})["'`]?(?<secret>[0-9a-f]{32})(?![A-Za-z0-9_-])/,
    window: { before: 120, after: 160 },
    entropy: 2.6,
    hits: (samples) => [
      { text: `const client = new twilio('AC${samples.of(HEX, 32)}', '${samples.of(HEX, 32)}');\n` },
      {
        text: `curl https://api.twilio.com/2010-04-01/Accounts.json -u AC${samples.of(HEX, 32)}:${samples.of(HEX, 32)}\n`,
      },
      { text: `https://AC${samples.of(HEX, 32)}:${samples.of(HEX, 32)}@api.twilio.com/2010-04-01\n` },
    ],
    misses: (samples) => [
      { text: `const client = new twilio('AC${samples.of(HEX, 32)}', process.env.TOKEN);\n` },
      { text: `const client = new twilio('AC${samples.of(HEX, 32)}', '${samples.of(HEX, 31)}');\n` },
      { text: `client = create("AC${samples.of(HEX, 32)}", "${samples.of(HEX, 32)}")\n` },
    ],
  }),
  defineFormat({
    id: 'twilio-api-key-secret',
    title: 'Twilio API key secret',
    grants:
      'With the key SID it sends messages and calls at the cost of the account, within its permissions.',
    revoke: {
      steps: 'Delete the API key in the console and create another.',
      url: 'https://console.twilio.com/us1/account/keys-credentials/api-keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.twilio.com/docs/iam/api-keys'],
    ...beside(['twilio', 'twlo'], [[BASE62, 32]], {
      named: ['secret', 'key'],
      // Hexadecimal digits alone are an auth token or the key's own SID.
      holds: (value) => /[G-Zg-z]/.test(value) && !/^(?:AC|SK|MG|PN)[0-9a-f]{30}$/.test(value),
    }),
  }),
  defineFormat({
    id: 'messagebird-access-key',
    title: 'Bird (MessageBird) access key',
    grants: 'It sends messages and calls at the cost of the workspace.',
    revoke: {
      steps: 'Delete the key under Developers → API access.',
      url: 'https://dashboard.messagebird.com/en/developers/access',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developers.messagebird.com/api/#authentication'],
    ...beside(['messagebird', 'message_bird'], [[BASE62, 25]]),
  }),
  defineFormat({
    id: 'vonage-api-secret',
    title: 'Vonage (Nexmo) API secret',
    grants: 'With the API key it sends messages and calls at the cost of the account.',
    revoke: {
      steps: 'Create a second secret under API settings, deploy it, then revoke the old one.',
      url: 'https://dashboard.nexmo.com/settings',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developer.vonage.com/en/account/secret-management'],
    ...beside(['vonage', 'nexmo'], [[BASE62, 16]], {
      named: ['secret'],
      holds: hasDigitOrCapitals,
    }),
  }),
  defineFormat({
    id: 'plivo-auth-token',
    title: 'Plivo auth token',
    grants: 'With the auth id it sends messages and calls at the cost of the account.',
    revoke: {
      steps: 'Reset the auth token on the overview page of the console.',
      url: 'https://console.plivo.com/dashboard/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.plivo.com/docs/account/api/request/'],
    ...beside(['plivo'], [[BASE62, 40]], { named: ['token', 'auth', 'secret'] }),
  }),
  defineFormat({
    id: 'telnyx-api-key',
    title: 'Telnyx API v2 key',
    grants: 'It sends messages and calls and buys numbers at the cost of the account.',
    revoke: {
      steps: 'Delete the key under API Keys in the portal.',
      url: 'https://portal.telnyx.com/#/app/api-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developers.telnyx.com/development/api-fundamentals/authentication'],
    ...token(['KEY01', ['0-9A-F', 30], '_', [BASE62, 22]]),
  }),
  defineFormat({
    id: 'infobip-api-key',
    title: 'Infobip API key',
    grants: 'It sends messages and calls at the cost of the account, within its scopes.',
    revoke: {
      steps: 'Disable the key under Developer Tools → API Keys.',
      url: 'https://portal.infobip.com/dev/api-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.infobip.com/docs/essentials/api-essentials/api-authentication'],
    ...beside(['infobip'], [[HEX, 32], '-', ...UUID]),
  }),
  defineFormat({
    id: 'sinch-api-token',
    title: 'Sinch API token',
    grants: 'With the service plan id it sends messages at the cost of the account.',
    revoke: {
      steps: 'Reset the API token on the SMS service plan page of the dashboard.',
      url: 'https://dashboard.sinch.com/sms/api/services',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developers.sinch.com/docs/sms/api-reference/authentication/'],
    ...beside(['sinch'], [[HEX, 32]], { named: ['token', 'secret'] }),
  }),
  defineFormat({
    id: 'textmagic-api-key',
    title: 'Textmagic API v2 key',
    grants: 'With the username it sends messages at the cost of the account.',
    revoke: {
      steps: 'Delete the key under Settings → API.',
      url: 'https://my.textmagic.com/online/api/rest-api/keys',
    },
    severity: 'medium',
    precision: 'medium',
    references: ['https://docs.textmagic.com/#section/Authentication'],
    ...beside(['textmagic'], [[BASE62, 30]]),
  }),
  defineFormat({
    id: 'onesignal-api-key',
    title: 'OneSignal API key',
    grants: 'It sends notifications to every subscriber of the app; an organization key manages its apps.',
    revoke: {
      steps: 'Rotate the key under Settings → Keys & IDs.',
      url: 'https://documentation.onesignal.com/docs/en/keys-and-ids',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://documentation.onesignal.com/docs/en/keys-and-ids'],
    ...token(['os_v2_', ['a-z', 3], '_', ['a-z2-7', 103]]),
  }),
  defineFormat({
    id: 'expo-access-token',
    title: 'Expo access token',
    grants: 'It builds, submits and updates the apps of the account and sends their notifications.',
    revoke: {
      steps: 'Revoke the token under Account settings → Access tokens.',
      url: 'https://expo.dev/settings/access-tokens',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.expo.dev/accounts/programmatic-access/'],
    ...beside(['expo', 'eas'], [[BASE64_URL, 40]], {
      named: ['token'],
      keywords: ['expo_token', 'expo_access_token', 'expotoken', 'expoaccesstoken', 'eas_token'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'pushover-api-token',
    title: 'Pushover application API token',
    grants: "With a user key it sends notifications in the application's name.",
    revoke: { steps: 'Delete the application and create another.', url: 'https://pushover.net/apps' },
    severity: 'low',
    precision: 'high',
    references: ['https://pushover.net/api'],
    ...beside(['pushover'], ['a', [BASE36, 29]], { named: ['token', 'key', 'secret'] }),
  }),
  defineFormat({
    id: 'pushbullet-access-token',
    title: 'Pushbullet access token',
    grants: 'It reads and sends the pushes, files and text messages of the person.',
    revoke: {
      steps: 'Reset all access tokens on the account page.',
      url: 'https://www.pushbullet.com/#settings/account',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://docs.pushbullet.com/#authentication'],
    ...beside(['pushbullet'], ['o.', [BASE62, 32]]),
  }),
  defineFormat({
    id: 'courier-auth-token',
    title: 'Courier API key',
    grants: 'It sends messages through every provider of the workspace and reads its recipients.',
    revoke: {
      steps: 'Revoke the key under Settings → API Keys.',
      url: 'https://app.courier.com/settings/api-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.courier.com/docs/reference/authentication'],
    ...beside(['courier'], ['pk_prod_', ['0-9A-Z', 28]]),
  }),
];
