import type { RuleCases } from '../rule-cases.js';
import { caddyService, nginxService, nginxTemplate } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a resolver and a variable',
      files: nginxService(
        'server { resolver [fd12::10] valid=10s; location / { set $u http://api.railway.internal:3000; proxy_pass $u; } }',
      ),
    },
    {
      name: 'a variable in the host',
      files: nginxTemplate(
        'server { resolver ${NGINX_LOCAL_RESOLVERS}; set $api "api.railway.internal"; location / { proxy_pass http://$api:3000; } }',
      ),
    },
    {
      name: 'an upstream that resolves',
      files: nginxService(
        'resolver [fd12::10];\nupstream api { zone api 64k; server api.railway.internal:3000 resolve; }\nserver { location / { proxy_pass http://api; } }',
      ),
    },
    {
      name: 'a public host',
      files: nginxService('server { location / { proxy_pass https://api.example.com; } }'),
    },
    {
      name: 'an address from a variable',
      files: nginxTemplate('server { location / { proxy_pass ${API_URL}; } }'),
    },
    {
      name: 'Caddy looks up again',
      traps: ['RLY-URL-017 Caddy'],
      files: caddyService(':{$PORT} {\n\treverse_proxy api.railway.internal:3000\n}\n'),
    },
    {
      name: 'a comment',
      files: nginxService(
        'server { location / { # proxy_pass http://api.railway.internal:3000;\n root /srv; } }',
      ),
    },
  ],
  ng: [
    {
      name: 'a host that is written out',
      files: nginxService(
        'server {\n  location /api/ {\n    proxy_pass http://api.railway.internal:3000/;\n  }\n}\n',
      ),
      finds: [{ at: 'nginx.conf:3:16', says: 'http://api.railway.internal:3000' }],
    },
    {
      name: 'an upstream',
      files: nginxService(
        'upstream api {\n  server api.railway.internal:3000;\n}\nserver { location / { proxy_pass http://api; } }\n',
      ),
      finds: [{ at: 'nginx.conf:2:10' }],
    },
    {
      name: 'a resolver without a variable',
      files: nginxService(
        'server {\n  resolver [fd12::10];\n  location / {\n    proxy_pass http://api.railway.internal:3000;\n  }\n}\n',
      ),
      finds: [{ at: 'nginx.conf:4' }],
    },
    {
      name: 'the variable with the private domain',
      files: nginxTemplate(
        'server {\n  location / { proxy_pass http://${RAILWAY_PRIVATE_DOMAIN}:3000; }\n}\n',
      ),
      finds: [{ at: 'default.conf.template:2' }],
    },
  ],
};
