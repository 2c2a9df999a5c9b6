import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64_URL, HEX, JWT, UUID } from './pattern-parts.js';

const CIRCLECI = 'https://circleci.com/docs/managing-api-tokens/';
const BUILDKITE = 'https://buildkite.com/docs/platform/security/tokens';

export const CI = [
  defineFormat({
    id: 'circleci-personal-token',
    title: 'CircleCI personal API token',
    grants:
      'It starts pipelines and reads and changes the settings of every project that the user can reach.',
    revoke: {
      steps: 'Delete the token under User settings → Personal API tokens.',
      url: 'https://app.circleci.com/settings/user/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [CIRCLECI],
    ...token(['CCIPAT_', [BASE62, 16, 24], '_', [HEX, 40]]),
  }),
  defineFormat({
    id: 'circleci-project-token',
    title: 'CircleCI project API token',
    grants: 'It reads the status or builds of the project, or as an admin token changes its settings.',
    revoke: { steps: 'Delete the token under Project settings → API permissions.', url: CIRCLECI },
    severity: 'high',
    precision: 'very-high',
    references: [CIRCLECI],
    ...token(['CCIPRJ_', [BASE62, 16, 24], '_', [HEX, 40]]),
  }),
  defineFormat({
    id: 'circleci-token-legacy',
    title: 'CircleCI API token without a prefix',
    grants: 'It starts pipelines and reads and changes the settings of the projects that it can reach.',
    revoke: {
      steps: 'Delete the token under User settings → Personal API tokens.',
      url: 'https://app.circleci.com/settings/user/tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: [CIRCLECI],
    ...beside(
      ['circleci_token', 'circle_token', 'circle_ci_token', 'circleci_api_token', 'circle_api_token'],
      [[HEX, 40]],
      { named: [] },
    ),
  }),
  defineFormat({
    id: 'buildkite-api-token',
    title: 'Buildkite API access token',
    grants: 'It starts builds and reads logs and settings of the organisations that it is for.',
    revoke: {
      steps: 'Revoke the token under Personal settings → API access tokens.',
      url: 'https://buildkite.com/user/api-access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [BUILDKITE],
    ...token(['bkua_', [HEX, 40]]),
  }),
  defineFormat({
    id: 'buildkite-agent-token',
    title: 'Buildkite agent, cluster or job token',
    grants: 'It registers agents or takes jobs, and with them their source and secrets.',
    revoke: {
      steps: 'Revoke the agent token under Agents → Cluster → Agent tokens.',
      url: 'https://buildkite.com/docs/agent/v3/tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: [BUILDKITE],
    ...token(['bk', ['a', 1], ['aj', 1], '_', ['A-Za-z0-9_.-', 40, 500]], { keywords: ['bkaa_', 'bkaj_'] }),
    window: { before: 4, after: 512 },
  }),
  defineFormat({
    id: 'buildkite-agent-token-legacy',
    title: 'Buildkite agent token without a prefix',
    grants: 'It registers agents, which take jobs with their source and secrets.',
    revoke: {
      steps: 'Revoke the agent token under Agents.',
      url: 'https://buildkite.com/docs/agent/v3/tokens',
    },
    severity: 'high',
    precision: 'high',
    references: [BUILDKITE],
    ...beside(['buildkite'], [[HEX, 50]]),
  }),
  defineFormat({
    id: 'travis-ci-token',
    title: 'Travis CI API token',
    grants: 'It starts and reads builds and settings of the repositories of the user.',
    revoke: {
      steps: 'Regenerate the token in the settings of the account.',
      url: 'https://app.travis-ci.com/account/preferences',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.travis-ci.com/user/triggering-builds/'],
    ...beside(['travis'], [[BASE64_URL, 22]], { named: ['token'], holds: mixed }),
  }),
  defineFormat({
    id: 'jenkins-api-token',
    title: 'Jenkins API token',
    grants: 'With the user name it does what the user may, up to running scripts on the controller.',
    revoke: {
      steps: 'Revoke the token in the profile of the user under Security.',
      url: 'https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.jenkins.io/blog/2018/07/02/new-api-token-system/'],
    // A version (11) before 32 hexadecimal digits.
    ...beside(['jenkins'], ['11', [HEX, 32]]),
  }),
  defineFormat({
    id: 'teamcity-access-token',
    title: 'TeamCity access token',
    grants: 'It does what the user may on the server, as far as the token is not limited to projects.',
    revoke: {
      steps: 'Delete the token in the profile of the user under Access tokens.',
      url: 'https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html'],
    // `{"typ": "TCV2"}` in base64.
    ...token(['eyJ0eXAiOiAiVENWMiJ9.', [BASE64_URL, 20, 60], '.', [BASE64_URL, 20, 80]]),
  }),
  defineFormat({
    id: 'drone-token',
    title: 'Drone CI token',
    grants: 'It starts builds and reads and changes secrets and settings of the repositories of the user.',
    revoke: {
      steps: 'Rotate the token in the account settings.',
      url: 'https://docs.drone.io/cli/configure/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.drone.io/cli/configure/'],
    ...beside(
      ['drone_token', 'droneci_token', 'drone_api_token', 'drone_rpc_secret', 'drone_server_token'],
      [[BASE62, 32]],
      { named: [], holds: (value) => /\d/.test(value) && /[a-z]/i.test(value) },
    ),
  }),
  defineFormat({
    id: 'argocd-token',
    title: 'Argo CD authentication token',
    grants: 'It does what the account or project role may, up to deploying to the clusters.',
    revoke: {
      steps: 'Delete the token (`argocd account delete-token` or `argocd proj role delete-token`).',
      url: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://argo-cd.readthedocs.io/en/stable/developer-guide/api-docs/'],
    ...beside(['argocd', 'argo_cd'], JWT),
  }),
  defineFormat({
    id: 'octopus-deploy-api-key',
    title: 'Octopus Deploy API key',
    grants: 'It deploys, and reads and changes variables, as far as the user may.',
    revoke: {
      steps: 'Revoke the key in the profile under My API keys.',
      url: 'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key'],
    ...token(['API-', ['A-Z0-9', 26, 32]], {
      // A UUID without hyphens is the end of a page's address (`…/API-` and a title's identifier).
      holds: (value) => /\d/.test(value) && /[G-Z]/.test(value.slice(4)),
    }),
  }),
  defineFormat({
    id: 'harness-api-key',
    title: 'Harness personal or service account token',
    grants: 'It deploys, and reads and changes secrets and connectors, as far as its account may.',
    revoke: {
      steps: 'Delete or rotate the token of the API key.',
      url: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/'],
    ...token([['ps', 1], 'at.', [BASE64_URL, 22], '.', [HEX, 24], '.', [BASE62, 20]], {
      keywords: ['pat.', 'sat.'],
    }),
    window: { before: 4, after: 76 },
  }),
  defineFormat({
    id: 'codecov-upload-token',
    title: 'Codecov repository upload token',
    grants: 'It uploads coverage reports in the name of the repository.',
    revoke: {
      steps: 'Regenerate the token in the settings of the repository.',
      url: 'https://docs.codecov.com/docs/codecov-tokens',
    },
    severity: 'low',
    precision: 'high',
    references: ['https://docs.codecov.com/docs/codecov-tokens'],
    ...beside(['codecov'], UUID, { named: ['token', 'secret'] }),
  }),
  defineFormat({
    id: 'coveralls-repo-token',
    title: 'Coveralls repository token',
    grants: 'It uploads coverage reports in the name of the repository.',
    revoke: {
      steps: 'Regenerate the token in the settings of the repository.',
      url: 'https://docs.coveralls.io/api-reference',
    },
    severity: 'low',
    precision: 'high',
    references: ['https://docs.coveralls.io/api-reference'],
    ...beside(['coveralls'], [[BASE62, 32, 37]], { named: ['token'], holds: mixed }),
  }),
  defineFormat({
    id: 'code-climate-reporter-id',
    title: 'Code Climate (Qlty) test reporter ID',
    grants: 'It uploads coverage reports in the name of the repository.',
    revoke: {
      steps: 'Regenerate the test reporter ID in the settings of the repository.',
      url: 'https://docs.qlty.sh/coverage',
    },
    severity: 'low',
    precision: 'high',
    references: ['https://docs.qlty.sh/coverage'],
    ...beside(['cc_test_reporter_id', 'codeclimate_repo_token'], [[HEX, 64]], { named: [] }),
  }),
  defineFormat({
    id: 'codacy-token',
    title: 'Codacy API or project token',
    grants: 'It reads the analyses and uploads coverage of the project or the organisation.',
    revoke: {
      steps: 'Delete the token under Account or Project settings → API tokens.',
      url: 'https://docs.codacy.com/codacy-api/api-tokens/',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://docs.codacy.com/codacy-api/api-tokens/'],
    ...beside(['codacy'], [[HEX, 32]], { named: ['token'] }),
  }),
  defineFormat({
    id: 'sonar-token',
    title: 'SonarQube or SonarQube Cloud token',
    grants: 'It uploads analyses and reads results and source of the projects that it covers.',
    revoke: {
      steps: 'Revoke the token under My account → Security.',
      url: 'https://sonarcloud.io/account/security',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/'],
    ...token(['sq', ['uap', 1], '_', [HEX, 40]], { keywords: ['squ_', 'sqa_', 'sqp_'] }),
    window: { before: 4, after: 48 },
  }),
  defineFormat({
    id: 'appveyor-api-key',
    title: 'AppVeyor API key',
    grants: 'It starts builds and reads and changes the settings of the projects of the user.',
    revoke: {
      steps: 'Regenerate the key under My profile → API keys.',
      url: 'https://ci.appveyor.com/api-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://www.appveyor.com/docs/api/'],
    ...beside(['appveyor'], ['v2.', [BASE36, 20]]),
  }),
  defineFormat({
    id: 'bitrise-token',
    title: 'Bitrise personal or workspace access token',
    grants: 'It starts builds and reads and changes the settings of the apps that it can reach.',
    revoke: {
      steps: 'Delete the token under Account settings → Security.',
      url: 'https://app.bitrise.io/me/account/security',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.bitrise.io/en/bitrise-platform/accounts/personal-access-tokens.html'],
    ...beside(['bitrise'], [[BASE64_URL, 86]]),
  }),
];
