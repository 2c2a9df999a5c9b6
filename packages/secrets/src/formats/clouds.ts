import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, HEX, UUID } from './pattern-parts.js';

const DIGITALOCEAN = 'https://docs.digitalocean.com/reference/api/create-personal-access-token/';

export const CLOUDS = [
  defineFormat({
    id: 'digitalocean-personal-access-token',
    title: 'DigitalOcean personal access token',
    grants:
      'It manages droplets, databases, clusters and everything else of the team as far as its scopes go.',
    revoke: {
      steps: 'Delete the token under API → Tokens, then look at the security history of the team.',
      url: 'https://cloud.digitalocean.com/account/api/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [DIGITALOCEAN],
    ...token(['dop_v1_', [HEX, 64]]),
  }),
  defineFormat({
    id: 'digitalocean-oauth-token',
    title: 'DigitalOcean OAuth access token',
    grants: 'It does what the user granted the application, in the name of the team.',
    revoke: {
      steps: 'Revoke the application under API → Authorized applications.',
      url: 'https://cloud.digitalocean.com/account/api/access',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.digitalocean.com/reference/api/oauth/'],
    ...token(['doo_v1_', [HEX, 64]]),
  }),
  defineFormat({
    id: 'digitalocean-refresh-token',
    title: 'DigitalOcean OAuth refresh token',
    grants: 'It obtains access tokens in the name of the user until it is revoked.',
    revoke: {
      steps: 'Revoke the application under API → Authorized applications.',
      url: 'https://cloud.digitalocean.com/account/api/access',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.digitalocean.com/reference/api/oauth/'],
    ...token(['dor_v1_', [HEX, 64]]),
  }),
  defineFormat({
    id: 'digitalocean-spaces-secret-key',
    title: 'DigitalOcean Spaces secret key',
    grants:
      'With its access key it reads, writes and deletes the objects of every bucket that it is not limited to.',
    revoke: {
      steps: 'Delete the access key under Spaces Object Storage → Access Keys.',
      url: 'https://docs.digitalocean.com/products/spaces/how-to/manage-access/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.digitalocean.com/products/spaces/how-to/manage-access/'],
    ...beside(['do_spaces', 'spaces_secret', 'spaces_access', 'spaces_key'], [[BASE64, 43]], {
      holds: mixed,
      named: ['secret', 'key'],
    }),
  }),
  defineFormat({
    id: 'linode-personal-access-token',
    title: 'Linode (Akamai) personal access token',
    grants: 'It manages servers, volumes, clusters and domains of the account as far as its scopes go.',
    revoke: {
      steps: 'Revoke the token in the profile under API Tokens.',
      url: 'https://cloud.linode.com/profile/tokens',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://techdocs.akamai.com/linode-api/reference/get-started'],
    ...beside(['linode'], [[HEX, 64]]),
  }),
  defineFormat({
    id: 'hetzner-cloud-api-token',
    title: 'Hetzner Cloud API token',
    grants: 'It creates, changes and deletes every server, volume and network of the project, or reads them.',
    revoke: {
      steps: 'Delete the token in the project under Security → API tokens.',
      url: 'https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://docs.hetzner.cloud/'],
    ...beside(['hcloud', 'hetzner'], [[BASE62, 64]], { holds: mixed }),
  }),
  defineFormat({
    id: 'scaleway-secret-key',
    title: 'Scaleway secret key',
    grants: 'It does what the user or application may do in the organisation.',
    revoke: {
      steps: 'Delete the API key under IAM → API keys.',
      url: 'https://console.scaleway.com/iam/api-keys',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.scaleway.com/en/docs/iam/concepts/#api-key'],
    ...beside(['scw_', 'scaleway'], UUID, { named: ['secret', 'token', 'auth'] }),
  }),
  defineFormat({
    id: 'ovh-application-secret',
    title: 'OVHcloud application secret or consumer key',
    grants: 'Together they call the API in the name of the customer, as far as the granted paths go.',
    revoke: {
      steps:
        'Delete the application and its credentials through the API (`/me/api/application`), then make new ones.',
      url: 'https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api?id=kb_article_view&sysparm_article=KB0042777',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://eu.api.ovh.com/createToken/'],
    ...beside(['ovh'], [[BASE62, 32]], {
      named: ['application_secret', 'app_secret', 'consumer_key', 'secret'],
      keywords: ['ovh_', 'ovh-', 'ovh.', 'ovhapp', 'ovhconsumer', 'ovhsecret'],
      holds: (value) => /\d/.test(value),
    }),
  }),
  defineFormat({
    id: 'vultr-api-key',
    title: 'Vultr API key',
    grants: 'It manages every server, disk and database of the account.',
    revoke: {
      steps: 'Regenerate the key under Account → API and limit the new one to known addresses.',
      url: 'https://my.vultr.com/settings/#settingsapi',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.vultr.com/api/#section/Authentication'],
    ...beside(['vultr'], [['A-Z0-9', 36]]),
  }),
  defineFormat({
    id: 'exoscale-api-secret',
    title: 'Exoscale API secret',
    grants: 'With its key (`EXO…`) it does in the organisation what its IAM role allows.',
    revoke: {
      steps: 'Delete the key under IAM → Keys.',
      url: 'https://community.exoscale.com/product/iam/how-to/iam-api-key/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://openapi-v2.exoscale.com/'],
    ...beside(['exoscale'], [[BASE64_URL, 43]], { named: ['secret'] }),
  }),
  defineFormat({
    id: 'upcloud-api-token',
    title: 'UpCloud API token',
    grants: 'It manages every server, database and cluster of the account.',
    revoke: {
      steps: 'Delete the token under Account → API tokens.',
      url: 'https://hub.upcloud.com/account/api-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developers.upcloud.com/1.3/2-getting-started/'],
    ...token(['ucat_', ['A-Z0-9', 26]]),
  }),
  defineFormat({
    id: 'civo-api-key',
    title: 'Civo API key',
    grants: 'It manages every cluster, server and database of the account.',
    revoke: {
      steps: 'Regenerate the key under Settings → Profile → Security.',
      url: 'https://dashboard.civo.com/security',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://www.civo.com/api'],
    ...beside(['civo'], [[BASE62, 50]], { holds: mixed }),
  }),
  defineFormat({
    id: 'backblaze-application-key',
    title: 'Backblaze B2 application key',
    grants:
      'With its key ID it reads, writes or deletes the files of the buckets that it is limited to, or of all.',
    revoke: {
      steps: 'Delete the application key under Application Keys.',
      url: 'https://secure.backblaze.com/app_keys.htm',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.backblaze.com/docs/cloud-storage-application-keys'],
    ...beside(
      ['backblaze', 'b2', 'application_key', 's3_secret', 'secret_access'],
      ['K00', ['0-9', 1], [BASE64, 27]],
      {
        named: ['key'],
        keywords: [
          'b2_app',
          'b2_key',
          'b2_secret',
          'backblaze',
          'application_key',
          'applicationkey',
          's3_secret',
          'secret_access',
        ],
      },
    ),
  }),
  defineFormat({
    id: 'bunny-api-key',
    title: 'bunny.net account API key',
    grants: 'It manages every zone of the account; as a storage password it reads and writes the files.',
    revoke: {
      steps: 'Reset the API key in the account settings.',
      url: 'https://dash.bunny.net/account/api-key',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.bunny.net/reference/bunnynet-api-overview'],
    ...beside(['bunny'], [...UUID, [HEX, 8], '-', [HEX, 4], '-', [HEX, 4], '-', [HEX, 4], '-', [HEX, 12]]),
  }),
  defineFormat({
    id: 'scalingo-api-token',
    title: 'Scalingo API token',
    grants: 'It deploys to and reads the variables of every application of the account.',
    revoke: {
      steps: 'Delete the token in the profile under API tokens.',
      url: 'https://dashboard.scalingo.com/account/tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://developers.scalingo.com/'],
    ...token(['tk-us-', [BASE64_URL, 48]]),
  }),
  defineFormat({
    id: 'fastly-api-token',
    title: 'Fastly API token',
    grants: 'It purges, reads and changes the services that its scope covers.',
    revoke: {
      steps: 'Delete the token under Account → API tokens.',
      url: 'https://manage.fastly.com/account/personal/tokens',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.fastly.com/en/guides/using-api-tokens'],
    ...beside(['fastly'], [[BASE64_URL, 32]], { named: ['key', 'token', 'auth'], holds: mixed }),
  }),
  defineFormat({
    id: 'gcore-api-token',
    title: 'Gcore permanent API token',
    grants: 'It manages the cloud, CDN and DNS of the account as far as its role goes.',
    revoke: {
      steps: 'Delete the token in the profile under API tokens.',
      url: 'https://portal.gcore.com/accounts/profile/api-tokens',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://gcore.com/docs/account-settings/create-use-or-delete-a-permanent-api-token'],
    ...beside(['gcore', 'gcdn'], [['0-9', 3, 6], '$', [BASE36, 120, 130]]),
  }),
];
