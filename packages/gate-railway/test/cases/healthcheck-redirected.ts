import type { RuleCases } from '../rule-cases.js';

const config = (start: string, path = '/health') => ({
  'railway.json': JSON.stringify({ deploy: { startCommand: start, healthcheckPath: path } }),
});
const django = (settings: string, more: Readonly<Record<string, string>> = {}) => ({
  ...config('gunicorn shop.wsgi'),
  'shop/settings.py': `import os\nDEBUG = False\n${settings}\n`,
  ...more,
});
const urls = (list: string) => ({
  'shop/urls.py': `from django.urls import path\nfrom django.views.generic import RedirectView\nurlpatterns = [\n${list}\n]\n`,
});
const fastapi = (code: string) => ({
  ...config('uvicorn main:app --host 0.0.0.0 --port $PORT'),
  'main.py': `from fastapi import FastAPI, Depends\napp = FastAPI()\n${code}\n`,
});
const express = (code: string) => ({
  ...config('node server.js'),
  'server.js': `const express = require('express');\nconst app = express();\n${code}\napp.listen(process.env.PORT);\n`,
});
const rails = (code: string) => ({
  ...config('bundle exec puma', '/up'),
  Gemfile: 'gem "rails"\n',
  'config/environments/production.rb': `Rails.application.configure do\n${code}\nend\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'no redirect', files: django('SECURE_SSL_REDIRECT = False') },
    {
      name: 'an exemption',
      files: django('SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^health/?$"]'),
    },
    {
      name: 'an exemption with a pattern',
      files: django('SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^(health|ready)$"]'),
    },
    {
      name: 'an exemption that is computed',
      files: django('SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = paths()'),
    },
    { name: 'what the environment says', files: django('SECURE_SSL_REDIRECT = os.environ["SSL"] == "1"') },
    { name: 'for development', files: django('if DEBUG:\n    SECURE_SSL_REDIRECT = True') },
    {
      name: 'no health check',
      files: { 'railway.json': '{}', 'shop/settings.py': 'SECURE_SSL_REDIRECT = True\n' },
    },
    { name: 'a comment', files: django('# SECURE_SSL_REDIRECT = True') },
    {
      name: 'the exclusion of Rails',
      traps: ['RLY-CFG-013 exclusion of Rails'],
      files: rails(
        '  config.force_ssl = true\n  config.ssl_options = { redirect: { exclude: ->(request) { request.path == "/up" } } }',
      ),
    },
    {
      name: 'Rails behind a proxy that it trusts',
      files: rails('  config.assume_ssl = true\n  config.force_ssl = true'),
    },
    { name: 'a route', files: express("app.get('/health', (a, b) => b.send('ok'));") },
    {
      name: 'a slash that Express does not mind',
      files: express("app.get('/health/', (a, b) => b.send('ok'));"),
    },
    {
      name: 'a login on other routes',
      files: express("app.get('/me', requireAuth, me);\napp.get('/health', ok);"),
    },
    { name: 'a middleware of another kind', files: express("app.get('/health', noCache, rateLimit, ok);") },
    {
      name: 'two routes of that path',
      files: express("app.get('/health', requireAuth, a);\napp.get('/health', b);"),
    },
    {
      name: 'with and without the slash',
      files: django('', urls('  path("health/", view), path("health", view),')),
    },
  ],
  ng: [
    {
      name: 'Django',
      files: django('SECURE_SSL_REDIRECT = True'),
      finds: [{ at: 'shop/settings.py:3', says: 'SECURE_REDIRECT_EXEMPT' }],
    },
    {
      name: 'Django, not DEBUG',
      files: django('SECURE_SSL_REDIRECT = not DEBUG'),
      finds: [{ at: 'shop/settings.py:3' }],
    },
    {
      name: 'Django, by default',
      files: django(
        'import environ\nenv = environ.Env()\nSECURE_SSL_REDIRECT = env.bool("SSL", default=True)',
      ),
      finds: [{ at: 'shop/settings.py:5' }],
    },
    {
      name: 'Django, another exemption',
      files: django('SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r"^metrics$"]'),
      finds: [{ at: 'shop/settings.py:3' }],
    },
    {
      name: 'Starlette',
      files: fastapi(
        'from fastapi.middleware.httpsredirect import HTTPSRedirectMiddleware\napp.add_middleware(HTTPSRedirectMiddleware)',
      ),
      finds: [{ at: 'main.py:4', says: 'HTTPSRedirectMiddleware' }],
    },
    {
      name: 'Rails',
      files: rails('  config.force_ssl = true'),
      finds: [{ at: 'config/environments/production.rb:2', says: 'ssl_options' }],
    },
    {
      name: 'a route that redirects',
      files: express("app.get('/health', (a, b) => b.redirect('/status'));"),
      finds: [{ at: 'server.js:3', says: 'redirected' }],
    },
    {
      name: 'a login',
      files: express("app.get('/health', requireAuth, ok);"),
      finds: [{ at: 'server.js:3', severity: 'medium', says: 'requireAuth' }],
    },
    {
      name: 'a slash that Django adds',
      files: django('', urls('  path("health/", view),')),
      finds: [{ at: 'shop/urls.py:4', says: 'Add the slash' }],
    },
  ],
};
