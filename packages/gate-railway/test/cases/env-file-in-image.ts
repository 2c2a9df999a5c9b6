import type { RuleCases } from '../rule-cases.js';

/** Made at run time, so that nothing that looks like a secret is committed. */
const value = ['k3J9', 'xq0v', 'Zt77'].join('');
const env = `PORT=3000\nJWT_SECRET=${value}\n`;
const service = (dockerfile: string, more: Readonly<Record<string, string>> = { '.env': env }) => ({
  'railway.json': '{}',
  Dockerfile: `FROM node:22-slim\nWORKDIR /app\n${dockerfile}\nCMD ["node", "."]\n`,
  ...more,
});
const ignored = (text: string) => service('COPY . .', { '.env': env, '.dockerignore': text });

export const cases: RuleCases = {
  ok: [
    {
      name: 'no such file: Railway builds from what is committed',
      traps: ['RLY-DOCK-016 .env that git does not track'],
      files: service('COPY . .', {}),
    },
    { name: 'an example', files: service('COPY . .', { '.env.example': env, 'api.env.sample': env }) },
    { name: '.dockerignore names it', files: ignored('node_modules\n.env\n') },
    { name: '.dockerignore with a star', files: ignored('\uFEFF# all\r\n  .env*  \r\n!.env.example\r\n') },
    { name: '.dockerignore at any depth', files: ignored('**/.env\n') },
    { name: '.dockerignore keeps everything out but sources', files: ignored('*\n!src\n!package.json\n') },
    {
      name: 'a .dockerignore of the Dockerfile',
      files: service('COPY . .', { '.env': env, 'Dockerfile.dockerignore': '.env\n' }),
    },
    { name: 'other files', files: service('COPY package.json ./\nCOPY src ./src') },
    { name: 'a glob of other files', files: service('COPY *.json ./') },
    { name: 'from another stage', files: service('COPY --from=build /app /app') },
    {
      name: 'a stage that the image is not made of',
      files: {
        ...service('RUN true'),
        Dockerfile: 'FROM node:22 AS build\nCOPY . .\nFROM node:22-slim\nCOPY --from=build /app/dist /app\n',
      },
    },
    { name: 'excluded by the instruction', files: service('COPY --exclude=.env . .') },
    {
      name: 'a folder whose .dockerignore keeps it out',
      files: {
        'apps/api/railway.json': '{}',
        'apps/api/Dockerfile': 'FROM node:22\nCOPY . .\n',
        'apps/api/.env': env,
        'apps/api/.dockerignore': '.env\n',
      },
    },
  ],
  ng: [
    {
      name: 'the whole folder',
      files: service('COPY . .'),
      finds: [{ at: 'Dockerfile:3:1', says: 'with JWT_SECRET in it' }],
    },
    { name: 'by its name', files: service('COPY package.json .env ./'), finds: [{ at: 'Dockerfile:3' }] },
    {
      name: 'the JSON form, ADD, a slash',
      files: service('ADD ["./", "/app/"]'),
      finds: [{ at: 'Dockerfile:3' }],
    },
    { name: 'by a glob', files: service('COPY .e* ./'), finds: [{ at: 'Dockerfile:3' }] },
    {
      name: 'without a secret in it',
      files: service('COPY . .', { '.env.production': 'NODE_ENV=production\nJWT_SECRET=<set in Railway>\n' }),
      finds: [{ at: 'Dockerfile:3', severity: 'low', says: '.env.production into the image. Keep' }],
    },
    {
      name: 'a .dockerignore that lets it in again, and one for another folder',
      files: ignored('.env*\n!.env\n'),
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'a .dockerignore for another depth',
      files: ignored('config/.env\n/other\n'),
      finds: [{ at: 'Dockerfile:3' }],
    },
    {
      name: 'in a folder that is copied, in the stage below',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22 AS base\nCOPY config ./config\nFROM base\nCMD ["node", "."]\n',
        'config/.env': `DATABASE_URL=postgres://app:${value}@db.acme.net/x\n`,
      },
      finds: [{ at: 'Dockerfile:2', says: 'DATABASE_URL' }],
    },
    {
      name: 'of one service in a repository of several',
      files: {
        'apps/api/railway.json': '{}',
        'apps/api/Dockerfile': 'FROM node:22\nCOPY . .\n',
        'apps/api/.env': env,
        'apps/web/railway.json': '{}',
      },
      finds: [{ at: 'apps/api/Dockerfile:2' }],
    },
  ],
};
