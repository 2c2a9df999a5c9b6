import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a variable', files: webService(`fetch(\`http://\${process.env.API_HOST}:3000\`);`) },
    {
      name: 'RAILWAY_PRIVATE_DOMAIN',
      files: webService(`fetch(\`http://\${process.env.RAILWAY_PRIVATE_DOMAIN}:3000\`);`),
    },
    {
      name: 'a comment',
      files: webService(`// http://api.railway.internal:3000
fetch(url);`),
    },
    {
      name: 'a test for it',
      files: webService(`if (host === 'api.railway.internal') x(); url.includes('api.railway.internal');`),
    },
    {
      name: 'the end of a host, to compare with',
      files: webService(
        `const SUFFIX = '.railway.internal'; export const isOwn = (h) => h.endsWith(SUFFIX);`,
      ),
    },
    { name: 'trusted hosts', files: webService(`const trustedHosts = ['api.railway.internal'];`) },
  ],
  ng: [
    {
      name: 'fetch',
      files: webService(`fetch('http://engine.railway.internal:8000');`),
      finds: [{ at: 'src/main.ts:1:7', says: 'engine.railway.internal' }],
    },
    {
      name: 'a bare host',
      files: webService(`const host = 'engine.railway.internal';`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a fallback',
      traps: ['RLY-URL-004 fallback'],
      files: webService(`const u = process.env.ENGINE_URL || 'http://engine.railway.internal:8000';`),
      finds: [{ at: 'src/main.ts:1', severity: 'info' }],
    },
    {
      name: 'a database',
      files: webService(`import Redis from 'ioredis';
new Redis('redis://redis.railway.internal:6379?family=0');`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'with a port that is read',
      files: webService(`fetch(\`http://engine.railway.internal:\${process.env.P}\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
