import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a variable', files: webService(`fetch(\`https://\${process.env.API_DOMAIN}\`);`) },
    {
      name: 'a comment',
      traps: ['RLY-URL-003 comments and documentation'],
      files: webService(`// https://a.up.railway.app
fetch(url);`),
    },
    {
      name: 'CORS',
      traps: ['RLY-URL-003 list of CORS'],
      files: corsService("{ origin: ['https://a.up.railway.app'] }"),
    },
    { name: 'allowed hosts', files: webService(`const allowedHosts = ['https://a.up.railway.app'];`) },
    { name: 'a host that is computed', files: webService(`fetch(\`https://\${name}.up.railway.app\`);`) },
    {
      name: 'the pages of Railway',
      traps: ['RLY-URL-003 deploy button'],
      files: webService(`const help = 'https://docs.railway.com'; fetch('https://railway.app');`),
    },
    { name: 'a log', files: webService(`console.log('https://a.up.railway.app');`) },
  ],
  ng: [
    {
      name: 'fetch',
      files: webService(`fetch('https://api-production-ab12.up.railway.app/x');`),
      finds: [{ at: 'src/main.ts:1:7', says: 'api-production-ab12' }],
    },
    {
      name: 'a constant',
      files: webService(`export const API = 'https://a.up.railway.app';`),
      finds: [{ at: 'src/main.ts:1', severity: 'medium' }],
    },
    {
      name: 'a fallback',
      files: webService(`fetch(process.env.API || 'https://a.up.railway.app');`),
      finds: [{ at: 'src/main.ts:1', severity: 'medium' }],
    },
    {
      name: 'any other call',
      files: webService(`link('https://a.up.railway.app');`),
      finds: [{ at: 'src/main.ts:1', severity: 'info' }],
    },
    {
      name: 'for production only',
      files:
        webService(`const api = process.env.NODE_ENV === 'production' ? 'https://a.up.railway.app' : 'http://localhost:1';
fetch(api);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'once a host',
      files: webService(`fetch('https://a.up.railway.app/1');
fetch('https://a.up.railway.app/2');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
