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

export type WebServer = 'nginx' | 'caddy' | 'apache';

/** The web server that its image starts by itself, and where that listens without a configuration. */
export function serverOfImage(
  image: string,
): { readonly server: WebServer; readonly port: string } | undefined {
  const name = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  if (/(?:^|\/)nginx-unprivileged$/.test(name)) return { server: 'nginx', port: '8080' };
  if (/^(?:docker\.io\/)?(?:library\/)?nginx$/.test(name)) return { server: 'nginx', port: '80' };
  if (/^(?:docker\.io\/)?(?:library\/)?caddy$/.test(name)) return { server: 'caddy', port: '80' };
  // `php:8.4-apache` has it in its tag.
  const isApache =
    /^(?:docker\.io\/)?(?:library\/)?php:[\w.-]{0,60}apache/.test(image) ||
    /^(?:docker\.io\/)?(?:library\/)?httpd$/.test(name);
  return isApache ? { server: 'apache', port: '80' } : undefined;
}
