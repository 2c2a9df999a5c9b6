/** Images that serve no HTTP and listen on a port of their own. */
const DATABASES: ReadonlySet<string> = new Set([
  'postgres', 'postgresql', 'postgis', 'pgvector', 'timescaledb', 'mysql', 'mariadb', 'percona', 'mongo', 'mongodb',
  'redis', 'valkey', 'keydb', 'memcached', 'cassandra', 'couchdb', 'rabbitmq', 'nats', 'kafka', 'zookeeper', 'etcd',
  'clickhouse-server', 'neo4j', 'eclipse-mosquitto', 'cockroach',
]); // prettier-ignore

/** `postgres:16`, `docker.io/bitnami/redis@sha256:…`. */
export function isDatabaseImage(image: string): boolean {
  const withoutTag = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  return DATABASES.has(withoutTag.slice(withoutTag.lastIndexOf('/') + 1).toLowerCase());
}
