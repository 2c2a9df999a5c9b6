import type { RuleCases } from '../rule-cases.js';
import { corsService, nginxTemplate, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a file of the environment for the developer’s machine, and one of the server',
      files: webService('', {
        '.env.development': 'VITE_API_URL=http://localhost:8000\n',
        '.env.production': 'API_URL=http://localhost:8000\nVITE_API_URL=https://api.acme.io\n',
        '.env.example': 'VITE_API_URL=http://localhost:8000\n',
      }),
    },
    {
      name: 'nginx in front of a program beside it',
      files: nginxTemplate('server { listen ${PORT}; location / { proxy_pass http://127.0.0.1:3000; } }', {
        Dockerfile:
          'FROM nginx:1.29-alpine\nCOPY default.conf.template /etc/nginx/templates/\nCOPY start.sh /\nCMD ["/start.sh"]\n',
        'start.sh': 'node server.js &\nnginx -g "daemon off;"\n',
      }),
    },
    {
      name: 'an import that a variable changes, one of another host, and one for logs',
      files: webService(
        "import { API, ENGINE } from './settings';\nfetch(API);\nfetch(`${ENGINE}/a`);\nconsole.log(ENGINE);",
        {
          'src/settings.ts':
            "export const API = process.env.API_URL;\nexport const ENGINE = 'https://api.acme.io';\n",
        },
      ),
    },
    {
      name: 'what counts only where something unknown is empty',
      files: webService(
        "import { address } from './settings';\nconst base = address() || 'http://localhost:8000';\nfetch(new URL('/a', base));\nconst other = options.url ?? 'http://localhost:8001';\nfetch(`${other}/b`);",
        { 'src/settings.ts': "import { env } from './env';\nexport const address = () => env('API_URL');\n" },
      ),
    },
    {
      name: 'the default of a parameter',
      files: webService('export function client(base = "http://localhost:8000") { return fetch(base); }'),
    },
    {
      name: 'a bare host, which a caller may replace',
      files: webService('import pg from "pg";\nnew pg.Pool({ host: "localhost" });'),
    },
    { name: 'a variable', files: webService(`fetch(\`\${process.env.API_URL}/api\`);`) },
    {
      name: 'a fallback, which another rule reports',
      traps: ['RLY-URL-001 fallback of a variable'],
      files: webService(`fetch(process.env.API_URL || 'http://localhost:8000');`),
    },
    {
      name: 'a constant that nothing asks',
      files: webService(`export const DOCS = 'http://localhost:8000';`),
    },
    {
      name: 'a list of CORS',
      traps: ['RLY-URL-001 list of CORS'],
      files: corsService("{ origin: ['http://localhost:3000'] }"),
    },
    {
      name: 'a list of blocked hosts',
      traps: ['RLY-URL-001 list of blocked hosts'],
      files: webService(`const blockedHosts = ['http://localhost', 'http://127.0.0.1'];`),
    },
    {
      name: 'a list of addresses that OAuth may return to',
      traps: ['RLY-URL-001 redirect list of OAuth'],
      files:
        webService(`const redirectUris = ['https://app.example.com/callback', 'http://localhost:3000/callback'];
oauth.configure({ redirectUris });`),
    },
    {
      name: 'the HEALTHCHECK of a Dockerfile',
      traps: ['RLY-URL-001 Docker HEALTHCHECK'],
      files: webService('', {
        Dockerfile:
          'FROM node:22\nHEALTHCHECK CMD curl -f http://localhost:3000/health\nCMD ["node", "dist/main.js"]\n',
      }),
    },
    { name: 'the base of a parser', files: webService(`new URL(req.url, 'http://localhost');`) },
    {
      name: 'a log, an error, a comment',
      traps: ['RLY-URL-001 comments and documentation'],
      files: webService(`// fetch('http://localhost:1')
console.log('http://localhost:1');
throw new Error('http://localhost:1 is down');`),
    },
    {
      name: 'development only',
      files: webService(`if (process.env.NODE_ENV === 'development') fetch('http://localhost:8000');`),
    },
    {
      name: 'behind a test for the host name',
      files: webService(`const base = location.hostname === 'localhost' ? 'http://localhost:5000' : '';
fetch(base);`),
    },
    {
      name: 'a test, a script and the configuration of a bundler',
      traps: ['RLY-URL-001 tests', 'RLY-URL-001 scripts', 'RLY-URL-001 proxy of a bundler'],
      files: webService('', {
        'src/a.test.ts': "fetch('http://localhost:1')",
        'scripts/seed.ts': "fetch('http://localhost:1')",
        'vite.config.ts': "axios.get('http://localhost:1')",
      }),
    },
    { name: 'its own PORT', files: webService(`fetch(\`http://localhost:\${process.env.PORT}/health\`);`) },
    {
      name: 'a port that it listens on itself',
      files: webService(`import http from 'http';
http.createServer(app).listen(3000);
fetch('http://localhost:3000/warm');`),
    },
    {
      name: 'a program beside it in the container',
      files: {
        'railway.json': '{"deploy":{"startCommand":"python model.py & node src/main.js"}}',
        'src/main.js': "fetch('http://localhost:5000')",
      },
    },
    {
      name: 'a file that nothing loads',
      files: webService('', { 'src/old.ts': "fetch('http://localhost:1')" }),
    },
    { name: 'a host that only begins like it', files: webService(`fetch('https://localhost.example.com');`) },
  ],
  ng: [
    {
      name: 'what a bundler puts in',
      files: webService('', { 'web/.env.production': 'VITE_API_URL=http://localhost:8000/api\n' }),
      finds: [{ at: 'web/.env.production:1:14', says: 'VITE_API_URL' }],
    },
    {
      name: 'nginx alone in its container',
      files: nginxTemplate(
        'server {\n  listen ${PORT};\n  location /api { proxy_pass http://localhost:8000; }\n}\n',
      ),
      finds: [{ at: 'default.conf.template:3' }],
    },
    {
      name: 'fetch',
      files: webService(`fetch('http://localhost:8000/api');`),
      finds: [{ at: 'src/main.ts:1:7', says: 'http://localhost:8000' }],
    },
    ...[
      ["import { API } from './settings';\nfetch(`${API}/users`);", 'src/main.ts:2:7'],
      ["import * as settings from './settings';\nfetch(settings.API + '/users');", 'src/main.ts:2:7'],
      ["const { API } = require('./settings');\nfetch(API);", 'src/main.ts:2:7'],
      [
        "import axios from 'axios';\nimport { API } from './settings';\naxios.create({ baseURL: `${API}/v1` });",
        'src/main.ts:3:25',
      ],
    ].map(([code = '', at = '']) => ({
      name: `through an import: ${code.split('\n').at(-1) ?? ''}`,
      files: webService(code, { 'src/settings.ts': "export const API = 'http://localhost:8000';\n" }),
      finds: [{ at, says: 'http://localhost:8000' }] as const,
    })),
    {
      name: 'once for all requests of a file to an imported address',
      files: webService(
        "import { API } from './settings';\nfetch(API);\nfetch(`${API}/a`);\nfetch(API + '/b');",
        {
          'src/settings.ts': "export const API = 'http://localhost:8000';\n",
        },
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    ...['requests.get(f"{API}/users")', 'requests.get(API + "/users")', 'requests.get(url=API)'].map(
      (call) => ({
        name: `through an import of Python: ${call}`,
        files: {
          'railway.json': '{"deploy":{"startCommand":"python main.py"}}',
          'main.py': `import requests\nfrom settings import API\n${call}\n`,
          'settings.py': 'API = "http://localhost:8000"\n',
        },
        finds: [{ at: 'main.py:3', says: 'http://localhost:8000' }] as const,
      }),
    ),
    {
      name: 'through a component of Vue',
      files: webService('', {
        'src/App.vue':
          '<template><p/></template>\n<script setup>\nimport { API } from "./settings";\nfetch(API);\n</script>\n',
        'src/settings.ts': "export const API = 'http://localhost:8000';\n",
      }),
      finds: [{ at: 'src/App.vue:4' }],
    },
    {
      name: 'through a constant',
      files: webService(`const API = 'http://127.0.0.1:8000';
fetch(\`\${API}/users\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'the base of axios',
      files: webService(`import axios from 'axios';
axios.create({ baseURL: 'http://localhost:8000' });`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a socket',
      files: webService(`import { io } from 'socket.io-client';
io('http://localhost:4000');`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a database, without its password',
      files: webService(`import pg from 'pg';
new pg.Pool({ connectionString: 'postgres://me:s3cret@localhost:5432/x' });`),
      finds: [{ at: 'src/main.ts:2', says: 'postgres://localhost:5432' }],
    },
    {
      name: 'in a browser',
      files: webService('', { 'src/App.tsx': `'use client';\nfetch('http://localhost:8000');` }),
      finds: [{ at: 'src/App.tsx:2' }],
    },
    {
      name: 'where only a Dockerfile says that it is a service',
      files: {
        'web/railway.json': '{}',
        'api/Dockerfile': 'FROM node:22\nCMD ["node", "main.js"]\n',
        'api/main.js': "fetch('http://localhost:8000');",
      },
      projects: ['api', 'web'],
      finds: [{ at: 'api/main.js:1', severity: 'medium' }],
    },
  ],
};
