import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'https in front',
      traps: ['RLY-URL-011 https in front'],
      files: corsService('{ origin: `https://${process.env.RAILWAY_PUBLIC_DOMAIN}` }'),
    },
    {
      name: 'https in front, joined',
      traps: ['RLY-URL-011 https in front'],
      files: webService(`fetch('https://' + process.env.RAILWAY_PUBLIC_DOMAIN + '/x');`),
    },
    { name: 'read only', files: webService(`const host = process.env.RAILWAY_PUBLIC_DOMAIN;`) },
    {
      name: 'a test whether it is set',
      files:
        webService(`const url = process.env.RAILWAY_PUBLIC_DOMAIN ? \`https://\${process.env.RAILWAY_PUBLIC_DOMAIN}\` : local;
fetch(url);`),
    },
    { name: 'another variable', files: corsService('{ origin: process.env.FRONTEND_URL }') },
  ],
  ng: [
    {
      name: 'an origin',
      files: corsService('{ origin: process.env.RAILWAY_PUBLIC_DOMAIN }'),
      finds: [{ at: 'src/main.ts:2:24' }],
    },
    {
      name: 'in a list',
      files: corsService('{ origin: [process.env.A, process.env.RAILWAY_PUBLIC_DOMAIN] }'),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'fetch',
      files: webService(`fetch(\`\${process.env.RAILWAY_PUBLIC_DOMAIN}/x\`);`),
      finds: [{ at: 'src/main.ts:1:7' }],
    },
    {
      name: 'joined',
      files: webService(`fetch(process.env.RAILWAY_PUBLIC_DOMAIN + '/x');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a socket',
      files: webService(`new WebSocket(process.env.RAILWAY_PUBLIC_DOMAIN);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
