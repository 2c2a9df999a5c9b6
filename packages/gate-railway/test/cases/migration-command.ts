import type { RuleCases } from '../rule-cases.js';

const start = (command: string, more = '') => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n${more}`,
});
const script = (name: string, command: string) => ({
  'package.json': JSON.stringify({ scripts: { [name]: command } }),
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'a pre-deploy command',
      files: start('node .', 'preDeployCommand = "npx prisma migrate deploy"\n'),
    },
    { name: 'generated code', files: { ...start('node .'), ...script('build', 'prisma generate && tsc') } },
    {
      name: 'SQLite on a volume',
      traps: ['RLY-CFG-025 SQLite on a volume'],
      files: start('npx prisma migrate deploy && node .', 'requiredMountPath = "/data"\n'),
    },
    {
      name: 'a database in a file',
      files: start('DATABASE_URL=file:/data/x.db npx prisma migrate deploy && node .'),
    },
    {
      name: 'SQLite in the image',
      files: {
        ...start('alembic upgrade head && uvicorn a:b'),
        Dockerfile: 'FROM x\nENV DATABASE_URL=sqlite:////data/x\n',
      },
    },
    { name: 'a service that only migrates', files: start('npx prisma migrate deploy') },
    { name: 'a text', files: start('echo migrate up && node .') },
    {
      name: 'a Dockerfile of no known service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM x\nRUN prisma migrate deploy\n',
      },
    },
  ],
  ng: [
    {
      name: 'Prisma at the start',
      files: start('npx prisma migrate deploy && node server.js'),
      finds: [{ at: 'railway.toml:2:16', severity: 'info', says: 'prisma migrate' }],
    },
    {
      name: 'Django at the start, in a Procfile',
      files: { 'railpack.json': '{}', Procfile: 'web: python manage.py migrate && gunicorn app\n' },
      finds: [{ at: 'Procfile:1:6', severity: 'info' }],
    },
    {
      name: 'through a package script',
      files: { ...start('npm start'), ...script('start', 'knex migrate:latest && node .') },
      finds: [{ at: 'railway.toml:2', severity: 'info' }],
    },
    {
      name: 'in the build command',
      files: { 'railway.json': '{"build":{"buildCommand":"npm ci && npx prisma db push"}}' },
      finds: [{ at: 'railway.json:1:26', says: 'runs in the build' }],
    },
    {
      name: 'in the build script',
      files: { 'railway.json': '{}', ...script('build', 'prisma migrate deploy && next build') },
      finds: [{ at: 'package.json:1' }],
    },
    {
      name: 'in a RUN line',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM python:3\nRUN pip install . && alembic upgrade head\n',
      },
      finds: [{ at: 'Dockerfile:2:1' }],
    },
  ],
};
