import type { RuleCases } from '../rule-cases.js';

const FALLBACK = "process.env.BACKEND_URL || 'http://localhost:8000'";
const rewrites = (value = FALLBACK) =>
  `module.exports = {\n  async rewrites() {\n    return [{ source: '/api/:path*', destination: \`\${${value}}/:path*\` }];\n  },\n};\n`;
const next = (files: Readonly<Record<string, string>>, start = 'next start') => ({
  'railway.json': JSON.stringify({ deploy: { startCommand: start } }),
  'package.json': '{"scripts":{"build":"next build","start":"next start","dev":"next dev"}}',
  ...files,
});
const DOCKERFILE = 'FROM node:22 AS build\nCOPY . .\nRUN npm run build\nCMD ["npm", "start"]\n';

export const cases: RuleCases = {
  ok: [
    { name: 'no fallback', files: next({ 'next.config.js': rewrites('process.env.BACKEND_URL') }) },
    {
      name: 'a public fallback',
      files: next({ 'next.config.js': rewrites("process.env.B || 'https://api.acme.io'") }),
    },
    {
      name: 'ARG',
      files: next({
        'next.config.js': rewrites(),
        Dockerfile: DOCKERFILE.replace('RUN', 'ARG BACKEND_URL\nRUN'),
      }),
    },
    {
      name: 'next dev',
      traps: ['RLY-URL-018 next dev'],
      files: next({
        'next.config.js': `const dev = process.env.NODE_ENV !== 'production';\nmodule.exports = { async rewrites() { if (process.env.NODE_ENV !== 'production') { return [{ source: '/a', destination: ${FALLBACK} }]; } return []; } };`,
      }),
    },
    {
      name: 'a server of its own',
      traps: ['RLY-URL-018 custom server'],
      files: next(
        { 'next.config.js': rewrites(), 'server.js': "require('next')({ dev: false });" },
        'node server.js',
      ),
    },
    {
      name: 'middleware',
      traps: ['RLY-URL-018 middleware'],
      files: next({
        'middleware.ts': `import { NextResponse } from 'next/server';\nexport const middleware = () => NextResponse.rewrite(new URL('/x', ${FALLBACK}));`,
      }),
    },
    {
      name: 'a route handler',
      files: next({ 'app/api/route.ts': `const url = ${FALLBACK};\nexport const GET = () => fetch(url);` }),
    },
    {
      name: 'a variable for browsers',
      files: next({ 'next.config.js': rewrites("process.env.NEXT_PUBLIC_API || 'http://localhost:8000'") }),
    },
    {
      name: 'a program beside it in the container, on that port',
      files: next({
        'next.config.js': rewrites(),
        Dockerfile: DOCKERFILE.replace('["npm", "start"]', 'uvicorn api:app --port 8000 & exec npm start'),
      }),
    },
    { name: 'a comment', files: next({ 'next.config.js': `// ${FALLBACK}\nmodule.exports = {};` }) },
  ],
  ng: [
    {
      name: 'rewrites',
      files: next({ 'next.config.js': rewrites() }),
      finds: [{ at: 'next.config.js:3', says: 'BACKEND_URL' }],
    },
    {
      name: 'a constant, in TypeScript, below a folder',
      files: {
        'web/railway.json': '{}',
        'web/package.json': '{"scripts":{"build":"next build","start":"next start"}}',
        'web/next.config.ts': `const backend = process.env.API_URL ?? 'http://127.0.0.1:8000';\nexport default { rewrites: async () => [{ source: '/api', destination: backend }] };`,
      },
      finds: [{ at: 'web/next.config.ts:1', says: 'API_URL' }],
    },
    {
      name: 'a Dockerfile without ARG',
      files: next({
        'next.config.mjs': rewrites().replace('module.exports =', 'export default'),
        Dockerfile: DOCKERFILE,
      }),
      finds: [{ at: 'next.config.mjs:3', says: 'declare it with ARG' }],
    },
    {
      name: 'metadataBase',
      files: next({
        'app/layout.tsx':
          "export const metadata = {\n  metadataBase: new URL(process.env.SITE_URL || 'http://localhost:3000'),\n};\n",
      }),
      finds: [{ at: 'app/layout.tsx:2', says: 'SITE_URL' }],
    },
    {
      name: 'redirects in a template',
      files: next({
        'next.config.js':
          "module.exports = { redirects: async () => [{ source: '/x', destination: (process.env.SITE || 'http://localhost:3000') + '/y', permanent: false }] };",
      }),
      finds: [{ at: 'next.config.js:1' }],
    },
  ],
};
