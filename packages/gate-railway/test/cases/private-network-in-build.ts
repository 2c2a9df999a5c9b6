import type { RuleCases } from '../rule-cases.js';

const build = (command: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.toml': `[build]\nbuildCommand = ${JSON.stringify(command)}\n`,
  ...more,
});
const image = (run: string) => ({
  'railway.json': '{}',
  Dockerfile: `FROM node:22\n${run}\nCMD ["node", "a.js"]\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'a build', files: build('npm ci && npm run build') },
    {
      name: 'generated code',
      traps: ['RLY-URL-008 prisma generate'],
      files: build('npx prisma generate && DATABASE_URL=$DATABASE_URL npm run build'),
    },
    {
      name: 'before the deployment',
      files: {
        'railway.toml':
          '[build]\nbuildCommand = "npm run build"\n[deploy]\npreDeployCommand = "psql $DATABASE_URL -f schema.sql"\nstartCommand = "curl http://api.railway.internal:3000 && node a.js"\n',
      },
    },
    {
      name: 'a configuration that is written',
      files: image('RUN echo "proxy_pass http://api.railway.internal:3000;" > /etc/x.conf'),
    },
    { name: 'a database of its own', files: build('psql postgres://localhost/x -f schema.sql') },
    {
      name: 'an environment for the running service',
      files: image('ENV API=http://api.railway.internal:3000'),
    },
    { name: 'a comment', files: image('# RUN psql $DATABASE_URL') },
    {
      name: 'a stage that is not built',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM node:22 AS dev\nRUN psql $DATABASE_URL\nFROM node:22\nCMD ["node", "a.js"]\n',
      },
    },
    {
      name: 'a Dockerfile of no known service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM x\nRUN psql $DATABASE_URL\n',
      },
    },
  ],
  ng: [
    {
      name: 'a client of a database',
      files: build('psql "$DATABASE_URL" -f schema.sql && npm run build'),
      finds: [{ at: 'railway.toml:2', says: 'DATABASE_URL' }],
    },
    {
      name: 'a host',
      files: build('curl -f http://cms.railway.internal:1337/api > data.json && npm run build'),
      finds: [{ at: 'railway.toml:2', says: 'cms.railway.internal' }],
    },
    {
      name: 'the script of the package',
      files: {
        'railway.json': '{}',
        'package.json':
          '{\n  "scripts": {\n    "build": "API=http://cms.railway.internal:1337 next build"\n  }\n}\n',
      },
      finds: [{ at: 'package.json:3' }],
    },
    {
      name: 'RUN',
      files: image('RUN until pg_isready -d ${DATABASE_URL}; do sleep 1; done'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'RUN with its own address',
      files: image('RUN npm ci \\\n && API=http://$RAILWAY_PRIVATE_DOMAIN:3000 npm run build'),
      finds: [{ at: 'Dockerfile:2', says: 'RAILWAY_PRIVATE_DOMAIN' }],
    },
  ],
};
