import type { RuleCases } from '../rule-cases.js';

const run = (mount: string, command = 'npm ci') => ({
  'railway.json': '{}',
  Dockerfile: `FROM node:22\nRUN --mount=${mount} ${command}\n`,
});
const id = 's/7f3f0a1c-2f4e-4c0b-9d53-6f1f5f2b8a10-';

export const cases: RuleCases = {
  ok: [
    { name: 'an id of the right form', files: run(`type=cache,id=${id}/root/.npm,target=/root/.npm`) },
    {
      name: 'the same in another order and with quotes',
      files: run(`type=cache,target=/root/.npm,"id=${id}npm",sharing=locked`),
    },
    { name: 'other kinds of mounts', files: run('type=secret,id=npmrc') },
    { name: 'a bind mount without a type', files: run('target=/x,source=.') },
    { name: 'no mount', files: { 'railway.json': '{}', Dockerfile: 'FROM node:22\nRUN npm ci\n' } },
    {
      name: 'a comment and a printed text',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22\n# RUN --mount=type=cache,target=/x y\nRUN echo --mount=type=cache\n',
      },
    },
    {
      name: 'a Dockerfile that is not built on Railway',
      traps: ['RLY-DOCK-013 not built on Railway'],
      files: {
        'railway.json': '{}',
        'docker/ci/Dockerfile': 'FROM node:22\nRUN --mount=type=cache,target=/x npm ci\n',
      },
    },
  ],
  ng: [
    {
      name: 'no id',
      files: run('type=cache,target=/app/.cache/npm'),
      finds: [{ at: 'Dockerfile:2:1', says: 'id=s/<service id>-/app/.cache/npm' }],
    },
    {
      name: 'an id of another form',
      files: run('type=cache,id=npm,target=/root/.npm'),
      finds: [{ at: 'Dockerfile:2', says: 'without s/<service id>-' }],
    },
    {
      name: 'a variable in the id',
      traps: ['RLY-DOCK-013 variable in the id'],
      files: run('type=cache,id=s/${RAILWAY_SERVICE_ID}-npm,target=/root/.npm'),
      finds: [{ at: 'Dockerfile:2', says: 'a variable in its id' }],
    },
    {
      name: 'the placeholder of the documentation',
      files: run('type=cache,id=s/<service id>-/root/.npm,target=/root/.npm'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'two mounts of one instruction, over several lines',
      files: run('type=cache,target=/a \\\n    --mount=type=cache,dst=/b', '\\\n    apt-get update'),
      finds: [
        { at: 'Dockerfile:2', says: 'for /a' },
        { at: 'Dockerfile:2', says: 'for /b' },
      ],
    },
    {
      name: 'in a stage that is not the last',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM a:1 AS build\nRUN --mount=type=cache,target=/x make\nFROM b:1\n',
      },
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'only a Dockerfile says service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM node:22\nRUN --mount=type=cache,target=/x npm ci\n',
      },
      finds: [{ at: 'web/Dockerfile:2', severity: 'low' }],
    },
  ],
};
