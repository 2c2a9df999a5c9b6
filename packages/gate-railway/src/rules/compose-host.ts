import { isLoopback, isWritten, showAddress, type Address } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { usedAddresses } from '../services/addresses.js';

export const composeHost: RailwayRule = {
  id: 'railway/compose-host',
  name: 'ComposeHost',
  summary: 'An address names a service of docker compose.',
  description:
    'Reports `redis://redis:6379`, `http://backend:8000` and `host.docker.internal`: hosts without a dot that reach a client, or are the fallback of a variable. Once for each host and file; low where only a Dockerfile makes the folder a service, since docker compose may be all that starts it. Silent on names that only stand for something (host, example, your-host), on names nobody uses as a service unless a port follows, behind a test for development, in tests and scripts, and in compose files themselves.',
  why: 'Names of docker compose resolve in its network only. On Railway a service is called NAME.railway.internal, so the connection fails with ENOTFOUND.',
  remediation: 'Read the whole address from a reference variable, and stop when it is missing.',
  example: {
    language: 'ts',
    before: "new Redis(process.env.REDIS_URL || 'redis://redis:6379');",
    after: '// REDIS_URL=${{Redis.REDIS_URL}}\nnew Redis(process.env.REDIS_URL);',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-010'],
  references: ['https://docs.railway.com/variables#referencing-another-services-variable'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const seen = new Set<string>();
      for (const { address, reachesClient, isFallback, at } of usedAddresses(service, facts)) {
        if (!(reachesClient || isFallback) || !isComposeHost(address)) continue;
        const server = `${address.host}:${String(address.port)}`;
        if (seen.has(server)) continue;
        seen.add(server);
        yield {
          message: `${cleanText(showAddress(address))} exists in docker compose only: read the address from a reference variable.`,
          // Nothing says that it is deployed here: it may be what docker compose starts.
          ...(!service.known && { severity: 'low' as const }),
          at,
        };
      }
    },
  },
};

function isComposeHost(address: Address): boolean {
  const { scheme, host, port } = address;
  if (scheme === undefined || !isWritten(address) || isLoopback(host)) return false;
  if (/^host\.docker\.internal$/i.test(host)) return true;
  if (!/^[a-z][a-z\d_-]*$/i.test(host) || PLACEHOLDER.test(host)) return false;
  return USUAL.test(host) || (port !== undefined && /^\d+$/.test(port));
}

const PLACEHOLDER =
  /^(?:host|hostname|host_?name|example|domain|server|endpoint|url|ip|dummy|fake|test|mock|x+|a|b|n|foo|bar|placeholder|internal|unix|your.*|my-?host)$/i;
const USUAL =
  /^(?:db|database|postgres|postgresql|pg|mysql|mariadb|mongo|mongodb|redis|cache|rabbitmq|rabbit|kafka|nats|minio|elasticsearch|opensearch|meilisearch|qdrant|chroma|chromadb|weaviate|clickhouse|backend|api|api-gateway|gateway|frontend|web|app|worker|nginx|ollama|searxng|mailhog|mailpit)$/i;
