import type { RuleCases } from '../rule-cases.js';

const toml = (command: string) => `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`;
const start = (command: string, more = '') => ({ 'railway.toml': toml(command) + more });
const health = 'healthcheckPath = "/h"\n';
const docker = (lines: string, config = '{}') => ({
  'railway.json': config,
  Dockerfile: `FROM python:3\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'a default of the variable',
      traps: ['RLY-CMD-004 default of the variable'],
      files: start('uvicorn a:b --port ${PORT:-8000}'),
    },
    {
      name: 'the port of a database',
      traps: ['RLY-CMD-004 port of a database'],
      files: start('wait-for -p 5432 && node server.js'),
    },
    { name: 'flags with other numbers', files: start('gunicorn -w 4 --timeout 120 --threads 8 app') },
    { name: 'mkdir -p', files: start('mkdir -p 2024 && node .') },
    {
      name: 'a worker',
      files: { 'worker/railway.toml': '[deploy]\nstartCommand = "celery worker --port 8000"\n' },
    },
    { name: 'a cron service', files: start('python job.py --port 8000', 'cronSchedule = "0 3 * * *"\n') },
    {
      name: 'a database image',
      traps: ['RLY-DOCK-006 database image'],
      files: { 'railway.json': '{}', Dockerfile: 'FROM mysql:8\nCMD ["mysqld", "--port", "3307"]\n' },
    },
    {
      name: 'Dockerfile.dev',
      traps: ['RLY-DOCK-006 Dockerfile.dev'],
      files: {
        'railway.json': '{}',
        'Dockerfile.dev': 'FROM python:3\nCMD ["uvicorn", "a:b", "--port", "8000"]\n',
      },
    },
    { name: 'the shell form with a default', files: docker('CMD uvicorn a:b --port ${PORT:-8000}') },
    {
      name: 'a CMD that a start command replaces',
      traps: ['RLY-DOCK-006 replaced by the start command'],
      files: docker(
        'CMD ["uvicorn", "--port", "8000"]',
        '{ "deploy": { "startCommand": "node server.js" } }',
      ),
    },
    {
      name: 'a Procfile process that is not started',
      files: { 'railpack.json': '{}', Procfile: 'web: gunicorn app\nother: serve -p 8000\n' },
    },
    {
      name: 'a Procfile that a Dockerfile makes meaningless',
      files: { 'railway.json': '{}', Procfile: 'web: a --port 8000\n', Dockerfile: 'FROM node:22\n' },
    },
  ],
  ng: [
    {
      name: 'php -S',
      files: start('php artisan migrate && php -S 0.0.0.0:8080 -t public'),
      finds: [{ at: 'railway.toml:2:16', severity: 'medium' }],
      fixed: start('php artisan migrate && php -S 0.0.0.0:${PORT:-8080} -t public'),
    },
    {
      name: 'a flag and its value',
      files: start('uvicorn a:b --host 0.0.0.0 --port 8000'),
      finds: [{ at: 'railway.toml:2:16', severity: 'medium' }],
      fixed: start('uvicorn a:b --host 0.0.0.0 --port ${PORT:-8000}'),
    },
    {
      name: 'high beside a health check',
      files: start('uvicorn a:b --port=8000', health),
      finds: [{ at: 'railway.toml:2', severity: 'high' }],
      fixed: start('uvicorn a:b --port=${PORT:-8000}', health),
    },
    {
      name: 'an address',
      files: start('gunicorn -b 0.0.0.0:8000 app'),
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
      fixed: start('gunicorn -b 0.0.0.0:${PORT:-8000} app'),
    },
    {
      name: 'no fix where nothing expands',
      files: { ...start('serve -l 3000'), Dockerfile: 'FROM node:22\n' },
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
    },
    {
      name: 'the exec form',
      files: docker('CMD ["uvicorn", "a:b", "--port", "8000"]'),
      finds: [{ at: 'Dockerfile:2', severity: 'medium' }],
      fixed: {
        Dockerfile: 'FROM python:3\nCMD ["/bin/sh", "-c", "exec uvicorn a:b --port ${PORT:-8000}"]\n',
      },
    },
    {
      name: 'the exec form beside a health check',
      files: docker(
        'CMD ["a", "-p", "80 "]\nCMD ["a", "--bind=[::]:80"]',
        '{ "deploy": { "healthcheckPath": "/h" } }',
      ),
      finds: [{ at: 'Dockerfile:3', severity: 'high' }],
    },
    {
      name: 'a Procfile',
      files: { 'railpack.json': '{}', Procfile: 'release: x\nweb:  gunicorn --bind 0.0.0.0:8000 app\n' },
      finds: [{ at: 'Procfile:2:7', severity: 'medium' }],
      fixed: { Procfile: 'release: x\nweb:  gunicorn --bind 0.0.0.0:${PORT:-8000} app\n' },
    },
    {
      name: 'only a Dockerfile says service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM node:22\nCMD ["serve", "-l", "3000"]\n',
      },
      finds: [{ at: 'web/Dockerfile:2', severity: 'low' }],
      fixed: { 'web/Dockerfile': 'FROM node:22\nCMD ["/bin/sh", "-c", "exec serve -l ${PORT:-3000}"]\n' },
    },
  ],
};
