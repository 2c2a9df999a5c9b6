import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import type { ServiceModel } from '../services/model.js';
import { inProduction } from '../services/production-code.js';
import { settingsOf } from '../services/settings.js';

export const socketReplicas: RailwayRule = {
  id: 'railway/socket-replicas',
  name: 'SocketReplicas',
  summary: 'WebSockets are served by several replicas that do not know of each other.',
  description:
    'Reports Socket.IO servers without an adapter in services whose config asks for more than one replica, in one region or several. Silent with one replica, with an adapter in any file of the service, and where the service has a Redis client that may do the same.',
  why: 'A message reaches only the clients that are connected to the same replica, and long polling fails, since Railway sends each request to any of them.',
  remediation: 'Add `@socket.io/redis-adapter`, and allow the transport `websocket` only.',
  example: {
    language: 'ts',
    before: 'const io = new Server(http);',
    after: 'const io = new Server(http, { adapter: createAdapter(pub, sub), transports: ["websocket"] });',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-WS-006'],
  references: ['https://docs.railway.com/guides/socketio#scale-with-a-redis-adapter'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const replicas = replicasOf(service);
      if (replicas < 2 || sharesState(service)) return;
      for (const { library, place } of inProduction(service, facts, facts.sockets)) {
        if (library !== 'socket.io') continue;
        yield {
          message: `${cleanText(library)} has no adapter, and ${replicas} replicas serve it: add @socket.io/redis-adapter.`,
          at: place,
        };
      }
    },
  },
};

function sharesState({ code }: ServiceModel): boolean {
  return code.some(
    ({ sockets, clients }) =>
      sockets.some(({ hasAdapter }) => hasAdapter) ||
      clients.some(({ library }) => library === 'redis' || library === 'ioredis'),
  );
}

/** The most that any environment asks for, over all regions. */
function replicasOf({ config }: ServiceModel): number {
  if (!config) return 1;
  const single = settingsOf(config, 'deploy', 'numReplicas').map(({ value }) => Number(value));
  const regions = settingsOf(config, 'deploy', 'multiRegionConfig').map(({ pointer }) =>
    config
      .keys(pointer)
      .reduce((sum, region) => sum + (Number(config.get([...pointer, region, 'numReplicas'])) || 0), 0),
  );
  return Math.max(1, ...[...single, ...regions].filter((count) => Number.isInteger(count)));
}
