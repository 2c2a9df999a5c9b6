import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'no fallback', files: webService(`fetch(process.env.API_URL);`) },
    {
      name: 'an address elsewhere',
      files: webService(`const api = process.env.API_URL || 'https://api.example.com';`),
    },
    {
      name: 'the Dockerfile sets the variable',
      files: webService(`const api = process.env.API_URL || 'http://localhost:8000';`, {
        Dockerfile: 'FROM node:22 AS build\nFROM node:22\nENV API_URL=https://api.example.com\n',
      }),
    },
    {
      name: 'a script in the Dockerfile sets it for a program beside it in the container',
      files: webService(`const api = process.env.API_URL || 'http://localhost:8001';`, {
        Dockerfile:
          'FROM node:22\nRUN echo \'#!/bin/sh\\nexport API_URL="http://localhost:8001"\\npython -m api &\\nexec node dist/main.js\' > /start.sh\nCMD ["/start.sh"]\n',
      }),
    },
    {
      name: 'a program beside it in the container, on that port',
      files: webService(`const api = process.env.PYTHON_URL || 'http://localhost:8001';`, {
        Dockerfile:
          'FROM node:22\nRUN echo \'#!/bin/sh\\nPORT=8001 python -m api &\\nexec node dist/main.js\' > /start.sh\nCMD ["/start.sh"]\n',
      }),
    },
    {
      name: 'an application for the desktop',
      files: {
        'railway.json': '{}',
        'desktop/main.js': `const api = process.env.API_URL || 'http://localhost:8000';`,
      },
    },
    {
      name: 'development only',
      traps: ['RLY-URL-002 guard by NODE_ENV'],
      files: webService(
        `const api = process.env.API_URL || (process.env.NODE_ENV === 'production' ? '' : 'http://localhost:1');`,
      ),
    },
    {
      name: 'behind a test for development',
      traps: ['RLY-URL-002 guard by NODE_ENV'],
      files: webService(
        `if (process.env.NODE_ENV !== 'production') api = process.env.API_URL || 'http://localhost:1';`,
      ),
    },
    {
      name: 'where Railway is asked as well',
      files: webService(
        `const url = process.env.URL || (process.env.RAILWAY_PUBLIC_DOMAIN ? \`https://\${process.env.RAILWAY_PUBLIC_DOMAIN}\` : 'http://localhost:3000');`,
      ),
    },
    {
      name: 'origins of CORS',
      files: corsService("{ origin: process.env.FRONTEND_URL || 'http://localhost:3000' }"),
    },
    {
      name: 'a list of allowed origins',
      files: webService(`const o = process.env.ALLOWED_ORIGINS || 'http://localhost:3000';`),
    },
    { name: 'a host name', files: webService(`const host = process.env.DB_HOST || 'localhost';`) },
    {
      name: 'a test',
      files: webService('', { 'src/a.spec.ts': "const a = process.env.API_URL || 'http://localhost:1'" }),
    },
  ],
  ng: [
    {
      name: 'in a bundle, for which a script of the Dockerfile comes too late',
      files: webService(`const api = import.meta.env.VITE_API_URL || 'http://localhost:8001';`, {
        Dockerfile:
          'FROM node:22\nRUN npm run build\nRUN echo \'export VITE_API_URL=https://a.example\' > /start.sh\nCMD ["/start.sh"]\n',
      }),
      finds: [{ at: 'src/main.ts:1', severity: 'high' }],
    },
    {
      name: 'or',
      files: webService(`const api = process.env.API_URL || 'http://localhost:8000';`),
      finds: [{ at: 'src/main.ts:1:36', says: 'API_URL' }],
    },
    {
      name: 'in a bundle',
      files: webService(``, {
        'src/api.js': "export const api = import.meta.env.VITE_API_URL || 'http://localhost:5000';",
      }),
      finds: [{ at: 'src/api.js:1', severity: 'high', says: 'bundle' }],
    },
    {
      name: 'Next.js',
      files: webService(``, {
        'src/api.ts': "export const api = process.env.NEXT_PUBLIC_API ?? 'http://127.0.0.1:8000';",
      }),
      finds: [{ at: 'src/api.ts:1', severity: 'high' }],
    },
    {
      name: 'of the second variable',
      files: webService(`const api = process.env.A || process.env.B || 'http://localhost:1';`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a database',
      files: webService(`const url = process.env.REDIS_URL ?? 'redis://localhost:6379';`),
      finds: [{ at: 'src/main.ts:1', says: 'redis://localhost:6379' }],
    },
    {
      name: 'once for each variable and file',
      files: webService(`f(process.env.A || 'http://localhost:1');
f(process.env.A || 'http://localhost:1');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
