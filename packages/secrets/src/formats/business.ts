import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, BASE64_URL, HEX, UUID } from './pattern-parts.js';

/** Customers, accounts, hours, identity checks: what the office runs on. */
export const BUSINESS = [
  defineFormat({
    id: 'zoho-refresh-token',
    title: 'Zoho OAuth access or refresh token',
    grants: "It reads and changes the person's records within its scopes; a refresh token does not end.",
    revoke: {
      steps: 'Revoke the token under Sessions → Connected apps.',
      url: 'https://accounts.zoho.com/home#sessions/connectedapps',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://www.zoho.com/accounts/protocol/oauth.html'],
    ...beside(['zoho'], ['1000.', [HEX, 32], '.', [HEX, 32]], { named: [] }),
  }),
  defineFormat({
    id: 'mercury-api-token',
    title: 'Mercury API token',
    grants: 'It reads the accounts of the company, and with write access moves money.',
    revoke: {
      steps: 'Revoke the token under Settings → API Tokens.',
      url: 'https://app.mercury.com/settings/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.mercury.com/docs/welcome'],
    ...token(['mercury_production_', ['a-z', 3, 6], '_', [BASE62, 40, 50], '_yrucrem']),
  }),
  defineFormat({
    id: 'ramp-client-secret',
    title: 'Ramp client secret',
    grants: 'With the client id it reads and manages cards and spending within its scopes.',
    revoke: {
      steps: 'Rotate the secret on the page of the developer app.',
      url: 'https://docs.ramp.com/developer-api/v1/authorization',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.ramp.com/developer-api/v1/authorization'],
    ...token(['ramp_sec_', [BASE62, 48]]),
  }),
  defineFormat({
    id: 'persona-api-key',
    title: 'Persona production API key',
    grants: 'It reads the identity documents of the people who were checked.',
    revoke: {
      steps: 'Expire the key in the dashboard under API keys.',
      url: 'https://docs.withpersona.com/api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.withpersona.com/api-keys'],
    ...token(['persona_production_', ...UUID]),
  }),
  defineFormat({
    id: 'onfido-api-token',
    title: 'Onfido live API token',
    grants: 'It reads the identity documents of the people who were checked.',
    revoke: {
      steps: 'Revoke the token in the dashboard under Tokens.',
      url: 'https://dashboard.onfido.com/api/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://documentation.onfido.com/api/latest/#authentication'],
    ...token(['api_live.', [BASE64_URL, 11], '.', [BASE64_URL, 32]], {
      keywords: ['api_live.', 'api_live_'],
    }),
    pattern:
      /(?<![A-Za-z0-9_])(?<secret>api_live(?:_us|_ca)?\.[A-Za-z0-9_-]{11}\.[A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])/,
    window: { before: 4, after: 60 },
  }),
  defineFormat({
    id: 'box-secret',
    title: 'Box client secret or developer token',
    grants:
      'With the client id it gets tokens for the files of the enterprise; a developer token lives for an hour.',
    revoke: {
      steps: 'Reset the client secret on the Configuration page of the app.',
      url: 'https://app.box.com/developers/console',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developer.box.com/guides/authentication/'],
    ...beside(['box'], [[BASE62, 32]], {
      named: ['client_secret', 'developer_token', 'secret'],
      keywords: ['box_client', 'box_secret', 'box_developer', 'boxclient', 'boxsecret', 'box.client'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'smartsheet-access-token',
    title: 'Smartsheet API access token',
    grants: 'It reads and changes the sheets of the person.',
    revoke: {
      steps: 'Revoke the token under Personal Settings → API Access.',
      url: 'https://developers.smartsheet.com/api/smartsheet/guides/basics/authentication',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developers.smartsheet.com/api/smartsheet/guides/basics/authentication'],
    ...beside(['smartsheet'], [[BASE62, 37]]),
  }),
  defineFormat({
    id: 'coda-api-token',
    title: 'Coda API token',
    grants: 'It reads and changes the docs of the person.',
    revoke: {
      steps: 'Delete the token under Account settings → API settings.',
      url: 'https://coda.io/account',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://coda.io/developers/apis/v1'],
    ...beside(['coda'], UUID, {
      named: ['token', 'api_key', 'key'],
      keywords: ['coda_api', 'coda_token', 'codatoken', 'codaapi', 'coda_key'],
    }),
  }),
  defineFormat({
    id: 'pipedrive-api-token',
    title: 'Pipedrive API token',
    grants: 'It reads and changes the deals and contacts of the person.',
    revoke: {
      steps: 'Generate another token under Personal preferences → API.',
      url: 'https://app.pipedrive.com/settings/api',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://pipedrive.readme.io/docs/how-to-find-the-api-token'],
    ...beside(['pipedrive'], [[HEX, 40]]),
  }),
  defineFormat({
    id: 'activecampaign-api-key',
    title: 'ActiveCampaign API key',
    grants: 'It reads and changes contacts and sends campaigns as the person.',
    revoke: {
      steps: 'Reset the key under Settings → Developer.',
      url: 'https://developers.activecampaign.com/reference/authentication',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developers.activecampaign.com/reference/authentication'],
    ...beside(['activecampaign', 'active_campaign'], [[HEX, 72]]),
  }),
  defineFormat({
    id: 'shortcut-api-token',
    title: 'Shortcut API token',
    grants: 'It reads and changes the stories of the workspace as the person.',
    revoke: {
      steps: 'Delete the token under Settings → API Tokens.',
      url: 'https://app.shortcut.com/settings/account/api-tokens',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developer.shortcut.com/api/rest/v3#Authentication'],
    ...beside(['shortcut', 'clubhouse'], UUID, {
      named: ['api_token', 'token'],
      keywords: ['shortcut_api', 'shortcut_token', 'shortcuttoken', 'shortcut-token', 'clubhouse_'],
    }),
  }),
  defineFormat({
    id: 'harvest-access-token',
    title: 'Harvest personal access token',
    grants: 'It reads and changes the hours, invoices and clients that the person can.',
    revoke: {
      steps: 'Revoke the token on the developers page of Harvest ID.',
      url: 'https://id.getharvest.com/developers',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/'],
    ...beside(['harvest'], [['0-9', 5, 8], '.pt.', [BASE64_URL, 80, 90]]),
  }),
  defineFormat({
    id: 'toggl-api-token',
    title: 'Toggl Track API token',
    grants: 'It reads and changes the hours of the person.',
    revoke: { steps: 'Reset the token on the profile page.', url: 'https://track.toggl.com/profile' },
    severity: 'medium',
    precision: 'high',
    references: ['https://engineering.toggl.com/docs/authentication/'],
    ...beside(['toggl'], [[HEX, 32]], {
      // Not `toggl` alone, with which every `toggle` begins.
      keywords: ['toggl_', 'toggl-', 'toggl.', 'toggltoken', 'togglapi'],
    }),
  }),
];
