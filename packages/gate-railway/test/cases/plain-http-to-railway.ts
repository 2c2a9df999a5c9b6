import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'https', files: webService(`fetch('https://a.up.railway.app');`) },
    { name: 'http on the private network', files: webService(`fetch('http://a.railway.internal:3000');`) },
    { name: 'http elsewhere', files: webService(`fetch('http://example.com');`) },
    {
      name: 'a comment',
      files: webService(`// http://a.up.railway.app
fetch(url);`),
    },
    {
      name: 'a test of the redirect',
      traps: ['RLY-URL-012 test of a redirect'],
      files: webService('', { 'test/redirect.ts': "fetch('http://a.up.railway.app')" }),
    },
  ],
  ng: [
    {
      name: 'fetch',
      files: webService(`fetch('http://a.up.railway.app/x');`),
      finds: [{ at: 'src/main.ts:1:7' }],
      fixed: { 'src/main.ts': "fetch('https://a.up.railway.app/x');" },
    },
    {
      name: 'a constant',
      files: webService(`const API = 'http://a.up.railway.app';`),
      finds: [{ at: 'src/main.ts:1' }],
      fixed: { 'src/main.ts': "const API = 'https://a.up.railway.app';" },
    },
    {
      name: 'its own domain',
      files: webService(`fetch(\`http://\${process.env.RAILWAY_PUBLIC_DOMAIN}/x\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a fallback',
      files: webService(`const u = process.env.API || 'http://a.up.railway.app';`),
      finds: [{ at: 'src/main.ts:1' }],
      fixed: { 'src/main.ts': "const u = process.env.API || 'https://a.up.railway.app';" },
    },
    {
      name: 'with a path that is computed',
      files: webService(`fetch(\`http://a.up.railway.app/\${id}\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
