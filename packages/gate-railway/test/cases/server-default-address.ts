import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});
const docker = (lines: string) => ({ 'railway.json': '{}', Dockerfile: `FROM python:3\n${lines}\n` });

export const cases: RuleCases = {
  ok: [
    { name: 'both flags', files: start('uvicorn main:app --host 0.0.0.0 --port $PORT') },
    { name: 'joined flags', files: start('uvicorn main:app --host=:: --port=${PORT:-8000}') },
    {
      name: 'variables in front',
      traps: ['RLY-CMD-006 variables of uvicorn'],
      files: start('UVICORN_HOST=0.0.0.0 UVICORN_PORT=$PORT uvicorn main:app'),
    },
    {
      name: 'variables of the image',
      traps: ['RLY-CMD-006 variables of uvicorn'],
      files: docker('ENV UVICORN_HOST=0.0.0.0 UVICORN_PORT=8080\nCMD ["uvicorn", "main:app"]'),
    },
    {
      name: 'variables of railpack.json',
      files: {
        'railpack.json':
          '{"deploy":{"startCommand":"x","variables":{"UVICORN_HOST":"::","UVICORN_PORT":"80"}}}',
        Procfile: 'web: uvicorn main:app\n',
      },
    },
    {
      name: 'gunicorn reads PORT',
      traps: ['RLY-CMD-006 gunicorn reads PORT'],
      files: start('gunicorn main:app'),
    },
    {
      name: 'gunicorn with workers of uvicorn',
      files: start('gunicorn -k uvicorn.workers.UvicornWorker main:app'),
    },
    { name: 'next start reads PORT', traps: ['RLY-CMD-006 next start'], files: start('next start') },
    { name: 'serve reads PORT', traps: ['RLY-CMD-006 serve'], files: start('serve -s dist') },
    {
      name: 'http-server reads PORT',
      traps: ['RLY-CMD-006 http-server'],
      files: start('npx http-server dist'),
    },
    { name: 'Nitro reads PORT', traps: ['RLY-CMD-006 Nitro'], files: start('node .output/server/index.mjs') },
    {
      name: 'Bun.serve reads PORT',
      traps: ['RLY-CMD-006 Bun.serve'],
      files: { ...start('bun src/main.ts'), 'src/main.ts': 'Bun.serve({ fetch });' },
    },
    { name: 'a Unix socket behind nginx', files: start('nginx && uvicorn main:app --uds /tmp/a.sock') },
    { name: 'a file says it', files: start('hypercorn --config hypercorn.toml main:app') },
    { name: 'a worker', files: { 'worker/railway.toml': '[deploy]\nstartCommand = "uvicorn main:app"\n' } },
    { name: 'puma reads PORT', files: start('bundle exec puma') },
    { name: 'rails server reads PORT', files: start('bin/rails server') },
    { name: 'rackup with its port', files: start('bundle exec rackup config.ru -p${PORT:-9292}') },
    { name: 'artisan with both', files: start('php artisan serve --host=0.0.0.0 --port=${PORT}') },
    {
      name: 'artisan by its variables',
      files: start('SERVER_HOST=0.0.0.0 SERVER_PORT=$PORT php artisan serve'),
    },
    { name: 'another command of artisan', files: start('php artisan queue:work') },
    {
      name: 'Railpack serves PHP on PORT itself',
      traps: ['RLY-PORT-015 address of Railpack'],
      files: {
        'railway.toml': '[build]\nbuilder = "RAILPACK"\n',
        'composer.json': '{}',
        'public/index.php': '<?php',
      },
    },
    {
      name: 'Thruster on PORT',
      files: {
        'railway.toml': '[deploy]\nstartCommand = "HTTP_PORT=$PORT ./bin/thrust ./bin/rails server"\n',
      },
    },
    { name: 'streamlit with its port', files: start('streamlit run app.py --server.port $PORT') },
  ],
  ng: [
    {
      name: 'artisan',
      files: start('php artisan migrate --force && php artisan serve'),
      finds: [{ at: 'railway.toml:2', says: '127.0.0.1:8000 here' }],
      fixed: start('php artisan migrate --force && php artisan serve --host=0.0.0.0 --port=${PORT:-8000}'),
    },
    {
      name: 'artisan without a host',
      files: start('php artisan serve --port=$PORT'),
      finds: [{ at: 'railway.toml:2', says: 'Add --host=0.0.0.0.' }],
      fixed: start('php artisan serve --host=0.0.0.0 --port=$PORT'),
    },
    {
      name: 'Octane',
      files: start('php artisan octane:start --server=frankenphp'),
      finds: [{ at: 'railway.toml:2', says: '127.0.0.1:8000' }],
      fixed: start('php artisan octane:start --host=0.0.0.0 --port=${PORT:-8000} --server=frankenphp'),
    },
    {
      name: 'Reverb, which config/reverb.php may move',
      files: { ...start('php artisan reverb:start'), 'config/reverb.php': '<?php return [];' },
      finds: [{ at: 'railway.toml:2', severity: 'info', says: 'port 8080' }],
    },
    {
      name: 'FrankenPHP',
      files: start('frankenphp php-server -r public/'),
      finds: [{ at: 'railway.toml:2', severity: 'medium', says: 'Add --listen :${PORT:-80}.' }],
      fixed: start('frankenphp php-server --listen :${PORT:-80} -r public/'),
    },
    {
      name: 'rackup',
      files: start('bundle exec rackup'),
      finds: [{ at: 'railway.toml:2', severity: 'medium', says: 'port 9292' }],
      fixed: start('bundle exec rackup -p ${PORT:-9292}'),
    },
    {
      name: 'Thruster of the image that Rails generates',
      files: {
        'railway.json': '{"deploy":{"healthcheckPath":"/up"}}',
        Dockerfile:
          'FROM ruby:3.4-slim\nENTRYPOINT ["/rails/bin/docker-entrypoint"]\nEXPOSE 80\nCMD ["./bin/thrust", "./bin/rails", "server"]\n',
      },
      finds: [{ at: 'Dockerfile:2', says: 'thrust listens on port 80' }],
    },
    {
      name: 'uvicorn',
      files: start('uvicorn main:app'),
      finds: [{ at: 'railway.toml:2:16', says: '127.0.0.1:8000' }],
      fixed: start('uvicorn main:app --host 0.0.0.0 --port ${PORT:-8000}'),
    },
    {
      name: 'the port alone is missing',
      files: start('python -m uvicorn main:app --host 0.0.0.0'),
      finds: [{ at: 'railway.toml:2', severity: 'medium', says: 'port 8000' }],
      fixed: start('python -m uvicorn main:app --port ${PORT:-8000} --host 0.0.0.0'),
    },
    {
      name: 'the port alone is missing, beside a health check',
      files: {
        'railway.toml':
          '[deploy]\nstartCommand = "uvicorn main:app --host 0.0.0.0"\nhealthcheckPath = "/h"\n',
      },
      finds: [{ at: 'railway.toml:2' }],
      fixed: {
        'railway.toml':
          '[deploy]\nstartCommand = "uvicorn main:app --port ${PORT:-8000} --host 0.0.0.0"\nhealthcheckPath = "/h"\n',
      },
    },
    {
      name: 'hypercorn behind a migration',
      files: start('alembic upgrade head && hypercorn app.main:app'),
      finds: [{ at: 'railway.toml:2' }],
      fixed: start('alembic upgrade head && hypercorn app.main:app --bind 0.0.0.0:${PORT:-8000}'),
    },
    {
      name: 'the exec form',
      files: docker('CMD ["uvicorn", "main:app"]'),
      finds: [{ at: 'Dockerfile:2:1' }],
    },
    {
      name: 'a Procfile',
      files: { 'railpack.json': '{}', Procfile: 'web: daphne app.asgi:application\n' },
      finds: [{ at: 'Procfile:1:6' }],
      fixed: { Procfile: 'web: daphne app.asgi:application -b 0.0.0.0 -p ${PORT:-8000}\n' },
    },
    {
      name: 'streamlit',
      files: start('streamlit run app.py'),
      finds: [{ at: 'railway.toml:2', severity: 'medium', says: '8501' }],
      fixed: start('streamlit run app.py --server.port ${PORT:-8501}'),
    },
    {
      name: 'vite preview, whose configuration may say it',
      files: {
        ...start('npm start'),
        'package.json': '{"scripts":{"start":"vite preview"}}',
        'vite.config.ts': '',
      },
      finds: [{ at: 'package.json:1:21', severity: 'info' }],
    },
    { name: 'vite preview', files: start('vite preview --port $PORT'), finds: [{ at: 'railway.toml:2' }] },
  ],
};
