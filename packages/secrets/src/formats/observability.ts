import { crc32 } from 'node:zlib';

import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const GRAFANA = 'https://grafana.com/docs/grafana/latest/administration/service-accounts/';
const NEW_RELIC = 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/';
const NEW_RELIC_PAGE = 'https://one.newrelic.com/api-keys';
const SENTRY = 'https://docs.sentry.io/account/auth-tokens/';

/** https://github.com/grafana/grafana, satokengen: the CRC-32 of what is before, its lowest byte first, in hexadecimal. */
function sealedByGrafana(value: string): string {
  const body = value.slice(0, -9);
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(body));
  return `${body}_${sum.toString('hex')}`;
}

/** What the JSON in Base64 at the beginning says, where it is an object. */
function decodes(base64: string, ...members: readonly string[]): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
    return typeof value === 'object' && value !== null && members.every((member) => member in value);
  } catch {
    return false;
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64');

/** Metrics, logs, traces, errors. A DSN of Sentry and a browser key are public and not among these. */
export const OBSERVABILITY = [
  defineFormat({
    id: 'datadog-api-key',
    title: 'Datadog API key',
    grants: 'It sends metrics, logs and events to the organization.',
    revoke: {
      steps: 'Revoke the key under Organization Settings → API Keys.',
      url: 'https://app.datadoghq.com/organization-settings/api-keys',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://docs.datadoghq.com/account_management/api-app-keys/'],
    ...beside(['datadog', 'dd'], [[HEX, 32]], {
      named: ['api_key', 'apikey', 'key', 'token'],
      keywords: ['datadog', 'dd_api', 'dd-api', 'ddapi', 'dd.api'],
    }),
  }),
  defineFormat({
    id: 'datadog-application-key',
    title: 'Datadog application key',
    grants:
      'With an API key it reads and changes what the person who made it can: dashboards, monitors, logs.',
    revoke: {
      steps: 'Revoke the key under Organization Settings → Application Keys.',
      url: 'https://app.datadoghq.com/organization-settings/application-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.datadoghq.com/account_management/api-app-keys/'],
    ...beside(['datadog', 'dd'], [[HEX, 40]], {
      named: ['app', 'key', 'token'],
      keywords: ['datadog', 'dd_app', 'dd-app', 'ddapp', 'dd.app'],
    }),
  }),
  defineFormat({
    id: 'new-relic-user-key',
    title: 'New Relic user key',
    grants: 'It reads and changes the accounts that the person can, through NerdGraph and REST.',
    revoke: { steps: 'Delete the key on the API keys page.', url: NEW_RELIC_PAGE },
    severity: 'high',
    precision: 'very-high',
    references: [NEW_RELIC],
    ...token(['NRAK-', ['0-9A-Z', 27]]),
  }),
  defineFormat({
    id: 'new-relic-insert-key',
    title: 'New Relic Insights insert key',
    grants: 'It sends events to the account.',
    revoke: { steps: 'Delete the key on the API keys page.', url: NEW_RELIC_PAGE },
    severity: 'medium',
    precision: 'very-high',
    references: [NEW_RELIC],
    ...token(['NRII-', [BASE64_URL, 32]]),
  }),
  defineFormat({
    id: 'new-relic-query-key',
    title: 'New Relic Insights query key',
    grants: 'It queries the events of the account.',
    revoke: { steps: 'Delete the key on the API keys page.', url: NEW_RELIC_PAGE },
    severity: 'high',
    precision: 'very-high',
    references: [NEW_RELIC],
    ...token(['NRIQ-', [BASE64_URL, 32]]),
  }),
  defineFormat({
    id: 'new-relic-rest-api-key',
    title: 'New Relic REST API key',
    grants: 'It reads and changes the account through the REST API.',
    revoke: { steps: 'Delete the key on the API keys page.', url: NEW_RELIC_PAGE },
    severity: 'high',
    precision: 'very-high',
    references: [NEW_RELIC],
    ...token(['NRRA-', [HEX, 42]]),
  }),
  defineFormat({
    id: 'new-relic-license-key',
    title: 'New Relic licence (ingest) key',
    grants: 'It sends metrics, events, logs and traces to the account.',
    revoke: { steps: 'Create another ingest key, deploy it and delete this one.', url: NEW_RELIC_PAGE },
    severity: 'medium',
    precision: 'very-high',
    references: [NEW_RELIC],
    ...token([[HEX, 36], 'NRAL'], { keywords: ['NRAL'] }),
  }),
  defineFormat({
    id: 'sentry-organization-token',
    title: 'Sentry organization auth token',
    grants: 'It uploads source maps and makes releases for the organization.',
    revoke: {
      steps: 'Delete the token under Settings → Auth Tokens.',
      url: 'https://sentry.io/orgredirect/organizations/:orgslug/settings/auth-tokens/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [SENTRY],
    ...token(['sntrys_', ['A-Za-z0-9+/=', 40, 400], '_', [BASE64, 43]]),
    holds: (value) => decodes(value.slice(7, value.lastIndexOf('_')), 'org'),
    hits: (samples) => {
      const next = (): string =>
        `sntrys_${encoded({ iat: samples.between(1.7e9, 1.8e9), url: 'https://sentry.io', region_url: 'https://us.sentry.io', org: samples.of('a-z', 8) })}_${samples.of(BASE64, 43)}`;
      return [{ text: `SENTRY_AUTH_TOKEN=${next()}\n` }, { text: `authToken: '${next()}',\n` }];
    },
    misses: (samples) => [
      { text: `SENTRY_AUTH_TOKEN=sntrys_${samples.of(BASE62, 120)}_${samples.of(BASE64, 43)}\n` },
      { text: `authToken: 'sntrys_${encoded({ org: samples.of('a-z', 40) })}_${samples.of(BASE62, 42)}'\n` },
    ],
  }),
  defineFormat({
    id: 'sentry-user-token',
    title: 'Sentry user auth token',
    grants: 'It reads and changes what the person can, within its scopes.',
    revoke: {
      steps: 'Delete the token under Account → API → Personal Tokens.',
      url: 'https://sentry.io/settings/account/api/auth-tokens/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [SENTRY],
    ...token(['sntryu_', [HEX, 64]]),
  }),
  defineFormat({
    id: 'sentry-legacy-token',
    title: 'Sentry auth token without a prefix',
    grants: 'It reads and changes what the person or integration can, within its scopes.',
    revoke: {
      steps: 'Delete the token under Account → API → Personal Tokens.',
      url: 'https://sentry.io/settings/account/api/auth-tokens/',
    },
    severity: 'high',
    precision: 'high',
    references: [SENTRY],
    ...beside(['sentry'], [[HEX, 64]], { named: ['auth', 'token'] }),
  }),
  defineFormat({
    id: 'grafana-service-account-token',
    title: 'Grafana service account token',
    grants: "It reads and changes dashboards, alerts and data sources with its account's role.",
    revoke: { steps: 'Delete the token under Administration → Service accounts.', url: GRAFANA },
    severity: 'high',
    precision: 'very-high',
    references: [GRAFANA],
    ...token(['glsa_', [BASE62, 32], '_', [HEX, 8]], { seal: sealedByGrafana }),
  }),
  defineFormat({
    id: 'grafana-cloud-token',
    title: 'Grafana Cloud access policy token',
    grants: "It reads or writes metrics, logs and traces of the stack, within its policy's scopes.",
    revoke: {
      steps: 'Delete the token under Security → Access Policies.',
      url: 'https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [
      'https://grafana.com/docs/grafana-cloud/security-and-account-management/authentication-and-permissions/access-policies/',
    ],
    ...token(['glc_eyJ', ['A-Za-z0-9+/=', 60, 400]]),
    holds: (value) => decodes(value.slice(4), 'o', 'k'),
    hits: (samples) => {
      const next = (): string =>
        `glc_${encoded({ o: samples.of('0-9', 6), n: `stack-${samples.of('a-z', 6)}`, k: samples.of(BASE62, 24), m: { r: 'us' } })}`;
      return [{ text: `GRAFANA_CLOUD_TOKEN=${next()}\n` }, { text: `password: "${next()}"\n` }];
    },
    misses: (samples) => [
      { text: `GRAFANA_CLOUD_TOKEN=glc_eyJ${samples.of(BASE62, 120)}\n` },
      { text: `GRAFANA_CLOUD_TOKEN=glc_${encoded({ o: '1', n: samples.of('a-z', 60) })}\n` },
    ],
  }),
  defineFormat({
    id: 'grafana-api-key',
    title: 'Grafana API key',
    grants: 'It reads and changes the organization with its role; keys of this kind became service accounts.',
    revoke: { steps: 'Delete the key, or the service account it became.', url: GRAFANA },
    severity: 'high',
    precision: 'very-high',
    references: [GRAFANA],
    ...token(['eyJrIjoi', ['A-Za-z0-9+/=', 60, 400]]),
    holds: (value) => decodes(value, 'k', 'n', 'id'),
    hits: (samples) => {
      const next = (): string =>
        encoded({ k: samples.of(BASE62, 32), n: samples.of('a-z', 8), id: samples.between(1, 9) });
      return [{ text: `GRAFANA_API_KEY=${next()}\n` }, { text: `Authorization: Bearer ${next()}\n` }];
    },
    misses: (samples) => [
      { text: `GRAFANA_API_KEY=eyJrIjoi${samples.of(BASE62, 80)}\n` },
      { text: `x: "${encoded({ k: samples.of(BASE62, 60), kind: 'x' })}"\n` },
    ],
  }),
  defineFormat({
    id: 'honeycomb-ingest-key',
    title: 'Honeycomb ingest key',
    grants: 'It sends events to the environment.',
    revoke: {
      steps: 'Disable the key under Environment settings → API Keys.',
      url: 'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    },
    severity: 'medium',
    precision: 'very-high',
    references: ['https://docs.honeycomb.io/configure/environments/manage-api-keys/'],
    ...token(['hcaik_', ['0-9a-z', 58]]),
  }),
  defineFormat({
    id: 'honeycomb-api-key',
    title: 'Honeycomb configuration or classic API key',
    grants: 'It sends and queries events and changes the environment, within its permissions.',
    revoke: {
      steps: 'Disable the key under Environment settings → API Keys.',
      url: 'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://docs.honeycomb.io/configure/environments/manage-api-keys/'],
    ...beside(['honeycomb', 'hny'], [[HEX, 32]], { keywords: ['honeycomb', 'hny_'] }),
  }),
  defineFormat({
    id: 'honeycomb-environment-key',
    title: 'Honeycomb environment API key',
    grants: 'It sends and queries events and changes the environment, within its permissions.',
    revoke: {
      steps: 'Disable the key under Environment settings → API Keys.',
      url: 'https://docs.honeycomb.io/configure/environments/manage-api-keys/',
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://docs.honeycomb.io/configure/environments/manage-api-keys/'],
    ...beside(['honeycomb', 'hny'], [[BASE62, 22]], { keywords: ['honeycomb', 'hny_'], holds: mixed }),
  }),
  defineFormat({
    id: 'dynatrace-api-token',
    title: 'Dynatrace access token',
    grants: 'It reads and changes the environment within its scopes.',
    revoke: {
      steps: 'Delete the token under Access Tokens.',
      url: 'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication'],
    ...token(['dt0c01.', ['A-Z2-7', 24], '.', ['A-Z2-7', 64]]),
  }),
  defineFormat({
    id: 'dynatrace-platform-token',
    title: 'Dynatrace platform token or OAuth client secret',
    grants: 'It reads and changes the account or environment within its scopes.',
    revoke: {
      steps: 'Delete the token or OAuth client under Account Management.',
      url: 'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/platform-tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: [
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/platform-tokens',
    ],
    ...token(['dt0s', ['0-9', 2], '.', ['A-Z0-9', 8, 24], '.', ['A-Z2-7', 64]]),
  }),
  defineFormat({
    id: 'splunk-hec-token',
    title: 'Splunk HTTP Event Collector token',
    grants: 'It sends events to the indexes that the token allows.',
    revoke: {
      steps: 'Delete the token under Settings → Data inputs → HTTP Event Collector.',
      url: 'https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector'],
    ...beside(['splunk', 'hec'], UUID, {
      named: ['token', 'auth', 'key'],
      keywords: ['splunk', 'hec_token'],
    }),
  }),
];
