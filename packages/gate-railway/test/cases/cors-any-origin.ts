import type { RuleCases } from '../rule-cases.js';
import { caddyService, corsService, nginxTemplate, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'one origin', files: corsService("{ origin: 'https://a.com' }") },
    { name: 'a variable', files: corsService('{ origin: process.env.FRONTEND_URL }') },
    { name: 'a function', files: corsService('{ origin: check }') },
    { name: 'options that are computed', files: corsService('options()') },
    {
      name: 'with credentials, which another rule reports',
      files: corsService("{ origin: '*', credentials: true }"),
    },
    {
      name: 'development only',
      files: webService(
        "import cors from 'cors';\nif (process.env.NODE_ENV !== 'production') app.use(cors());",
      ),
    },
    {
      name: 'nginx in front of files only',
      files: nginxTemplate('server { listen ${PORT}; add_header Access-Control-Allow-Origin *; root /srv; }'),
    },
    {
      name: 'nginx for fonts',
      files: nginxTemplate(
        'server { listen ${PORT}; location ~* \\.(woff2?|ttf)$ { add_header Access-Control-Allow-Origin *; } location /api { proxy_pass https://a.com; } }',
      ),
    },
    {
      name: 'nginx with a map of origins',
      files: nginxTemplate(
        'map $http_origin $cors { default ""; "https://a.com" $http_origin; }\nserver { listen ${PORT}; location / { add_header Access-Control-Allow-Origin $cors; proxy_pass https://b.com; } }',
      ),
    },
    { name: 'a function of that name', files: webService("import { cors } from './own';\ncors();") },
    { name: 'elsewhere than in CORS', files: webService("const any = { origin: '*' };") },
  ],
  ng: [
    {
      name: 'nginx, in two locations',
      files: nginxTemplate(
        'server {\n  listen ${PORT};\n  location /a { add_header Access-Control-Allow-Origin * always; proxy_pass https://a.com; }\n  location /b { add_header \'Access-Control-Allow-Origin\' "*"; proxy_pass https://a.com; }\n}\n',
      ),
      finds: [
        { at: 'default.conf.template:3', says: 'nginx lets every origin in with `*` (and 1 more times' },
      ],
    },
    {
      name: 'Caddy',
      files: caddyService(
        ':{$PORT} {\n\theader {\n\t\tAccess-Control-Allow-Origin *\n\t}\n\treverse_proxy {$API}\n}\n',
      ),
      finds: [{ at: 'Caddyfile:3', says: 'caddy' }],
    },
    {
      name: 'a header in every handler is one finding',
      files: webService(
        "res.setHeader('Access-Control-Allow-Origin', '*');\nres.setHeader('Access-Control-Allow-Origin', '*');",
      ),
      finds: [{ at: 'src/main.ts:1', says: '1 more' }],
    },
    { name: 'the default', files: corsService(''), finds: [{ at: 'src/main.ts:2:9', says: 'default' }] },
    { name: 'a star', files: corsService("{ origin: '*' }"), finds: [{ at: 'src/main.ts:2:24' }] },
    {
      name: 'NestJS',
      files: webService('app.enableCors();'),
      finds: [{ at: 'src/main.ts:1', says: 'nestjs' }],
    },
    {
      name: 'hono',
      files: webService("import { cors } from 'hono/cors';\napp.use('/api/*', cors());"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a header',
      files: webService("res.header('Access-Control-Allow-Origin', '*');"),
      finds: [{ at: 'src/main.ts:1', says: 'headers' }],
    },
    {
      name: 'socket.io through a constant',
      files: webService(
        "import { Server } from 'socket.io';\nconst cors = { origin: '*' };\nnew Server(http, { cors });",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
