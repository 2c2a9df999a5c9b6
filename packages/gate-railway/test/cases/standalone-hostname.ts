import type { RuleCases } from '../rule-cases.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'HOSTNAME',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nENV HOSTNAME=0.0.0.0\nCMD ["node", "server.js"]\n',
      },
    },
    {
      name: 'HOSTNAME among others, over lines',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nENV PORT=3000 \\\n    HOSTNAME="0.0.0.0"\nCMD ["node", "server.js"]\n',
      },
    },
    {
      name: 'in front of the command',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD HOSTNAME=0.0.0.0 node server.js\n',
      },
    },
    {
      name: 'another start command',
      files: {
        'railway.json': '{"deploy":{"startCommand":"HOSTNAME=:: node server.js"}}',
        Dockerfile: 'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]\n',
      },
    },
    {
      name: 'next start',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD ["npx", "next", "start"]\n',
      },
    },
    {
      name: 'no Next.js',
      files: { 'railway.json': '{}', Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n' },
    },
  ],
  ng: [
    {
      name: 'exec form',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]\n',
      },
      finds: [{ at: 'Dockerfile:3:1', says: 'HOSTNAME' }],
    },
    {
      name: 'shell form',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD node server.js\n',
      },
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'in a folder',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "apps/web/server.js"]\n',
      },
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'other variables',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22\nCOPY --from=build /app/.next/standalone ./\nENV NODE_ENV=production\nCMD ["node", "server.js"]\n',
      },
      finds: [{ at: 'Dockerfile:4' }],
    },
    {
      name: 'HOSTNAME of the build only',
      files: {
        'railway.json': '{}',
        Dockerfile:
          'FROM node:22 AS build\nENV HOSTNAME=0.0.0.0\nFROM node:22\nCOPY --from=build /app/.next/standalone ./\nCMD ["node", "server.js"]\n',
      },
      finds: [{ at: 'Dockerfile:5' }],
    },
  ],
};
