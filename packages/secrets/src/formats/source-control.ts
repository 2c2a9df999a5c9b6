import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE62, HEX } from './pattern-parts.js';

export const SOURCE_CONTROL = [
  defineFormat({
    id: 'bitbucket-app-password',
    title: 'Bitbucket app password',
    grants:
      'With the user name it reads or writes the repositories and pipelines that its permissions cover.',
    revoke: {
      steps: 'Delete the app password under Personal settings → App passwords, and use API tokens instead.',
      url: 'https://bitbucket.org/account/settings/app-passwords/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/'],
    ...token(['ATBB', [BASE62, 24], ['0-9A-F', 8]]),
  }),
  defineFormat({
    id: 'bitbucket-client-secret',
    title: 'Bitbucket OAuth consumer secret',
    grants: 'With its key it obtains tokens for the workspace and for users who authorise the consumer.',
    revoke: {
      steps: 'Delete the OAuth consumer in the workspace settings, then make a new one.',
      url: 'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/'],
    ...beside(['bitbucket'], [[BASE62, 32]], { named: ['secret'], holds: mixed }),
  }),
  defineFormat({
    id: 'gitea-access-token',
    title: 'Gitea or Forgejo access token',
    grants: 'It does what its scopes say in every repository that the user can reach.',
    revoke: {
      steps: 'Delete the token under Settings → Applications.',
      url: 'https://docs.gitea.com/development/api-usage#authentication',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.gitea.com/development/api-usage'],
    ...beside(['gitea', 'forgejo', 'codeberg'], [[HEX, 40]], {
      named: ['token', 'pat', 'secret', 'password'],
    }),
  }),
  defineFormat({
    id: 'gitee-access-token',
    title: 'Gitee personal access token',
    grants: 'It does what its scopes say in every repository that the user can reach.',
    revoke: {
      steps: 'Delete the token in the settings under Private tokens.',
      url: 'https://gitee.com/profile/personal_access_tokens',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://gitee.com/api/v5/swagger'],
    ...beside(['gitee'], [[HEX, 32]], { named: ['token', 'secret', 'pat'] }),
  }),
  defineFormat({
    id: 'sourcegraph-access-token',
    title: 'Sourcegraph access token',
    grants: 'It reads the code that the user can search; with the sudo scope it acts for any user.',
    revoke: {
      steps: 'Delete the token under Settings → Access tokens.',
      url: 'https://sourcegraph.com/user/settings/tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token'],
    ...token(['sgp_', [HEX, 16], '_', [HEX, 40]]),
  }),
  defineFormat({
    id: 'sourcegraph-access-token-local',
    title: 'Sourcegraph access token of an instance without an ID',
    grants: 'It reads the code that the user can search; with the sudo scope it acts for any user.',
    revoke: {
      steps: 'Delete the token under Settings → Access tokens.',
      url: 'https://sourcegraph.com/user/settings/tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token'],
    ...token(['sgp_', ['a-z', 0, 5], ['_', 0, 1], [HEX, 40]]),
    hits: (samples) => [
      { text: `SRC_ACCESS_TOKEN=sgp_${samples.of(HEX, 40)}\n` },
      { text: `SRC_ACCESS_TOKEN=sgp_local_${samples.of(HEX, 40)}\n` },
    ],
  }),
];
