import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'all addresses', files: start('gunicorn -b 0.0.0.0:$PORT app:app') },
    { name: 'IPv6', files: start('hypercorn --bind [::]:$PORT app:app') },
    { name: 'no address', files: start('gunicorn app:app') },
    { name: 'the address of a database', files: start('psql --host localhost -c x && node server.js') },
    {
      name: 'behind nginx',
      files: start("sh -c 'uvicorn a:b --host 127.0.0.1 --port 9000 & nginx -g daemon'"),
    },
    {
      name: 'a worker',
      files: { 'worker/railway.toml': '[deploy]\nstartCommand = "node a.js --host 127.0.0.1"\n' },
    },
    {
      name: 'a CMD that a start command replaces',
      files: { ...start('node .'), Dockerfile: 'FROM x\nCMD ["serve", "--host", "localhost"]\n' },
    },
    { name: 'an argument of something else', files: start('node server.js --redis localhost') },
  ],
  ng: [
    {
      name: 'rails server',
      files: start('bin/rails server --binding 127.0.0.1 -p $PORT'),
      finds: [{ at: 'railway.toml:2', says: '127.0.0.1' }],
      fixed: start('bin/rails server --binding 0.0.0.0 -p $PORT'),
    },
    {
      name: 'Sinatra',
      files: start('bundle exec ruby app.rb -o localhost'),
      finds: [{ at: 'railway.toml:2' }],
      fixed: start('bundle exec ruby app.rb -o 0.0.0.0'),
    },
    {
      name: 'php -S',
      files: start('php -S localhost:$PORT -t public'),
      finds: [{ at: 'railway.toml:2' }],
      fixed: start('php -S 0.0.0.0:$PORT -t public'),
    },
    {
      name: 'gunicorn',
      files: start('gunicorn -b 127.0.0.1:8000 app'),
      finds: [{ at: 'railway.toml:2:16', says: 'Bind 0.0.0.0:8000' }],
      fixed: start('gunicorn -b 0.0.0.0:8000 app'),
    },
    {
      name: 'a joined flag, in the exec form',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM python:3\nCMD ["uvicorn", "a:b", "--host=localhost"]\n',
      },
      finds: [{ at: 'Dockerfile:2:1' }],
      fixed: { Dockerfile: 'FROM python:3\nCMD ["uvicorn", "a:b", "--host=0.0.0.0"]\n' },
    },
    {
      name: 'through a package script',
      files: { ...start('npm start'), 'package.json': '{"scripts":{"start":"next start -H 127.0.0.1"}}' },
      finds: [{ at: 'package.json:1:21' }],
    },
    {
      name: 'a variable in front',
      files: start('HOST=127.0.0.1 node server.js'),
      finds: [{ at: 'railway.toml:2' }],
      fixed: start('HOST=0.0.0.0 node server.js'),
    },
    {
      name: 'IPv6',
      files: { 'railpack.json': '{}', Procfile: 'web: hypercorn --bind [::1]:8000 app:app\n' },
      finds: [{ at: 'Procfile:1:6' }],
      fixed: { Procfile: 'web: hypercorn --bind [::]:8000 app:app\n' },
    },
    {
      name: 'only a Dockerfile says service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM node:22\nCMD ["serve", "--listen", "tcp://127.0.0.1:3000"]\n',
      },
      finds: [{ at: 'web/Dockerfile:2', severity: 'low' }],
      fixed: { 'web/Dockerfile': 'FROM node:22\nCMD ["serve", "--listen", "tcp://0.0.0.0:3000"]\n' },
    },
  ],
};
