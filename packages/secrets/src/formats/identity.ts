import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX } from './pattern-parts.js';

const STYTCH = 'https://stytch.com/docs/api/authentication';

/** Those who sign people in. Whoever holds one of these signs in as anybody. */
export const IDENTITY = [
  defineFormat({
    id: 'okta-api-token',
    title: 'Okta API token',
    grants:
      'It manages the people, groups and applications of the organization as the administrator who made it.',
    revoke: {
      steps: 'Revoke the token under Security → API → Tokens.',
      url: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.okta.com/docs/guides/create-an-api-token/main/'],
    ...beside(['okta', 'ssws'], ['00', [BASE64_URL, 40]]),
  }),
  defineFormat({
    id: 'okta-ssws-header',
    title: 'Okta API token in a header',
    grants:
      'It manages the people, groups and applications of the organization as the administrator who made it.',
    revoke: {
      steps: 'Revoke the token under Security → API → Tokens.',
      url: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.okta.com/docs/reference/core-okta-api/#authentication'],
    ...token(['SSWS 00', [BASE64_URL, 40]]),
    pattern: /(?<![A-Za-z0-9_])SSWS (?<secret>00[A-Za-z0-9_-]{40})(?![A-Za-z0-9_-])/,
  }),
  defineFormat({
    id: 'okta-client-secret',
    title: 'Okta application client secret',
    grants: 'With the client id it gets tokens in the name of the application.',
    revoke: {
      steps: 'Generate another secret on the page of the application, deploy it, then delete this one.',
      url: 'https://developer.okta.com/docs/guides/client-secret-rotation-key/main/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developer.okta.com/docs/guides/client-secret-rotation-key/main/'],
    ...beside(['okta'], [[BASE64_URL, 64]], { named: ['secret'] }),
  }),
  defineFormat({
    id: 'auth0-client-secret',
    title: 'Auth0 application client secret',
    grants:
      'With the client id it gets tokens in the name of the application, for the Management API where that is allowed.',
    revoke: {
      steps: 'Rotate the secret in the settings of the application.',
      url: 'https://auth0.com/docs/get-started/applications/rotate-client-secret',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://auth0.com/docs/get-started/applications/rotate-client-secret'],
    ...beside(['auth0'], [[BASE64_URL, 64]], { named: ['secret'] }),
  }),
  defineFormat({
    id: 'clerk-secret-key',
    title: 'Clerk secret key',
    grants: 'It reads, changes and signs in as every person of the production instance.',
    revoke: {
      steps: 'Add another secret key under API keys, deploy it, delete this one.',
      url: 'https://dashboard.clerk.com/last-active?path=api-keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://clerk.com/docs/guides/development/clerk-environment-variables'],
    ...beside(['clerk'], ['sk_live_', [BASE62, 40, 50]]),
  }),
  defineFormat({
    id: 'clerk-test-secret-key',
    title: 'Clerk development secret key',
    grants: 'It reads, changes and signs in as every person of the development instance.',
    revoke: {
      steps: 'Add another secret key under API keys and delete this one.',
      url: 'https://dashboard.clerk.com/last-active?path=api-keys',
    },
    severity: 'medium',
    precision: 'high',
    wordsAllowed: true,
    references: ['https://clerk.com/docs/guides/development/managing-environments'],
    ...beside(['clerk'], ['sk_test_', [BASE62, 40, 50]]),
  }),
  defineFormat({
    id: 'stytch-secret',
    title: 'Stytch live secret',
    grants: 'With the project id it reads, changes and signs in as every person of the project.',
    revoke: {
      steps: 'Rotate the secret on the API keys page.',
      url: 'https://stytch.com/dashboard/api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [STYTCH],
    ...token(['secret-live-', [BASE64_URL, 35, 44]]),
  }),
  defineFormat({
    id: 'stytch-test-secret',
    title: 'Stytch test secret',
    grants: 'With the project id it reads and changes the people of the test environment.',
    revoke: {
      steps: 'Rotate the secret on the API keys page.',
      url: 'https://stytch.com/dashboard/api-keys',
    },
    severity: 'low',
    precision: 'very-high',
    wordsAllowed: true,
    references: [STYTCH],
    ...token(['secret-test-', [BASE64_URL, 35, 44]]),
  }),
  defineFormat({
    id: 'workos-api-key',
    title: 'WorkOS API key',
    grants: 'It reads and changes the people, organizations and connections of the production environment.',
    revoke: { steps: 'Delete the key on the API Keys page.', url: 'https://dashboard.workos.com/api-keys' },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://workos.com/docs/reference/api-keys'],
    // "key_0" in Base64, with which the key's id begins.
    ...token(['sk_live_a2V5Xz', [BASE64, 40, 110]]),
  }),
  defineFormat({
    id: 'workos-test-api-key',
    title: 'WorkOS staging API key',
    grants: 'It reads and changes the people and organizations of the staging environment.',
    revoke: { steps: 'Delete the key on the API Keys page.', url: 'https://dashboard.workos.com/api-keys' },
    severity: 'low',
    precision: 'very-high',
    wordsAllowed: true,
    references: ['https://workos.com/docs/reference/api-keys'],
    // "key_0" in Base64, with which the key's id begins.
    ...token(['sk_test_a2V5Xz', [BASE64, 40, 110]]),
  }),
  defineFormat({
    id: 'fusionauth-api-key',
    title: 'FusionAuth API key',
    grants: 'It reads and changes every person and application of the instance, within its endpoints.',
    revoke: {
      steps: 'Delete the key under Settings → API Keys.',
      url: 'https://fusionauth.io/docs/apis/authentication',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://fusionauth.io/docs/apis/authentication'],
    ...beside(['fusionauth'], [[BASE64_URL, 64]], { named: ['api_key', 'key'], holds: mixed }),
  }),
  defineFormat({
    id: 'keycloak-client-secret',
    title: 'Keycloak client secret',
    grants: 'With the client id it gets tokens in the name of the client.',
    revoke: {
      steps: "Regenerate the secret on the client's Credentials tab.",
      url: 'https://www.keycloak.org/docs/latest/server_admin/#_client-credentials',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.keycloak.org/docs/latest/server_admin/#_client-credentials'],
    ...beside(['keycloak', 'kc_client'], [[BASE62, 32]], { named: ['secret'], holds: mixed }),
  }),
  defineFormat({
    id: 'onelogin-client-secret',
    title: 'OneLogin API client secret',
    grants: 'With the client id it manages people, roles and apps within its scope.',
    revoke: {
      steps: 'Delete the credential under Developers → API Credentials.',
      url: 'https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developers.onelogin.com/api-docs/2/getting-started/working-with-api-credentials'],
    ...beside(['onelogin', 'one_login'], [[HEX, 64]], { named: ['secret'] }),
  }),
  defineFormat({
    id: 'jumpcloud-api-key',
    title: 'JumpCloud API key',
    grants: 'It manages the people, devices and policies of the organization as the administrator.',
    revoke: {
      steps: 'Rotate the key under My API Key.',
      url: 'https://jumpcloud.com/support/jumpcloud-apis1',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://jumpcloud.com/support/jumpcloud-apis1'],
    ...beside(['jumpcloud'], [[HEX, 40]]),
  }),
  defineFormat({
    id: 'ory-api-key',
    title: 'Ory Network project API key',
    grants: 'It manages the identities, clients and permissions of the project.',
    revoke: {
      steps: 'Delete the key under Project settings → API keys.',
      url: 'https://www.ory.com/docs/concepts/personal-access-token',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://www.ory.com/docs/concepts/personal-access-token'],
    ...token(['ory_pat_', [BASE62, 32]]),
  }),
  defineFormat({
    id: 'unkey-root-key',
    title: 'Unkey root key',
    grants: 'It creates, verifies and deletes the API keys of the workspace, within its permissions.',
    revoke: {
      steps: 'Delete the key under Settings → Root Keys.',
      url: 'https://app.unkey.com/settings/root-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.unkey.com/docs/security/root-keys'],
    ...token(['unkey_', [BASE62, 21, 30]], { holds: mixed }),
  }),
];
