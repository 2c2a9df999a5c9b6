import type { RuleCases } from '../rule-cases.js';

const CONFIG = { deploy: { startCommand: 'gunicorn shop.wsgi', healthcheckPath: '/health' } };
const django = (hosts: string, config: unknown = CONFIG) => ({
  'railway.json': JSON.stringify(config),
  'shop/settings.py': `import os\nDEBUG = False\n${hosts}\n`,
});
const starlette = (hosts: string) => ({
  'railway.json': JSON.stringify({
    deploy: { startCommand: 'uvicorn main:app', healthcheckPath: '/health' },
  }),
  'main.py': `import os
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware
app = FastAPI()
app.add_middleware(TrustedHostMiddleware, allowed_hosts=${hosts})
`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'the host', files: django('ALLOWED_HOSTS = ["a.example", "healthcheck.railway.app"]') },
    { name: 'a star', traps: ['RLY-CFG-014 star'], files: django('ALLOWED_HOSTS = ["*"]') },
    { name: 'a suffix', files: django('ALLOWED_HOSTS = ["a.example", ".railway.app"]') },
    { name: 'a suffix of Starlette', files: starlette('["a.example", "*.railway.app"]') },
    {
      name: 'no health check',
      traps: ['RLY-CFG-014 no health check'],
      files: django('ALLOWED_HOSTS = ["a.example"]', { deploy: { startCommand: 'gunicorn shop.wsgi' } }),
    },
    { name: 'a variable', files: django('ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")') },
    { name: 'a part that is computed', files: django('ALLOWED_HOSTS = ["a.example", os.environ["HOST"]]') },
    { name: 'added to later', files: django('ALLOWED_HOSTS = ["a.example"]\nALLOWED_HOSTS += extra()') },
    { name: 'a comment', files: django('# ALLOWED_HOSTS = ["a.example"]') },
    {
      name: 'settings for development',
      files: { ...django(''), 'shop/settings/development.py': 'ALLOWED_HOSTS = ["localhost"]\n' },
    },
  ],
  ng: [
    {
      name: 'Django',
      files: django('ALLOWED_HOSTS = ["a.example", "www.a.example"]'),
      finds: [{ at: 'shop/settings.py:3:1', says: 'healthcheck.railway.app' }],
    },
    { name: 'nothing allowed', files: django('ALLOWED_HOSTS = []'), finds: [{ at: 'shop/settings.py:3' }] },
    {
      name: 'through a constant',
      files: django('HOSTS = ["a.example"]\nALLOWED_HOSTS = HOSTS'),
      finds: [{ at: 'shop/settings.py:4' }],
    },
    {
      name: 'the fallback of a variable',
      files: django('ALLOWED_HOSTS = os.getenv("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")'),
      finds: [{ at: 'shop/settings.py:3', severity: 'medium', says: 'when ALLOWED_HOSTS is not set' }],
    },
    {
      name: 'Starlette',
      files: starlette('["a.example", "*.a.example"]'),
      finds: [{ at: 'main.py:5:1', says: 'TrustedHostMiddleware' }],
    },
  ],
};
