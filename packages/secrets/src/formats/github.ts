import { defineFormat } from '../format.js';
import { sealedByCrc32 } from './checksum.js';
import { beside, token, type Form } from './form.js';
import { BASE62, HEX, JWT } from './pattern-parts.js';

const FORMATS_PAGE = 'https://github.blog/engineering/behind-githubs-new-authentication-token-formats/';
const TOKEN_TYPES =
  'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats';
const APPS = 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app';

/** All four letters and the underscore of a prefix. */
const PREFIX = 4;

/** `ghp_` and its kin: thirty random characters and six of a checksum. */
function classic(prefix: string): Form {
  return token([prefix, [BASE62, 36]], { seal: sealedByCrc32(PREFIX) });
}

export const GITHUB = [
  defineFormat({
    id: 'github-personal-access-token',
    title: 'GitHub personal access token (classic)',
    grants: 'It does what its scopes say in every repository and organisation that the user can reach.',
    revoke: {
      steps:
        'Delete the token under Settings → Developer settings → Personal access tokens, then look at the security log.',
      url: 'https://github.com/settings/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [FORMATS_PAGE, TOKEN_TYPES],
    ...classic('ghp_'),
  }),
  defineFormat({
    id: 'github-fine-grained-token',
    title: 'GitHub fine-grained personal access token',
    grants: 'It does what its permissions say in the repositories that it was made for.',
    revoke: {
      steps:
        'Delete the token under Settings → Developer settings → Fine-grained tokens, then look at the security log.',
      url: 'https://github.com/settings/personal-access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [TOKEN_TYPES],
    ...token(['github_pat_', ['0-9A-Z', 22], '_', [BASE62, 59]]),
  }),
  defineFormat({
    id: 'github-oauth-token',
    title: 'GitHub OAuth access token',
    grants: 'It does what the user granted the OAuth app; the GitHub CLI keeps one of these.',
    revoke: {
      steps: 'Revoke the app under Settings → Applications → Authorized OAuth Apps.',
      url: 'https://github.com/settings/applications',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [FORMATS_PAGE],
    ...classic('gho_'),
  }),
  defineFormat({
    id: 'github-app-user-token',
    title: 'GitHub App user access token',
    grants:
      'It acts for the user in the repositories that the app is installed in, for eight hours unless the app switched that off.',
    revoke: {
      steps: 'Revoke the app under Settings → Applications → Authorized GitHub Apps.',
      url: 'https://github.com/settings/apps/authorizations',
    },
    severity: 'high',
    precision: 'very-high',
    references: [FORMATS_PAGE, APPS],
    ...classic('ghu_'),
  }),
  defineFormat({
    id: 'github-app-token',
    title: 'GitHub App installation access token',
    grants:
      'It does what the app may in the repositories that it is installed in, for an hour; `GITHUB_TOKEN` is one of these.',
    revoke: {
      steps: 'It expires within an hour; revoke it at once with `DELETE /installation/token`.',
      url: 'https://docs.github.com/en/rest/apps/installations#revoke-an-installation-access-token',
    },
    severity: 'medium',
    precision: 'very-high',
    references: [FORMATS_PAGE, APPS],
    ...classic('ghs_'),
  }),
  defineFormat({
    id: 'github-app-stateless-token',
    title: 'GitHub App installation access token with a JWT',
    grants:
      'It does what the app may in the repositories that it is installed in, for an hour; `GITHUB_TOKEN` is one of these.',
    revoke: {
      steps: 'It expires within an hour; revoke it at once with `DELETE /installation/token`.',
      url: 'https://docs.github.com/en/rest/apps/installations#revoke-an-installation-access-token',
    },
    severity: 'medium',
    precision: 'very-high',
    references: [APPS],
    ...token(['ghs_', ['0-9', 1, 12], '_', ...JWT]),
  }),
  defineFormat({
    id: 'github-refresh-token',
    title: 'GitHub App refresh token',
    grants: 'With the client secret of the app it obtains user access tokens for six months.',
    revoke: {
      steps: 'Revoke the app under Settings → Applications → Authorized GitHub Apps.',
      url: 'https://github.com/settings/apps/authorizations',
    },
    severity: 'high',
    precision: 'very-high',
    references: [FORMATS_PAGE],
    ...token(['ghr_', [BASE62, 36, 76]]),
  }),
  defineFormat({
    id: 'github-token-legacy',
    title: 'GitHub token of before 2021',
    grants: 'It does what its scopes say in every repository that the user can reach.',
    revoke: {
      steps: 'Delete the token under Settings → Developer settings → Personal access tokens.',
      url: 'https://github.com/settings/tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: [FORMATS_PAGE],
    ...beside(
      [
        'token',
        'pat',
        'api_token',
        'api_key',
        'access_token',
        'auth_token',
        'oauth_token',
        'oauth',
        'password',
      ]
        .map((name) => `github_${name}`)
        .concat(['gh_token', 'gh_pat', 'gh_access_token']),
      [[HEX, 40]],
      { named: [] },
    ),
  }),
  defineFormat({
    id: 'github-client-secret',
    title: 'GitHub OAuth or GitHub App client secret',
    grants: 'With its client ID it exchanges codes for tokens of users who authorise the app.',
    revoke: {
      steps: 'Generate a new client secret in the settings of the app, deploy it, then delete this one.',
      url: 'https://github.com/settings/developers',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps'],
    ...beside(
      ['secret', 'client_secret', 'oauth_secret', 'oauth_client_secret', 'app_secret', 'app_client_secret']
        .map((name) => `github_${name}`)
        .concat(['gh_client_secret', 'gh_oauth_secret', 'gh_secret', 'auth_github_secret']),
      [[HEX, 40]],
      { named: [] },
    ),
  }),
];
