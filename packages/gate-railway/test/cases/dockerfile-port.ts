import type { RuleCases } from '../rule-cases.js';

const service = (dockerfile: string, config = '{}') => ({ 'railway.json': config, Dockerfile: dockerfile });
const fixed = (dockerfile: string) => ({ Dockerfile: dockerfile });
const health = '{ "deploy": { "healthcheckPath": "/h" } }';

export const cases: RuleCases = {
  ok: [
    { name: 'ARG PORT and EXPOSE ${PORT}', files: service('FROM node:22\nARG PORT=3000\nEXPOSE ${PORT}\n') },
    {
      name: 'ENV PORT, and a fallback',
      files: {
        ...service('FROM node:22\nENV NODE_ENV=production \\\n    PORT=3000\nEXPOSE $PORT\n'),
        'b/railway.json': '{}',
        'b/Dockerfile': 'FROM node:22\nEXPOSE ${PORT:-3000}\n',
      },
    },
    {
      name: 'inherited from an earlier stage',
      files: service('FROM node:22 AS base\nENV PORT=1\nEXPOSE ${PORT}\nFROM base\nCMD ["node"]\n'),
    },
    {
      name: 'a literal port in another stage',
      traps: ['RLY-DOCK-001 stage that does not run'],
      files: service('FROM node:22 AS dev\nEXPOSE 3000\nFROM node:22\nARG PORT=1\nEXPOSE $PORT\n'),
    },
    {
      name: 'a database',
      traps: ['RLY-DOCK-001 database image'],
      files: service('FROM docker.io/bitnami/postgresql:16\nEXPOSE 5432\n'),
    },
    {
      name: 'a cron service',
      files: service('FROM node:22\n', '{ "deploy": { "cronSchedule": "0 3 * * *" } }'),
    },
    {
      name: 'a worker by its folder and by its command',
      traps: ['RLY-DOCK-001 worker image'],
      files: {
        'worker/railway.json': '{}',
        'worker/Dockerfile': 'FROM python:3\n',
        'b/railway.json': '{}',
        'b/Dockerfile': 'FROM python:3\nCMD celery -A app worker\n',
      },
    },
    { name: 'a stage that is chosen outside', files: service('FROM node:22 AS a\nEXPOSE 1\nFROM ${ROLE}\n') },
    {
      name: 'a development container, an example, a test',
      files: {
        'railway.json': '{}',
        '.devcontainer/Dockerfile': 'FROM node\nEXPOSE 1\n',
        'examples/a/Dockerfile': 'FROM node\n',
        'examples/a/package.json': '{}',
        'tests/Dockerfile': 'FROM node\n',
      },
    },
    {
      name: 'a Dockerfile of something beside the services',
      files: {
        'railway.json': '{}',
        'docker/postgres/Dockerfile': 'FROM debian\nEXPOSE 5432\n',
        'Dockerfile.dev': 'FROM node\nEXPOSE 1\n',
      },
    },
    {
      name: 'a repository without Railway',
      files: { Dockerfile: 'FROM node:22\nEXPOSE 3000\n', 'package.json': '{}' },
    },
  ],
  ng: [
    {
      name: 'a literal port in the stage that it starts from, where other stages may need it',
      files: service('FROM node:22 AS base\nEXPOSE 3000\nFROM base\n'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'a literal port',
      files: service(
        'FROM node:22 AS build\nEXPOSE 1\nFROM node:22\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
      ),
      finds: [{ at: 'Dockerfile:4:1', says: 'exposes 3000' }],
      fixed: fixed(
        'FROM node:22 AS build\nEXPOSE 1\nFROM node:22\nARG PORT=3000\nEXPOSE ${PORT}\nCMD ["node", "server.js"]\n',
      ),
    },
    {
      name: 'with CR LF and a protocol',
      files: service('FROM node:22\r\nEXPOSE 3000/tcp\r\n'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: fixed('FROM node:22\r\nARG PORT=3000\r\nEXPOSE ${PORT}/tcp\r\n'),
    },
    {
      name: 'no EXPOSE, a health check',
      files: service('FROM node:22\nCOPY . .\n  CMD ["node", "server.js"]', health),
      finds: [{ at: 'Dockerfile:1' }],
      fixed: fixed('FROM node:22\nCOPY . .\n  ARG PORT=8080\n  EXPOSE ${PORT}\n  CMD ["node", "server.js"]'),
    },
    {
      name: 'no EXPOSE and no command, the port known by ENV',
      files: service('FROM node:22\nENV PORT=4000', health),
      finds: [{ at: 'Dockerfile:1' }],
      fixed: fixed('FROM node:22\nENV PORT=4000\nEXPOSE ${PORT}'),
    },
    {
      name: 'no EXPOSE, the port in the command',
      files: service('FROM python:3\nCMD ["uvicorn", "m:a", "--port", "8000"]\n'),
      finds: [{ at: 'Dockerfile:1' }],
      fixed: fixed(
        'FROM python:3\nARG PORT=8000\nEXPOSE ${PORT}\nCMD ["uvicorn", "m:a", "--port", "8000"]\n',
      ),
    },
    {
      name: 'several ports are for a person',
      files: service('FROM node:22\nEXPOSE 80 443\n'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'an ENV that says another port',
      files: service('FROM node:22\nENV PORT=4000\nEXPOSE 3000\n'),
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'nothing says HTTP',
      files: service('FROM node:22\nCMD ["node", "bot.js"]\n'),
      finds: [{ at: 'Dockerfile:1', severity: 'info' }],
    },
    {
      name: 'only a Dockerfile says service',
      files: {
        'api/railway.json': '{}',
        'web/Dockerfile': 'FROM nginx:1\nEXPOSE 80\n',
        'web/package.json': '{}',
      },
      finds: [{ at: 'web/Dockerfile:2', severity: 'info' }],
    },
    {
      name: 'the Dockerfile that dockerfilePath names',
      files: {
        'railway.json': '{ "build": { "dockerfilePath": "docker/Dockerfile.web" } }',
        'docker/Dockerfile.web': 'FROM node:22\nEXPOSE 80 81\n',
      },
      finds: [{ at: 'docker/Dockerfile.web:2' }],
    },
    {
      name: 'the Dockerfile that railway.ts names',
      files: {
        '.railway/railway.ts':
          'import { service, github } from "railway/iac";\nservice("a", { source: github("a/b"), env: { RAILWAY_DOCKERFILE_PATH: ".railway/a.Dockerfile" } });\n',
        '.railway/a.Dockerfile': 'FROM node:22\nEXPOSE 80 81\n',
      },
      finds: [{ at: '.railway/a.Dockerfile:2' }],
    },
    {
      name: 'the default of the ARG chooses the stage',
      files: service('ARG ROLE=web\nFROM node:22 AS web\nEXPOSE 80 81\nFROM ${ROLE}\n'),
      finds: [{ at: 'Dockerfile:3' }],
    },
  ],
};
