import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const NX_CLOUD = 'https://nx.dev/ci/recipes/security/access-tokens';

/** What stands behind the identifier in the base64 of an Nx Cloud token. */
const READ_WRITE = Buffer.from('|read-write').toString('base64');

export const BUILD_TOOLS = [
  defineFormat({
    id: 'nx-cloud-access-token',
    title: 'Nx Cloud read-write access token',
    grants: 'It writes to the shared build cache, and so into what others run.',
    revoke: {
      steps: 'Delete the token in the settings of the workspace under Access control, then make a new one.',
      url: NX_CLOUD,
    },
    severity: 'high',
    precision: 'very-high',
    references: [NX_CLOUD],
    // A UUID and its permission in base64.
    ...token([[BASE64, 48], READ_WRITE], { keywords: [READ_WRITE], holds: isUuidFirst }),
    hits: (samples) => {
      const next = (): string => Buffer.from(`${samples.uuid()}|read-write`).toString('base64');
      return [
        { text: `NX_CLOUD_ACCESS_TOKEN=${next()}\n` },
        { text: `{ "nxCloudAccessToken": "${next()}" }\n`, path: 'nx.json' },
      ];
    },
    misses: (samples) => [
      { text: `TOKEN=${Buffer.from(`${samples.uuid()}|read`).toString('base64')}\n` },
      { text: `TOKEN=${samples.of(BASE64, 48)}${READ_WRITE}\n` },
    ],
  }),
  defineFormat({
    id: 'nx-cloud-personal-token',
    title: 'Nx Cloud personal access token',
    grants: 'It reads and writes the build caches of the workspaces of the user.',
    revoke: { steps: 'Delete the token in the profile under Personal access tokens.', url: NX_CLOUD },
    severity: 'high',
    precision: 'high',
    references: [NX_CLOUD],
    ...beside(['nx_cloud', 'nxcloud'], [[BASE62, 48, 64]], { named: ['token'], holds: mixed }),
  }),
  defineFormat({
    id: 'chromatic-project-token',
    title: 'Chromatic project token',
    grants: 'It publishes builds of the project and uses up its snapshots.',
    revoke: {
      steps: 'Reset the token under Manage → Configure of the project.',
      url: 'https://www.chromatic.com/docs/setup/',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://www.chromatic.com/docs/setup/'],
    ...token(['chpt_', [HEX, 12, 16]]),
  }),
  defineFormat({
    id: 'percy-token',
    title: 'Percy project token',
    grants: 'It uploads snapshots of the project.',
    revoke: {
      steps: 'Rotate the token in the project settings.',
      url: 'https://www.browserstack.com/docs/percy/get-started/set-env-variable',
    },
    severity: 'low',
    precision: 'high',
    references: ['https://www.browserstack.com/docs/percy/get-started/set-env-variable'],
    ...beside(['percy'], [['a-z', 3, 5], '_', [HEX, 64]], { named: ['token'] }),
  }),
  defineFormat({
    id: 'depot-token',
    title: 'Depot token',
    grants: 'It builds images, and reads and writes the build cache, of the organisation or project.',
    revoke: {
      steps: 'Delete the token in the settings of the organisation or project.',
      url: 'https://depot.dev/docs/cli/authentication',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://depot.dev/docs/cli/authentication'],
    ...token(['depot_', ['a-z', 3, 8], '_', [HEX, 64]]),
  }),
  defineFormat({
    id: 'infracost-api-key',
    title: 'Infracost API key',
    grants: 'It asks for prices and uploads cost estimates in the name of the organisation.',
    revoke: {
      steps: 'Regenerate the key in the organisation settings.',
      url: 'https://dashboard.infracost.io',
    },
    severity: 'low',
    precision: 'very-high',
    references: ['https://www.infracost.io/docs/#2-get-api-key'],
    ...token(['ico-', [BASE62, 32]]),
  }),
  defineFormat({
    id: 'snyk-api-token',
    title: 'Snyk API token',
    grants:
      'It reads the projects and vulnerabilities of the organisations that it can reach, and changes them.',
    revoke: { steps: 'Revoke the token in the account settings.', url: 'https://app.snyk.io/account' },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.snyk.io/snyk-api/authentication-for-api'],
    ...beside(['snyk'], UUID, { named: ['token', 'key', 'auth'] }),
  }),
  defineFormat({
    id: 'snyk-personal-access-token',
    title: 'Snyk personal access token',
    grants: 'It does what the user or service account may in the organisations that it can reach.',
    revoke: {
      steps: 'Revoke the token in the account settings.',
      url: 'https://app.snyk.io/account/personal-access-tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.snyk.io/snyk-api/authentication-for-api'],
    ...token(['snyk_', ['a-z', 3, 4], '.', [HEX, 8], '.', [BASE64_URL, 20, 120], '.', [BASE64_URL, 20, 60]]),
  }),
];

function isUuidFirst(value: string): boolean {
  return /^[0-9a-f-]{36}\|/.test(Buffer.from(value, 'base64').toString('latin1'));
}
