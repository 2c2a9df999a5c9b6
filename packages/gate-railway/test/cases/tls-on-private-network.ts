import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'http', files: webService(`fetch('http://api.railway.internal:3000');`) },
    {
      name: 'https to the public domain',
      files: webService(`fetch(\`https://\${process.env.RAILWAY_PUBLIC_DOMAIN}\`);`),
    },
    {
      name: 'https to another host',
      files: webService(`fetch('https://api.railway.internal.example.com');`),
    },
    { name: 'a database with TLS', files: webService(`const u = 'rediss://redis.railway.internal:6379';`) },
    {
      name: 'a comment',
      files: webService(`// https://api.railway.internal
fetch(url);`),
    },
  ],
  ng: [
    {
      name: 'https',
      files: webService(`fetch('https://api.railway.internal:3000/x');`),
      finds: [{ at: 'src/main.ts:1:7' }],
      fixed: { 'src/main.ts': "fetch('http://api.railway.internal:3000/x');" },
    },
    {
      name: 'wss',
      files: webService(`new WebSocket('wss://api.railway.internal:3000');`),
      finds: [{ at: 'src/main.ts:1', says: 'ws://' }],
      fixed: { 'src/main.ts': "new WebSocket('ws://api.railway.internal:3000');" },
    },
    {
      name: 'without a port, which a person must add',
      files: webService(`fetch('https://api.railway.internal');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'its own domain',
      files: webService(`fetch(\`https://\${process.env.RAILWAY_PRIVATE_DOMAIN}:3000\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a fallback',
      files: webService(`const u = process.env.API || 'https://api.railway.internal:3000';`),
      finds: [{ at: 'src/main.ts:1' }],
      fixed: { 'src/main.ts': "const u = process.env.API || 'http://api.railway.internal:3000';" },
    },
  ],
};
