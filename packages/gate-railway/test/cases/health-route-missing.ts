import type { RuleCases } from '../rule-cases.js';
import { nginxService } from '../web-service.js';

const config = (path: string, start = 'node server.js') => ({
  'railway.json': JSON.stringify({ deploy: { startCommand: start, healthcheckPath: path } }),
});
const express = (path: string, code: string, more: Readonly<Record<string, string>> = {}) => ({
  ...config(path),
  'server.js': `const express = require('express');\nconst app = express();\n${code}\napp.listen(process.env.PORT);\n`,
  ...more,
});
const LIST = "app.get('/items', list);";

export const cases: RuleCases = {
  ok: [
    { name: 'the route', files: express('/health', `${LIST}\napp.get('/health', ok);`) },
    { name: 'with a slash, in another case', files: express('/Health/', `${LIST}\napp.get('/health', ok);`) },
    {
      name: 'a prefix from another file',
      traps: ['RLY-CFG-012 global prefix'],
      files: express('/api/v1/health', `${LIST}\nrouter.get('/health', ok);`),
    },
    {
      name: 'a web server in front',
      traps: ['RLY-CFG-012 reverse proxy'],
      files: {
        ...nginxService('server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } }\n'),
        'railway.json': '{ "deploy": { "healthcheckPath": "/health" } }',
        'server.js': `${LIST}\napp.listen(3000);\n`,
      },
    },
    {
      name: 'a static file',
      traps: ['RLY-CFG-012 static files'],
      files: express('/health.txt', LIST, { 'public/health.txt': 'ok\n' }),
    },
    {
      name: 'a page that is a file',
      files: express('/health', LIST, { 'app/health/page.tsx': 'export default () => null;\n' }),
    },
    { name: 'the start page', files: express('/', LIST) },
    {
      name: 'by hand',
      files: express(
        '/healthz',
        `${LIST}\napp.use((a, b, c) => (a.url === '/healthz' ? b.send('ok') : c()));`,
      ),
    },
    { name: 'a route for everything', files: express('/health', "app.get('*', page);") },
    { name: 'a route with a parameter', files: express('/health', "app.get('/:page', page);") },
    { name: 'a route that is computed', files: express('/health', `${LIST}\napp.get(PATHS.one, ok);`) },
    { name: 'no route that can be read', files: express('/health', '') },
    { name: 'what a framework answers', files: express('/actuator/health', LIST) },
    { name: 'no health check', files: { 'railway.json': '{}', 'server.js': LIST } },
    {
      name: 'in a file beside it',
      files: express('/health', LIST, {
        'routes/status.js': "module.exports = (app) => app.get('/health', ok);\n",
      }),
    },
  ],
  ng: [
    {
      name: 'no such route',
      files: express('/healthz', LIST),
      finds: [{ at: 'railway.json:1', says: '/healthz' }],
    },
    {
      name: 'spelled otherwise',
      files: express('/api/health', "app.get('/api/healthcheck', list);".replace('health', 'status')),
      finds: [{ at: 'railway.json:1' }],
    },
    {
      name: 'FastAPI',
      files: {
        ...config('/health', 'uvicorn main:app --host 0.0.0.0 --port $PORT'),
        'main.py':
          'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/items")\ndef items():\n    return []\n',
      },
      finds: [{ at: 'railway.json:1' }],
    },
  ],
};
