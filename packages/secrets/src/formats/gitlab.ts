import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { token } from './form.js';
import { BASE62, BASE64_URL, HEX, type Part } from './pattern-parts.js';

const PREFIXES = 'https://docs.gitlab.com/security/tokens/#token-prefixes';
const RUNNERS = 'https://docs.gitlab.com/runner/register/';

/** The old form has twenty characters; the routable one longer ones, dots, and a checksum of its own. */
const ROUTABLE: readonly Part[] = [['A-Za-z0-9_.-', 20, 300]];

export const GITLAB = [
  defineFormat({
    id: 'gitlab-personal-access-token',
    title: 'GitLab personal, project or group access token',
    grants: 'It does what its scopes say in every project that the user, project or group can reach.',
    revoke: {
      steps:
        'Revoke the token under Access tokens of the user, project or group, then look at the audit events.',
      url: 'https://gitlab.com/-/user_settings/personal_access_tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glpat-', ...ROUTABLE]),
  }),
  defineFormat({
    id: 'gitlab-oauth-application-secret',
    title: 'GitLab OAuth application secret',
    grants: 'With the application ID it exchanges codes for tokens of users who authorise the application.',
    revoke: {
      steps: 'Renew the secret of the application, then deploy the new one.',
      url: 'https://docs.gitlab.com/integration/oauth_provider/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['gloas-', [HEX, 64]]),
  }),
  defineFormat({
    id: 'gitlab-deploy-token',
    title: 'GitLab deploy token',
    grants:
      'With its user name it clones the repositories and reads (or writes) the packages and images of the project or group.',
    revoke: {
      steps: 'Revoke the token under Settings → Repository → Deploy tokens.',
      url: 'https://docs.gitlab.com/user/project/deploy_tokens/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['gldt-', ...ROUTABLE]),
  }),
  defineFormat({
    id: 'gitlab-runner-token',
    title: 'GitLab runner authentication token',
    grants: 'It takes jobs, and with them their source and variables, in the place of the runner.',
    revoke: {
      steps: 'Delete the runner, then create and register a new one.',
      url: RUNNERS,
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glrt', ['r', 0, 1], '-', ...ROUTABLE], { keywords: ['glrt-', 'glrtr-'] }),
    window: { before: 4, after: 312 },
  }),
  defineFormat({
    id: 'gitlab-runner-registration-token',
    title: 'GitLab runner registration token',
    grants: 'It registers runners, which then get jobs with their source and variables.',
    revoke: {
      steps:
        'Reset the registration token under Settings → CI/CD → Runners and move to runner authentication tokens.',
      url: 'https://docs.gitlab.com/ci/runners/new_creation_workflow/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['GR1348941', [BASE64_URL, 20]]),
  }),
  defineFormat({
    id: 'gitlab-ci-job-token',
    title: 'GitLab CI/CD job token',
    grants: 'It does what the job may, as long as the job runs.',
    revoke: {
      steps: 'Cancel the job; the token ends with it.',
      url: 'https://docs.gitlab.com/ci/jobs/ci_job_token/',
    },
    severity: 'low',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glcbt-', [BASE62, 1, 5], '_', [BASE64_URL, 20]]),
  }),
  defineFormat({
    id: 'gitlab-pipeline-trigger-token',
    title: 'GitLab pipeline trigger token',
    grants: 'It starts pipelines of the project with variables of its choice, in the name of its owner.',
    revoke: {
      steps: 'Revoke the token under Settings → CI/CD → Pipeline trigger tokens.',
      url: 'https://docs.gitlab.com/ci/triggers/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glptt-', ['A-Za-z0-9_.-', 40, 300]]),
  }),
  defineFormat({
    id: 'gitlab-feed-token',
    title: 'GitLab feed token',
    grants: 'It reads the activity and calendar feeds of the user.',
    revoke: {
      steps: 'Reset the feed token under Preferences → Access tokens.',
      url: 'https://docs.gitlab.com/security/tokens/#feed-token',
    },
    severity: 'medium',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glft-', [BASE64_URL, 20, 128]], { holds: mixed }),
  }),
  defineFormat({
    id: 'gitlab-incoming-mail-token',
    title: 'GitLab incoming email token',
    grants: 'It opens issues and merge requests by mail in the name of the user.',
    revoke: {
      steps: 'Reset the incoming email token under Preferences → Access tokens.',
      url: 'https://docs.gitlab.com/security/tokens/#incoming-email-token',
    },
    severity: 'medium',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glimt-', [BASE64_URL, 25]]),
  }),
  defineFormat({
    id: 'gitlab-agent-token',
    title: 'GitLab agent for Kubernetes token',
    grants: 'It connects as the agent of the cluster and reads its configuration.',
    revoke: {
      steps:
        'Revoke the token of the agent under Operate → Kubernetes clusters, then install the agent with a new one.',
      url: 'https://docs.gitlab.com/user/clusters/agent/work_with_agent/#reset-the-agent-token',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glagent-', ['A-Za-z0-9_.-', 50, 300]]),
  }),
  defineFormat({
    id: 'gitlab-scim-token',
    title: 'GitLab SCIM token',
    grants: 'It creates, changes and removes the members of the group or instance.',
    revoke: {
      steps: 'Reset the SCIM token under Settings → SAML SSO.',
      url: 'https://docs.gitlab.com/user/group/saml_sso/scim_setup/',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glsoat-', ...ROUTABLE]),
  }),
  defineFormat({
    id: 'gitlab-feature-flag-token',
    title: 'GitLab feature flags client token',
    grants: 'It reads the feature flags of the project.',
    revoke: {
      steps: 'Reset the instance ID under Deploy → Feature flags → Configure.',
      url: 'https://docs.gitlab.com/operations/feature_flags/',
    },
    severity: 'low',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glffct-', ...ROUTABLE]),
  }),
  defineFormat({
    id: 'gitlab-workspace-token',
    title: 'GitLab workspace token',
    grants: 'It reaches the workspaces of the user in the name of the proxy.',
    revoke: {
      steps: 'Terminate the workspace or revoke the token.',
      url: 'https://docs.gitlab.com/user/workspace/',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['glwt-', ...ROUTABLE]),
  }),
  defineFormat({
    id: 'gitlab-session-cookie',
    title: 'GitLab session cookie',
    grants: 'It is the signed-in user until the session ends.',
    revoke: {
      steps: 'Revoke the session under User settings → Active sessions.',
      url: 'https://gitlab.com/-/user_settings/active_sessions',
    },
    severity: 'high',
    precision: 'very-high',
    references: [PREFIXES],
    ...token(['_gitlab_session=', [HEX, 32]]),
  }),
];
