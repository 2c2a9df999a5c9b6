import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const TAILSCALE = 'https://tailscale.com/kb/1252/key-secret-management';
const TERRAFORM = 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens';

export const INFRASTRUCTURE = [
  defineFormat({
    id: 'terraform-cloud-api-token',
    title: 'HCP Terraform (Terraform Cloud) API token',
    grants:
      'It plans and applies, and reads the state and variables of the workspaces of its user, team or organisation.',
    revoke: {
      steps:
        'Delete the token in the settings of the user, team or organisation, then rotate what its state files hold.',
      url: 'https://app.terraform.io/app/settings/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [TERRAFORM],
    ...token([[BASE62, 14], '.atlasv1.', [BASE64_URL, 60, 70]], { keywords: ['.atlasv1.'] }),
    window: { before: 20, after: 88 },
  }),
  defineFormat({
    id: 'hcp-client-secret',
    title: 'HashiCorp Cloud Platform service principal secret',
    grants: 'With its client ID it manages the resources of the organisation or project as its role says.',
    revoke: {
      steps: 'Delete the key of the service principal under Access control.',
      url: 'https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal/key',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal/key'],
    ...beside(['hcp_client'], [[BASE64_URL, 64]], { named: ['secret'], holds: mixed }),
  }),
  defineFormat({
    id: 'consul-token',
    title: 'HashiCorp Consul ACL token',
    grants: 'It reads and writes services and keys as its policies say.',
    revoke: {
      steps: 'Delete the token (`consul acl token delete`).',
      url: 'https://developer.hashicorp.com/consul/commands/acl/token/delete',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developer.hashicorp.com/consul/docs/secure/acl/token'],
    ...beside(['consul'], UUID, { named: ['token', 'secret_id', 'master'] }),
  }),
  defineFormat({
    id: 'nomad-token',
    title: 'HashiCorp Nomad ACL token',
    grants: 'It runs jobs and reads variables as its policies say.',
    revoke: {
      steps: 'Delete the token (`nomad acl token delete`).',
      url: 'https://developer.hashicorp.com/nomad/commands/acl/token/delete',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developer.hashicorp.com/nomad/docs/secure/acl/tokens'],
    ...beside(['nomad'], UUID, { named: ['token', 'secret_id'] }),
  }),
  defineFormat({
    id: 'pulumi-access-token',
    title: 'Pulumi access token',
    grants: 'It updates stacks, and reads their state and secrets, as its user, team or organisation may.',
    revoke: {
      steps: 'Delete the token in the settings of the user, team or organisation.',
      url: 'https://app.pulumi.com/account/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/'],
    ...token(['pul-', [HEX, 40]]),
  }),
  defineFormat({
    id: 'tailscale-auth-key',
    title: 'Tailscale auth key',
    grants: 'It adds machines to the network, with the tags that it was made with.',
    revoke: {
      steps: 'Revoke the key under Settings → Keys, then look for machines that nobody knows.',
      url: 'https://login.tailscale.com/admin/settings/keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [TAILSCALE],
    ...token(['tskey-auth-', [BASE62, 8, 20], ['-', 1], [BASE62, 20, 48]]),
  }),
  defineFormat({
    id: 'tailscale-api-key',
    title: 'Tailscale API access token',
    grants: 'It changes machines, keys and the access policy of the network.',
    revoke: {
      steps: 'Revoke the token under Settings → Keys.',
      url: 'https://login.tailscale.com/admin/settings/keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [TAILSCALE],
    ...token(['tskey-api-', [BASE62, 8, 20], ['-', 1], [BASE62, 20, 48]]),
  }),
  defineFormat({
    id: 'tailscale-oauth-client-secret',
    title: 'Tailscale OAuth client, SCIM or webhook secret',
    grants:
      'A client obtains tokens and auth keys as its scopes say; a SCIM key changes users; a webhook secret signs events.',
    revoke: {
      steps:
        'Revoke the client under Settings → OAuth clients (or the SCIM key, or rotate the webhook secret).',
      url: 'https://login.tailscale.com/admin/settings/oauth',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [TAILSCALE],
    ...token(['tskey-', ['a-z', 4, 7], '-', [BASE62, 8, 20], ['-', 1], [BASE62, 20, 48]], {
      holds: (value) => /^tskey-(?:client|scim|webhook)-/.test(value),
    }),
    hits: (samples) => [
      { text: `TS_OAUTH=tskey-client-${samples.of(BASE62, 12)}CNTRL-${samples.of(BASE62, 32)}\n` },
      { text: `secret: "tskey-webhook-${samples.of(BASE62, 12)}CNTRL-${samples.of(BASE62, 32)}"\n` },
    ],
  }),
  defineFormat({
    id: 'ngrok-credential',
    title: 'ngrok authtoken or API key',
    grants: 'An authtoken opens endpoints under the domains of the account; an API key manages all of it.',
    revoke: {
      steps: 'Reset the authtoken, or delete the API key, in the dashboard.',
      url: 'https://dashboard.ngrok.com/get-started/your-authtoken',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://ngrok.com/docs/agent/#authtokens'],
    ...beside(['ngrok', 'authtoken'], [[BASE62, 27], '_', [BASE62, 20, 21]], { named: [], holds: mixed }),
  }),
  defineFormat({
    id: 'zerotier-api-token',
    title: 'ZeroTier Central API token',
    grants: 'It authorises members and changes the networks of the account.',
    revoke: {
      steps: 'Delete the token under Account → API access tokens.',
      url: 'https://my.zerotier.com/account',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.zerotier.com/api/tokens/'],
    ...beside(['zerotier', 'zt_central'], [[BASE62, 32]], { named: ['token', 'key', 'auth'], holds: mixed }),
  }),
  defineFormat({
    id: 'netbird-access-token',
    title: 'NetBird personal access token',
    grants: 'It changes peers, routes and policies of the network as its user may.',
    revoke: {
      steps: 'Delete the token in the settings of the user or service user.',
      url: 'https://docs.netbird.io/how-to/access-netbird-public-api',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.netbird.io/how-to/access-netbird-public-api'],
    ...token(['nbp_', [BASE62, 36]], { holds: mixed }),
  }),
  defineFormat({
    id: 'defined-networking-api-key',
    title: 'Defined Networking API key',
    grants: 'It changes hosts, roles and tags of the Nebula network.',
    revoke: {
      steps: 'Delete the key under Settings → API keys.',
      url: 'https://admin.defined.net/settings/api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.defined.net/guides/automating-host-creation/'],
    ...token(['dnkey-', ['A-Z2-7', 26], '-', ['A-Z2-7', 52]]),
  }),
  defineFormat({
    id: 'openshift-user-token',
    title: 'OpenShift OAuth access token',
    grants: 'It does in the cluster what the user may, for a day by default.',
    revoke: {
      steps: 'Delete the token (`oc delete useroauthaccesstokens`), or log out.',
      url: 'https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-oauth-access-tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: [
      'https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-oauth-access-tokens',
    ],
    ...token(['sha256~', [BASE64_URL, 43]]),
  }),
  defineFormat({
    id: 'kubernetes-bootstrap-token',
    title: 'Kubernetes bootstrap token',
    grants: 'It joins nodes to the cluster until it expires.',
    revoke: {
      steps: 'Delete the token (`kubeadm token delete`), then look for nodes that nobody knows.',
      url: 'https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/'],
    keywords: ['kubeadm join', '--token ', 'bootstraptoken', 'tls-bootstrap'],
    pattern:
      /(?:--token[ =]|[bB]ootstrap-?_?[tT]oken["']?\s?[:=]\s?["']?|--tls-bootstrap-token[ =])(?<secret>[a-z0-9]{6}\.[a-z0-9]{16})(?![a-z0-9.])/,
    window: { before: 24, after: 96 },
    entropy: 3.2,
    hits: (samples) => [
      { text: `kubeadm join 10.0.0.1:6443 --token ${samples.of(BASE36, 6)}.${samples.of(BASE36, 16)} \\\n` },
      { text: `bootstrapToken: "${samples.of(BASE36, 6)}.${samples.of(BASE36, 16)}"\n` },
    ],
    misses: (samples) => [
      { text: `kubeadm join 10.0.0.1:6443 --token ${samples.of(BASE36, 6)}.${samples.of(BASE36, 15)} \\\n` },
      { text: `version: "${samples.of(BASE36, 6)}.${samples.of(BASE36, 16)}"\n` },
    ],
  }),
  defineFormat({
    id: 'rancher-api-token',
    title: 'Rancher API token',
    grants: 'It does in Rancher and its clusters what the user may.',
    revoke: {
      steps: 'Delete the key under Account & API keys.',
      url: 'https://ranchermanager.docs.rancher.com/reference-guides/user-settings/api-keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://ranchermanager.docs.rancher.com/reference-guides/user-settings/api-keys'],
    ...beside(['rancher', 'cattle'], ['token-', ['a-z0-9', 5], ':', ['a-z0-9', 54]]),
  }),
  defineFormat({
    id: 'docker-swarm-join-token',
    title: 'Docker Swarm join token',
    grants: 'It joins nodes to the swarm, as managers or as workers.',
    revoke: {
      steps: 'Rotate the token (`docker swarm join-token --rotate`), then look for nodes that nobody knows.',
      url: 'https://docs.docker.com/reference/cli/docker/swarm/join-token/',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.docker.com/engine/swarm/join-nodes/'],
    ...token(['SWMTKN-1-', [BASE36, 50], '-', [BASE36, 25]]),
  }),
  defineFormat({
    id: 'docker-swarm-unlock-key',
    title: 'Docker Swarm unlock key',
    grants: 'It decrypts the Raft logs of managers, and with them every secret of the swarm.',
    revoke: {
      steps: 'Rotate the key (`docker swarm unlock-key --rotate`).',
      url: 'https://docs.docker.com/engine/swarm/swarm_manager_locking/',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.docker.com/engine/swarm/swarm_manager_locking/'],
    ...token(['SWMKEY-1-', [BASE64, 43]]),
  }),
  defineFormat({
    id: 'k3s-token',
    title: 'K3s or RKE2 node token',
    grants: 'It joins nodes to the cluster, and as a server token decrypts its secrets.',
    revoke: { steps: 'Rotate the token (`k3s token rotate`).', url: 'https://docs.k3s.io/cli/token' },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.k3s.io/cli/token'],
    ...token(['K10', [HEX, 64], '::', ['a-z0-9', 4, 12], ':', ['a-zA-Z0-9', 16, 64]], {
      keywords: ['::server:', '::node:', '::agent:'],
    }),
    window: { before: 72, after: 96 },
    hits: (samples) => [
      { text: `K3S_TOKEN=K10${samples.of(HEX, 64)}::server:${samples.of(HEX, 32)}\n` },
      { text: `token: "K10${samples.of(HEX, 64)}::node:${samples.of(HEX, 32)}"\n` },
    ],
  }),
];
