import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

const HOST = 'http://api.railway.internal:3000';
const next = (path: string, code: string) => ({
  'railway.json': '{"deploy":{"startCommand":"next start"}}',
  [path]: code,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'a server component',
      traps: ['RLY-URL-007 server component'],
      files: next(
        'app/page.tsx',
        `export default async function Page() { const a = await fetch('${HOST}/x'); return <p>{a.status}</p>; }`,
      ),
    },
    {
      name: 'a route handler',
      traps: ['RLY-URL-007 route handler'],
      files: next('app/api/x/route.ts', `export async function GET() { return fetch('${HOST}/x'); }`),
    },
    {
      name: 'a file for the server only',
      traps: ['RLY-URL-007 server-only file'],
      files: next('lib/api.ts', `import 'server-only';\nexport const get = () => fetch('${HOST}/x');`),
    },
    {
      name: 'rewrites',
      traps: ['RLY-URL-007 rewrites of next.config'],
      files: next(
        'next.config.js',
        `module.exports = { rewrites: async () => [{ source: '/api/:path*', destination: '${HOST}/:path*' }] };`,
      ),
    },
    { name: 'a server', files: webService(`fetch('${HOST}');`) },
    { name: 'a variable of the server', files: webService('', { '.env.example': `API_URL=${HOST}\n` }) },
    {
      name: 'the public domain',
      files: webService('', { '.env.production': 'VITE_API_URL=https://${{api.RAILWAY_PUBLIC_DOMAIN}}\n' }),
    },
    { name: 'a comment', files: webService('', { '.env.example': `# VITE_API_URL=${HOST}\n` }) },
  ],
  ng: [
    {
      name: 'a client component',
      files: next('app/a.tsx', `'use client';\nexport const load = () => fetch('${HOST}/x');`),
      finds: [{ at: 'app/a.tsx:2:33' }],
    },
    {
      name: 'Vue',
      files: webService('', { 'src/App.vue': `<script>\nfetch('${HOST}');\n</script>\n` }),
      finds: [{ at: 'src/App.vue:2:7' }],
    },
    {
      name: 'the fallback of a variable of Vite',
      files: webService('', {
        'src/api.ts': `export const api = import.meta.env.VITE_API_URL || '${HOST}';`,
      }),
      finds: [{ at: 'src/api.ts:1' }],
    },
    {
      name: 'a file of the build',
      files: webService('', { '.env.production': `A=1\nVITE_API_URL="${HOST}"\n` }),
      finds: [{ at: '.env.production:2:14', says: 'VITE_API_URL' }],
    },
    {
      name: 'an example that is pasted into Railway',
      files: webService('', {
        'web/.env.example': 'NEXT_PUBLIC_WS=ws://${{api.RAILWAY_PRIVATE_DOMAIN}}:3000\n',
      }),
      finds: [{ at: 'web/.env.example:1' }],
    },
    {
      name: 'the Dockerfile',
      files: webService('', { Dockerfile: `FROM node:22\nARG REACT_APP_API=${HOST}\nRUN npm run build\n` }),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'railway.ts',
      files: {
        '.railway/railway.ts':
          'import { service } from "railway/iac";\nservice("web", { env: { VITE_API: "http://${{api.RAILWAY_PRIVATE_DOMAIN}}:80" } });\n',
      },
      finds: [{ at: '.railway/railway.ts:2' }],
    },
  ],
};
