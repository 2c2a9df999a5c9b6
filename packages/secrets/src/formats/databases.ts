import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE36, BASE62, BASE64, BASE64_URL, HEX, JWT, UUID } from './pattern-parts.js';

const DATABRICKS = 'https://docs.databricks.com/aws/en/dev-tools/auth/pat';
const ATLAS = 'https://www.mongodb.com/docs/atlas/configure-api-access/';
const CONFLUENT =
  'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html';

export const DATABASES = [
  defineFormat({
    id: 'mongodb-atlas-service-account-secret',
    title: 'MongoDB Atlas service account secret',
    grants: 'With its client ID it manages the projects and clusters that its roles cover.',
    revoke: {
      steps: 'Revoke the secret of the service account under Access manager, then make a new one.',
      url: ATLAS,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [ATLAS],
    ...token(['mdb_sa_sk_', [BASE64_URL, 40]]),
  }),
  defineFormat({
    id: 'mongodb-atlas-private-key',
    title: 'MongoDB Atlas private API key',
    grants: 'With its public key it manages the projects and clusters that its roles cover.',
    revoke: {
      steps: 'Delete the API key under Access manager, then make a new one with an access list.',
      url: ATLAS,
    },
    severity: 'critical',
    precision: 'high',
    references: [ATLAS],
    ...beside(['atlas', 'mcli', 'mongodb'], UUID, {
      named: ['private', 'secret', 'api_key'],
      keywords: ['atlas', 'mcli_', 'mongodb'],
    }),
  }),
  defineFormat({
    id: 'snowflake-programmatic-access-token',
    title: 'Snowflake programmatic access token or session token',
    grants: 'It queries the warehouse as its user and role.',
    revoke: {
      steps: 'Remove the token (`ALTER USER … REMOVE PROGRAMMATIC ACCESS TOKEN`).',
      url: 'https://docs.snowflake.com/en/user-guide/programmatic-access-tokens',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.snowflake.com/en/user-guide/programmatic-access-tokens'],
    ...token(['ver:', ['0-9', 1, 2], '-hint:', ['0-9', 3, 20], '-ETMsDgAAA', [`${BASE64}=`, 60, 400]], {
      keywords: ['-ETMsDgAAA'],
    }),
    window: { before: 48, after: 420 },
  }),
  defineFormat({
    id: 'databricks-personal-access-token',
    title: 'Databricks personal access token',
    grants:
      'It does in the workspace what the user or service principal may: data, jobs, clusters and secrets.',
    revoke: {
      steps: 'Delete the token under Settings → Developer → Access tokens, and use OAuth instead.',
      url: DATABRICKS,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [DATABRICKS],
    ...token(['dapi', [HEX, 32], ['-', 0, 1], ['0-9', 0, 1]]),
    hits: (samples) => [
      { text: `DATABRICKS_TOKEN=dapi${samples.of(HEX, 32)}\n` },
      { text: `token = "dapi${samples.of(HEX, 32)}-${samples.between(1, 9)}"\n` },
    ],
  }),
  defineFormat({
    id: 'databricks-oauth-secret',
    title: 'Databricks OAuth secret of a service principal',
    grants: 'With its client ID it obtains tokens of the service principal for account and workspaces.',
    revoke: {
      steps: 'Delete the secret of the service principal, then make a new one.',
      url: 'https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m'],
    ...token(['dose', [HEX, 32]]),
  }),
  defineFormat({
    id: 'redis-cloud-api-secret',
    title: 'Redis Cloud API user key',
    grants: 'With the account key it manages every subscription and database of the account.',
    revoke: {
      steps: 'Delete the API key under Access management → API keys.',
      url: 'https://redis.io/docs/latest/operate/rc/api/get-started/manage-api-keys/',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://redis.io/docs/latest/operate/rc/api/get-started/manage-api-keys/'],
    ...beside(['redis_cloud', 'rediscloud', 'redislabs', 'x_api_secret'], ['S', [BASE36, 45, 52]], {
      named: ['secret', 'key'],
    }),
    hits: (samples) => [
      { text: `REDISCLOUD_SECRET_KEY=S${samples.of(BASE36, 49)}\n` },
      { text: `"redis_cloud_api_secret": "S${samples.of(BASE36, 48)}"\n` },
    ],
  }),
  defineFormat({
    id: 'elastic-cloud-api-key',
    title: 'Elastic Cloud API key',
    grants: 'It manages the deployments of the organisation, or calls its serverless projects.',
    revoke: {
      steps: 'Revoke the key under Organization → API keys.',
      url: 'https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://www.elastic.co/docs/deploy-manage/api-keys/elastic-cloud-api-keys'],
    ...token(['essu_', [BASE62, 60, 160], ['=', 0, 2]]),
  }),
  defineFormat({
    id: 'elasticsearch-api-key',
    title: 'Elasticsearch API key',
    grants: 'It reads and writes the indices that its roles cover.',
    revoke: {
      steps: 'Invalidate the key (`DELETE /_security/api_key`) or delete it in Kibana under API keys.',
      url: 'https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://www.elastic.co/docs/deploy-manage/api-keys/elasticsearch-api-keys'],
    // `id:key` in base64, twenty and twenty-two characters.
    ...beside(['elastic', 'es_api', 'kibana'], [[BASE64, 58], '=='], { named: ['key'], holds: isElasticKey }),
    hits: (samples) => {
      const next = (): string =>
        Buffer.from(`${samples.of(BASE62, 20)}:${samples.of(BASE64_URL, 22)}`).toString('base64');
      return [{ text: `ELASTIC_API_KEY=${next()}\n` }, { text: `"elasticsearch_api_key": "${next()}"\n` }];
    },
  }),
  defineFormat({
    id: 'confluent-cloud-api-secret',
    title: 'Confluent Cloud API secret',
    grants: 'With its key it reads and writes the topics of the cluster, or manages the organisation.',
    revoke: {
      steps: 'Delete the API key (`confluent api-key delete`), then make a new one.',
      url: CONFLUENT,
    },
    severity: 'critical',
    precision: 'high',
    references: [CONFLUENT],
    ...beside(['confluent', 'ccloud', 'kafka', 'sasl', 'schema_registry'], [[BASE64, 64]], {
      named: ['secret', 'pass', 'api_key'],
      holds: mixed,
    }),
  }),
  defineFormat({
    id: 'confluent-cloud-api-secret-prefixed',
    title: 'Confluent Cloud API secret with a prefix',
    grants: 'With its key it reads and writes the topics of the cluster, or manages the organisation.',
    revoke: {
      steps: 'Delete the API key (`confluent api-key delete`), then make a new one.',
      url: CONFLUENT,
    },
    severity: 'critical',
    precision: 'very-high',
    references: [CONFLUENT],
    ...token(['cflt', [BASE64, 60]]),
  }),
  defineFormat({
    id: 'cockroachdb-cloud-api-key',
    title: 'CockroachDB Cloud API key',
    grants: 'It manages the clusters that the roles of its service account cover.',
    revoke: {
      steps: 'Delete the key of the service account under Access management.',
      url: 'https://www.cockroachlabs.com/docs/cockroachcloud/managing-access',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://www.cockroachlabs.com/docs/cockroachcloud/managing-access#api-access'],
    ...token(['CCDB1_', [BASE62, 22], '_', [BASE62, 40]]),
  }),
  defineFormat({
    id: 'clickhouse-cloud-api-secret',
    title: 'ClickHouse Cloud API key secret',
    grants: 'With its key ID it manages the services of the organisation.',
    revoke: {
      steps: 'Delete or disable the key under Organization → API keys.',
      url: 'https://clickhouse.com/docs/cloud/manage/openapi',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://clickhouse.com/docs/cloud/manage/openapi'],
    ...token(['4b1d', [BASE62, 38]], { holds: mixed }),
  }),
  defineFormat({
    id: 'influxdb-token',
    title: 'InfluxDB API token',
    grants: 'It reads or writes the buckets that its permissions cover; an operator token all of them.',
    revoke: {
      steps: 'Delete the token under Load data → API tokens.',
      url: 'https://docs.influxdata.com/influxdb/v2/admin/tokens/',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://docs.influxdata.com/influxdb/v2/admin/tokens/'],
    ...beside(['influx'], [[`${BASE64}_-`, 86], '=='], { named: ['token', 'key'] }),
  }),
  defineFormat({
    id: 'aiven-service-password',
    title: 'Aiven service password',
    grants: 'It signs in to the database or the Kafka cluster as its user.',
    revoke: {
      steps: 'Reset the password of the service user, then deploy the new one.',
      url: 'https://aiven.io/docs/platform/howto/reset-service-password',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://aiven.io/docs/platform/howto/reset-service-password'],
    ...token(['AVNS_', [BASE64_URL, 19]]),
  }),
  defineFormat({
    id: 'datastax-astra-token',
    title: 'DataStax Astra application token',
    grants: 'It reads and writes the databases of the organisation as its role says.',
    revoke: {
      steps: 'Delete the token under Settings → Tokens.',
      url: 'https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html',
    },
    severity: 'critical',
    precision: 'very-high',
    references: [
      'https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html',
    ],
    ...token(['AstraCS:', [BASE62, 24], ':', [HEX, 64]]),
  }),
  defineFormat({
    id: 'prisma-accelerate-key',
    title: 'Prisma Accelerate or Postgres API key',
    grants: 'It reads and writes the database through the connection pool.',
    revoke: {
      steps: 'Delete the API key in the console of the project, then make a new connection string.',
      url: 'https://www.prisma.io/docs/accelerate',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://www.prisma.io/docs/accelerate/getting-started'],
    ...token(['prisma-data.net/?api_key=', ...JWT]),
  }),
  defineFormat({
    id: 'tinybird-token',
    title: 'Tinybird token',
    grants: 'It reads pipes or writes data sources, as its scopes say; an admin token does everything.',
    revoke: {
      steps: 'Refresh or delete the token under Tokens of the workspace.',
      url: 'https://www.tinybird.co/docs/forward/administration/tokens',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://www.tinybird.co/docs/forward/administration/tokens'],
    // `{"u": ` in base64.
    ...token(['p.eyJ1Ijog', [BASE64_URL, 60, 240], '.', [BASE64_URL, 43]]),
  }),
  defineFormat({
    id: 'dbt-cloud-token',
    title: 'dbt Cloud token',
    grants: 'It runs jobs and reads metadata and settings of the account as its user or service may.',
    revoke: {
      steps: 'Delete the token under Account settings → API tokens.',
      url: 'https://docs.getdbt.com/docs/dbt-cloud-apis/authentication',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.getdbt.com/docs/dbt-cloud-apis/authentication'],
    ...token(['dbt', ['uc', 1], '_', [BASE64_URL, 40, 120]], { keywords: ['dbtu_', 'dbtc_'], holds: mixed }),
    window: { before: 4, after: 132 },
  }),
  defineFormat({
    id: 'prefect-api-key',
    title: 'Prefect API key',
    grants:
      'It starts flows and reads the blocks and variables of the workspaces of the user or service account.',
    revoke: {
      steps: 'Delete the key under API keys of the user or service account.',
      url: 'https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys'],
    ...token(['pn', ['ub', 1], '_', [BASE62, 36]], { keywords: ['pnu_', 'pnb_'] }),
    window: { before: 4, after: 44 },
  }),
  defineFormat({
    id: 'xata-api-key',
    title: 'Xata API key',
    grants: 'It reads and writes every database of the workspaces of the user.',
    revoke: {
      steps: 'Delete the key under Account settings → API keys.',
      url: 'https://app.xata.io/settings',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://xata.io/docs'],
    ...token(['xau_', [BASE62, 28, 40]], { holds: mixed }),
  }),
  defineFormat({
    id: 'materialize-app-password',
    title: 'Materialize app password',
    grants: 'It queries the region as its user.',
    revoke: {
      steps: 'Delete the app password in the console.',
      url: 'https://materialize.com/docs/security/cloud/manage-users/',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://materialize.com/docs/security/cloud/'],
    ...token(['mzp_', [HEX, 64]]),
  }),
];

function isElasticKey(value: string): boolean {
  return /^[A-Za-z0-9_-]{20}:[A-Za-z0-9_-]{22}$/.test(Buffer.from(value, 'base64').toString('latin1'));
}
