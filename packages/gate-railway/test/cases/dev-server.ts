import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});
const script = (name: string, command: string) => ({
  'package.json': JSON.stringify({ scripts: { [name]: command } }),
});

export const cases: RuleCases = {
  ok: [
    { name: 'a built server', files: start('node dist/server.js') },
    { name: 'next start', files: start('npx next start') },
    { name: 'a script that is not started', files: { ...start('node .'), ...script('dev', 'nodemon .') } },
    {
      name: 'Railpack serves a Vite application',
      files: { 'railway.json': '{}', ...script('start', 'vite') },
    },
    { name: 'uvicorn without reload', files: start('uvicorn a:b --host 0.0.0.0 --port $PORT') },
    {
      name: 'a preview environment',
      files: { 'railway.toml': '[environments.pr.deploy]\nstartCommand = "next dev"\n' },
    },
    { name: 'puma', files: start('bundle exec puma -C config/puma.rb') },
    { name: 'rails server', files: start('bin/rails server -b 0.0.0.0 -p $PORT -e production') },
    { name: 'Octane', files: start('php artisan octane:start --host=0.0.0.0 --port=$PORT') },
    { name: 'a program of PHP', files: start('php server.php serve') },
    { name: 'an argument of that name', files: start('node server.js dev') },
  ],
  ng: [
    {
      name: 'bin/dev of Rails',
      files: start('./bin/dev'),
      finds: [{ at: 'railway.toml:2', says: './bin/dev is a development server' }],
    },
    { name: 'foreman', files: start('foreman start -f Procfile.dev'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'Rails in development',
      files: start('bundle exec rails s -b 0.0.0.0 -p $PORT -e development'),
      finds: [{ at: 'railway.toml:2', says: 'rails -e development' }],
    },
    {
      name: 'php artisan serve',
      files: start('php artisan serve --host=0.0.0.0 --port=$PORT'),
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
    },
    {
      name: 'CodeIgniter',
      files: start('php spark serve --host 0.0.0.0 --port $PORT'),
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
    },
    {
      name: 'Symfony',
      files: start('symfony server:start --port=$PORT --listen-ip=0.0.0.0'),
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
    },
    {
      name: 'npm run dev',
      files: { ...start('npm run dev'), ...script('dev', 'next dev') },
      finds: [{ at: 'railway.toml:2:16', says: 'next dev' }],
    },
    { name: 'nodemon', files: start('npx nodemon server.js'), finds: [{ at: 'railway.toml:2' }] },
    { name: 'flask', files: start('flask --app main run --host 0.0.0.0'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'Django',
      files: start('python manage.py runserver 0.0.0.0:$PORT'),
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'reload in the exec form',
      files: { 'railway.json': '{}', Dockerfile: 'FROM python:3\nCMD ["uvicorn", "a:b", "--reload"]\n' },
      finds: [{ at: 'Dockerfile:2:1', says: '--reload' }],
    },
    {
      name: 'the start script',
      files: { 'railway.json': '{}', ...script('start', 'ts-node-dev src/main.ts') },
      finds: [{ at: 'package.json:1' }],
    },
    {
      name: 'vite preview works',
      traps: ['RLY-CFG-028 vite preview'],
      files: start('vite preview --host'),
      finds: [{ at: 'railway.toml:2', severity: 'medium' }],
    },
    {
      name: 'php artisan serve works',
      traps: ['RLY-CFG-028 php artisan serve'],
      files: { 'railpack.json': '{}', Procfile: 'web: php artisan serve --host=0.0.0.0\n' },
      finds: [{ at: 'Procfile:1', severity: 'medium' }],
    },
    {
      name: 'only a Dockerfile says service',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': 'FROM node:22\nCMD ["npx", "ng", "serve"]\n',
      },
      finds: [{ at: 'web/Dockerfile:2', severity: 'low' }],
    },
  ],
};
