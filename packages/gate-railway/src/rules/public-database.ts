import { stringOf, valueAt, type IacResource, type IacValue } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { isDatabaseImage } from '../services/images.js';
import type { RailwayRule } from '../rule.js';

export const publicDatabase: RailwayRule = {
  id: 'railway/public-database',
  name: 'PublicDatabase',
  summary: 'railway.ts opens a database to the Internet with a TCP proxy.',
  description:
    'Reports a TCP proxy in .railway/railway.ts on `postgres()`, `mysql()`, `redis()` and `mongo()`, and on a service whose image is that of a database. Proxies of other services (game servers, MQTT and other brokers) are left out.',
  why: 'Everybody on the Internet can try passwords against the database. Services of the same project reach it over the private network.',
  remediation:
    'Take the proxy out and connect over the private domain; for a look by hand use `railway connect` while it is needed.',
  example: {
    language: 'typescript',
    before: 'const db = postgres("db", { networking: { tcpProxies: { "5432": {} } } });',
    after: 'const db = postgres("db");',
  },
  severity: 'high',
  precision: 'high',
  cwe: [668],
  catalogue: ['RLY-IAC-003'],
  references: ['https://docs.railway.com/networking/tcp-proxy'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      for (const resource of document.resources) {
        const proxy = isDatabase(resource) ? proxyOf(resource.options) : undefined;
        if (!proxy) continue;
        yield {
          message: `${cleanText(resource.name ?? resource.helper)} is a database, and its TCP proxy opens it to the Internet. Remove the proxy and use the private domain.`,
          at: { path: document.path, region: proxy.region },
        };
      }
    },
  },
};

function isDatabase({ helper, options }: IacResource): boolean {
  if (/^(?:postgres|mysql|mariadb|redis|mongo|mongodb)$/.test(helper)) return true;
  const source = valueAt(options, 'source');
  if (helper !== 'service' || source?.kind !== 'call' || source.name !== 'image') return false;
  const image = stringOf(source.args[0]);
  return image !== undefined && isDatabaseImage(image) && !BROKER.test(image);
}

/** Brokers serve clients on the Internet by design. */
const BROKER = /mosquitto|rabbitmq|nats|kafka/i;

/** The setting that has a proxy in it. */
function proxyOf(options: IacValue): IacValue | undefined {
  const places = [['networking', 'tcpProxies'], ['networking', 'tcp'], ['tcpProxies'], ['tcp']];
  return places.map((keys) => valueAt(options, ...keys)).find((value) => value !== undefined && opens(value));
}

function opens(value: IacValue): boolean {
  if (value.kind === 'object') return value.entries.size > 0;
  if (value.kind === 'list') return value.items.length > 0;
  return value.kind === 'literal' && value.value !== false && value.value !== '';
}
