import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { sealedByCrc32 } from './checksum.js';
import { beside, token } from './form.js';
import { BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const NPM = 'https://docs.npmjs.com/about-access-tokens';
const PYPI = 'https://pypi.org/help/#apitoken';
const DOCKER = 'https://docs.docker.com/security/access-tokens/';
const JFROG = 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens';

/** The letters of `npm_`. */
const PREFIX = 4;

export const REGISTRIES = [
  defineFormat({
    id: 'npm-access-token',
    title: 'npm access token',
    grants:
      'It reads private packages and, unless it is read-only, publishes packages in the name of the user or organisation.',
    revoke: {
      steps:
        'Delete the token (`npm token revoke`, or Access Tokens in the account), then look at what was published.',
      url: 'https://docs.npmjs.com/revoking-access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [NPM],
    ...token(['npm_', [BASE62, 36]], { seal: sealedByCrc32(PREFIX) }),
  }),
  defineFormat({
    id: 'npm-access-token-legacy',
    title: 'npm access token of before 2021',
    grants: 'It publishes packages in the name of the user.',
    revoke: {
      steps:
        'Delete the token (`npm token revoke`, or Access Tokens in the account), then look at what was published.',
      url: 'https://docs.npmjs.com/revoking-access-tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: [NPM],
    ...beside(['_authtoken', 'npm_token', 'npm_auth'], UUID, {
      named: [],
      keywords: ['_authtoken', 'npm_token', 'npm_auth'],
    }),
  }),
  defineFormat({
    id: 'pypi-api-token',
    title: 'PyPI API token',
    grants: 'It uploads releases of one project or of all of the user.',
    revoke: {
      steps:
        'Remove the token under Account settings → API tokens, then look at what was uploaded; use trusted publishing instead.',
      url: 'https://pypi.org/manage/account/#api-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [PYPI],
    // A macaroon whose location is pypi.org.
    ...token(['pypi-AgEIcHlwaS5vcmc', [BASE64_URL, 50, 1000]]),
  }),
  defineFormat({
    id: 'testpypi-api-token',
    title: 'TestPyPI API token',
    grants: 'It uploads releases to the test index.',
    revoke: {
      steps: 'Remove the token under Account settings → API tokens.',
      url: 'https://test.pypi.org/manage/account/#api-tokens',
    },
    severity: 'medium',
    precision: 'very-high',
    references: [PYPI],
    ...token(['pypi-AgENdGVzdC5weXBpLm9yZ', [BASE64_URL, 50, 1000]]),
    wordsAllowed: true,
  }),
  defineFormat({
    id: 'rubygems-api-key',
    title: 'RubyGems.org API key',
    grants: 'It pushes, yanks or changes owners of gems, as its scopes say.',
    revoke: {
      steps: 'Delete the key under Settings → API keys, then look at what was pushed.',
      url: 'https://rubygems.org/profile/api_keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://guides.rubygems.org/api-key-scopes/'],
    ...token(['rubygems_', [HEX, 48]]),
  }),
  defineFormat({
    id: 'nuget-api-key',
    title: 'NuGet.org or PowerShell Gallery API key',
    grants: 'It pushes new packages or versions, as its scopes say.',
    revoke: {
      steps: 'Delete or regenerate the key under API keys, then look at what was pushed.',
      url: 'https://www.nuget.org/account/apikeys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/en-us/nuget/nuget-org/publish-a-package#create-an-api-key'],
    ...token(['oy2', ['a-z2-7', 43]]),
  }),
  defineFormat({
    id: 'crates-io-token',
    title: 'crates.io API token',
    grants: 'It publishes, yanks or changes owners of crates, as its scopes say.',
    revoke: {
      steps: 'Revoke the token under Account settings → API tokens, then look at what was published.',
      url: 'https://crates.io/settings/tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://doc.rust-lang.org/cargo/reference/publishing.html'],
    ...token(['cio', [BASE62, 32]], { holds: mixed }),
  }),
  defineFormat({
    id: 'docker-hub-personal-access-token',
    title: 'Docker Hub personal access token',
    grants:
      'It pulls private images and, as its scope says, pushes and deletes images of the user and their organisations.',
    revoke: {
      steps: 'Delete the token under Account settings → Personal access tokens.',
      url: 'https://app.docker.com/settings/personal-access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [DOCKER],
    ...token(['dckr_pat_', [BASE64_URL, 27]]),
  }),
  defineFormat({
    id: 'docker-hub-organization-access-token',
    title: 'Docker Hub organization access token',
    grants: 'It pulls and, as its permissions say, pushes images of the organisation.',
    revoke: {
      steps: 'Delete the token under the settings of the organisation → Access tokens.',
      url: 'https://docs.docker.com/enterprise/security/access-tokens/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.docker.com/enterprise/security/access-tokens/'],
    ...token(['dckr_oat_', [BASE64_URL, 32]]),
  }),
  defineFormat({
    id: 'artifactory-api-key',
    title: 'JFrog Artifactory API key',
    grants: 'It reads and publishes packages as the user may.',
    revoke: {
      steps: 'Revoke the key in the profile of the user, and use identity tokens instead.',
      url: JFROG,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [JFROG],
    ...token(['AKCp', [BASE62, 69]]),
  }),
  defineFormat({
    id: 'artifactory-reference-token',
    title: 'JFrog reference token',
    grants: 'It reads and publishes packages as its scope says.',
    revoke: { steps: 'Revoke the token under Administration → User management → Access tokens.', url: JFROG },
    severity: 'critical',
    precision: 'very-high',
    references: [JFROG],
    // `reftkn:` in base64.
    ...token(['cmVmdGtuO', [BASE62, 55]]),
  }),
  defineFormat({
    id: 'artifactory-password',
    title: 'JFrog Artifactory encrypted password',
    grants: 'It signs in as the user for reading and publishing packages.',
    revoke: { steps: 'Change the password of the user.', url: JFROG },
    severity: 'high',
    precision: 'high',
    references: [JFROG],
    ...beside(['artifactory', 'jfrog'], ['AP', ['0-9A-F', 1], [BASE62, 8, 64]], {
      named: ['pass', 'pwd', 'token', 'secret'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'cloudsmith-api-key',
    title: 'Cloudsmith API key',
    grants: 'It reads and publishes packages as the user or service may.',
    revoke: {
      steps: 'Refresh the key under API settings of the account.',
      url: 'https://cloudsmith.io/user/settings/api/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://help.cloudsmith.io/docs/api-key'],
    ...beside(['cloudsmith'], [[HEX, 40]], { named: ['key', 'token', 'pass'] }),
  }),
  defineFormat({
    id: 'clojars-deploy-token',
    title: 'Clojars deploy token',
    grants: 'It deploys releases in the name of the user, as far as its scope goes.',
    revoke: { steps: 'Disable the token under Deploy tokens.', url: 'https://clojars.org/tokens' },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://github.com/clojars/clojars-web/wiki/Deploy-Tokens'],
    ...token(['CLOJARS_', [HEX, 60]]),
  }),
  defineFormat({
    id: 'packagist-token',
    title: 'Private Packagist token',
    grants: 'It reads the private packages, or as an update token changes them.',
    revoke: {
      steps: 'Delete the token in the settings of the organisation.',
      url: 'https://packagist.com/docs/cloud/composer-authentication',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://packagist.com/docs/cloud/composer-authentication'],
    ...token(['packagist_', ['a-z', 3], '_', [HEX, 60, 80]]),
  }),
  defineFormat({
    id: 'hex-api-key',
    title: 'Hex.pm API key',
    grants: 'It publishes packages, or reads those of an organisation, as its permissions say.',
    revoke: {
      steps: 'Revoke the key (`mix hex.user key revoke`) or in the dashboard.',
      url: 'https://hex.pm/dashboard/keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://hex.pm/docs/publish'],
    ...beside(
      ['hex_api_key', 'hex_auth_key', 'hexpm_key', 'hexpm_api_key', 'hex_organization_key'],
      [[HEX, 32]],
      { named: [] },
    ),
  }),
  defineFormat({
    id: 'packagecloud-token',
    title: 'packagecloud API token',
    grants: 'It reads and pushes packages of every repository of the user.',
    revoke: { steps: 'Reset the API token.', url: 'https://packagecloud.io/api_token' },
    severity: 'high',
    precision: 'high',
    references: ['https://packagecloud.io/docs/api'],
    ...beside(['packagecloud'], [[HEX, 48]]),
  }),
  defineFormat({
    id: 'nexus-npm-token',
    title: 'Sonatype Nexus npm token',
    grants: 'It reads and publishes npm packages of the repository manager as the user may.',
    revoke: {
      steps: 'Reset the npm bearer token of the user (`npm logout`, or NuGet/npm keys under the account).',
      url: 'https://help.sonatype.com/en/npm-security.html',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://help.sonatype.com/en/npm-security.html'],
    ...token(['NpmToken.', ...UUID]),
  }),
  defineFormat({
    id: 'maven-central-token',
    title: 'Maven Central (Sonatype) user token password',
    grants: 'With its user name it deploys releases of the namespaces of the user.',
    revoke: {
      steps: 'Revoke the user token in the account of the portal.',
      url: 'https://central.sonatype.org/publish/generate-portal-token/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://central.sonatype.org/publish/generate-portal-token/'],
    ...beside(['ossrh', 'sonatype', 'maven_central', 'mavencentral'], [[BASE64, 44]], { holds: mixed }),
  }),
  defineFormat({
    id: 'cocoapods-trunk-token',
    title: 'CocoaPods trunk token',
    grants: 'It pushes versions of the pods of the user.',
    revoke: {
      steps: 'Clean the sessions (`pod trunk me clean-sessions`).',
      url: 'https://guides.cocoapods.org/making/getting-setup-with-trunk.html',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://guides.cocoapods.org/making/getting-setup-with-trunk.html'],
    ...beside(['cocoapods', 'trunk_token'], [[HEX, 32]], { named: ['token'], keywords: ['cocoapods'] }),
  }),
  defineFormat({
    id: 'open-vsx-token',
    title: 'Open VSX access token',
    grants: 'It publishes extensions of the namespaces of the user.',
    revoke: {
      steps: 'Delete the token under Settings → Access tokens.',
      url: 'https://open-vsx.org/user-settings/tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://github.com/eclipse/openvsx/wiki/Publishing-Extensions'],
    ...beside(['ovsx', 'open_vsx', 'openvsx'], UUID, { named: ['pat', 'token', 'key'] }),
  }),
  defineFormat({
    id: 'buf-token',
    title: 'Buf Schema Registry token',
    grants: 'It reads and pushes modules and plugins of the user or bot.',
    revoke: {
      steps: 'Delete the token under User settings → Tokens.',
      url: 'https://buf.build/settings/user',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://buf.build/docs/bsr/authentication/'],
    ...beside(['buf_token', 'buf_api_token', 'bufbuild_token'], [[HEX, 64]], { named: [] }),
  }),
  defineFormat({
    id: 'quay-token',
    title: 'Quay.io robot or OAuth token',
    grants: 'It pulls or pushes the images that the robot account may.',
    revoke: {
      steps: 'Regenerate the token of the robot account.',
      url: 'https://docs.quay.io/glossary/robot-accounts.html',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.quay.io/glossary/robot-accounts.html'],
    ...beside(['quay'], [['A-Z0-9', 64]]),
  }),
  defineFormat({
    id: 'anaconda-token',
    title: 'Anaconda.org API token',
    grants: 'It downloads private packages and uploads packages as its scopes say.',
    revoke: {
      steps: 'Revoke the token under Settings → Access.',
      url: 'https://anaconda.org/settings/access',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.anaconda.com/anacondaorg/user-guide/tasks/work-with-accounts/'],
    ...beside(['anaconda', 'conda_token'], [[BASE62, 2], '-', ...UUID]),
  }),
];
