import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a port', files: webService(`fetch('http://api.railway.internal:3000/x');`) },
    {
      name: 'a port that is read',
      files: webService(`fetch(\`http://\${process.env.RAILWAY_PRIVATE_DOMAIN}:\${process.env.PORT}\`);`),
    },
    {
      name: 'a bare host',
      traps: ['RLY-URL-006 bare host'],
      files: webService(`const API_HOST = 'api.railway.internal';`),
    },
    { name: 'a database', files: webService(`const u = 'postgres://u@postgres.railway.internal/db';`) },
    { name: 'another variable', files: webService(`fetch(\`http://\${process.env.API_HOST}/x\`);`) },
  ],
  ng: [
    {
      name: 'fetch',
      files: webService(`fetch('http://api.railway.internal/x');`),
      finds: [{ at: 'src/main.ts:1:7' }],
    },
    {
      name: 'its own domain',
      files: webService(`fetch(\`http://\${process.env.RAILWAY_PRIVATE_DOMAIN}/x\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a constant that may get a port',
      files: webService(`const API = 'http://api.railway.internal';`),
      finds: [{ at: 'src/main.ts:1', severity: 'medium' }],
    },
    {
      name: 'a socket',
      files: webService(`new WebSocket('ws://api.railway.internal');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a fallback with a path',
      files: webService(`const u = process.env.API || 'http://api.railway.internal/v1';`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
