import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'one replica',
      traps: ['RLY-WS-006 single replica'],
      files: {
        'railway.json': '{"deploy":{"numReplicas":1}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
    },
    {
      name: 'nothing said',
      files: {
        'railway.json': '{"deploy":{}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
    },
    {
      name: 'an adapter',
      files: {
        'railway.json': '{"deploy":{"numReplicas":3}}',
        'src/main.ts': `import { createAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';
new Server(http);`,
      },
    },
    {
      name: 'a Redis client in another file',
      files: {
        'railway.json': '{"deploy":{"numReplicas":3}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
        'src/bus.ts': `import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL);`,
      },
    },
    {
      name: 'one region with one replica',
      files: {
        'railway.json': '{"deploy":{"multiRegionConfig":{"us-west2":{"numReplicas":1}}}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
    },
    {
      name: 'no sockets',
      files: { 'railway.json': '{"deploy":{"numReplicas":3}}', 'src/main.ts': `fetch(url);` },
    },
  ],
  ng: [
    {
      name: 'three replicas',
      files: {
        'railway.json': '{"deploy":{"numReplicas":3}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
      finds: [{ at: 'src/main.ts:2:1', says: '3 replicas' }],
    },
    {
      name: 'two regions',
      files: {
        'railway.json':
          '{"deploy":{"multiRegionConfig":{"us-west2":{"numReplicas":1},"europe-west4":{"numReplicas":1}}}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'one region with several',
      files: {
        'railway.json': '{"deploy":{"multiRegionConfig":{"us-west2":{"numReplicas":4}}}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'in one environment',
      files: {
        'railway.json': '{"environments":{"production":{"deploy":{"numReplicas":2}}}}',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'in TOML',
      files: {
        'railway.toml': '[deploy]\nnumReplicas = 2\n',
        'src/main.ts': `import { Server } from 'socket.io';
new Server(http);`,
      },
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
