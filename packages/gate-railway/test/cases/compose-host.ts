import type { RuleCases } from '../rule-cases.js';
import { nginxTemplate, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a host of nginx that a script replaces',
      files: nginxTemplate('server { listen ${PORT}; location / { proxy_pass http://backend:8000; } }', {
        Dockerfile:
          'FROM nginx:1.29-alpine\nCOPY default.conf.template /etc/nginx/templates/\nCOPY start.sh /docker-entrypoint.d/10-hosts.sh\n',
        'start.sh': 'sed -i "s|backend:8000|$BACKEND|g" /etc/nginx/templates/default.conf.template\n',
      }),
    },
    {
      name: 'a variable',
      files: webService(`import Redis from 'ioredis';
new Redis(process.env.REDIS_URL);`),
    },
    {
      name: 'the file of docker compose itself',
      traps: ['RLY-URL-010 the compose file itself'],
      files: webService(`fetch(process.env.API_URL);`, {
        'docker-compose.yml':
          'services:\n  web:\n    environment:\n      API_URL: http://backend:8000\n  backend:\n    build: .\n',
      }),
    },
    { name: 'a domain', files: webService(`fetch('http://api.example.com:8000');`) },
    { name: 'localhost, which other rules report', files: webService(`fetch('http://localhost:8000');`) },
    {
      name: 'something that stands for a host',
      files: webService(`const u = process.env.DATABASE_URL || 'postgres://user:pass@host:5432/db';`),
    },
    { name: 'a base for a parser', files: webService(`new URL(path, 'http://n');`) },
    { name: 'a constant', files: webService(`const EXAMPLE = 'http://backend:8000';`) },
    {
      name: 'development only',
      files: webService(`if (process.env.NODE_ENV !== 'production') fetch('http://backend:8000');`),
    },
  ],
  ng: [
    {
      name: 'twice in a file that only a Dockerfile makes a service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM node:22\nCMD ["node", "server.js"]\n',
        'web/server.js': `fetch('http://backend:8000/x');\nfetch('http://backend:8000/y');`,
      },
      finds: [{ at: 'web/server.js:1', severity: 'low' }],
    },
    {
      name: 'Redis',
      files: webService(`const u = process.env.REDIS_URL || 'redis://redis:6379';`),
      finds: [{ at: 'src/main.ts:1:36', says: 'redis://redis:6379' }],
    },
    {
      name: 'a service',
      files: webService(`fetch('http://backend:8000/x');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a database, without its password',
      files: webService(`const u = process.env.DATABASE_URL ?? 'postgresql://me:secret@db:5432/x';`),
      finds: [{ at: 'src/main.ts:1', says: 'postgresql://db:5432' }],
    },
    {
      name: 'a name with a port',
      files: webService(`fetch('http://ml-service:5001/x');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'the machine around Docker',
      files: webService(`const u = process.env.OLLAMA_URL || 'http://host.docker.internal:11434';`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
