import type { RuleCases } from '../rule-cases.js';
import { caddyService, nginxService, nginxTemplate } from '../web-service.js';

const HEADERS =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
const pass = 'proxy_pass http://127.0.0.1:3000;';
const SOCKET = "import { WebSocketServer } from 'ws';\nnew WebSocketServer({ server });\n";

export const cases: RuleCases = {
  ok: [
    { name: 'all three', files: nginxService(`server { location /ws { ${HEADERS} ${pass} } }`) },
    { name: 'all three around it', files: nginxService(`server { ${HEADERS} location /ws { ${pass} } }`) },
    {
      name: 'a variable of a map',
      files: nginxService(
        `map $http_upgrade $connection_upgrade { default upgrade; '' close; }\nserver { location /ws { ${HEADERS.replace('"upgrade"', '$connection_upgrade')} ${pass} } }`,
      ),
    },
    {
      name: 'in an included file',
      files: nginxService(`server { location /ws { include snippets/ws.conf; ${pass} } }`, {
        Dockerfile:
          'FROM nginx:1.29-alpine\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\nCOPY ws.conf /etc/nginx/snippets/ws.conf\n',
        'ws.conf': HEADERS.replaceAll('; ', ';\n'),
      }),
    },
    {
      name: 'in a file that is not in the repository',
      files: nginxService(`server { location /ws { include snippets/ws.conf; ${pass} } }`),
    },
    { name: 'a location of something else', files: nginxService(`server { location /api { ${pass} } }`) },
    {
      name: 'HTTP/1.1 for connections that stay open',
      files: nginxService(
        `server { location /api { proxy_http_version 1.1; proxy_set_header Connection ""; ${pass} } }`,
      ),
    },
    { name: 'Caddy', files: caddyService(':{$PORT} {\n\treverse_proxy /ws 127.0.0.1:3000\n}\n') },
    {
      name: 'sockets on another location than the one that lacks them',
      files: nginxTemplate(
        `server { listen \${PORT}; location / { ${pass} } location /live { ${HEADERS} ${pass} } }`,
        { 'src/server.ts': SOCKET },
      ),
    },
    { name: 'files', files: nginxService('server { location /ws { root /srv; } }') },
  ],
  ng: [
    {
      name: 'nothing of it',
      files: nginxService('server {\n  location /ws {\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n'),
      finds: [{ at: 'nginx.conf:3:5', says: 'Upgrade header' }],
      fixed: {
        'nginx.conf':
          'server {\n  location /ws {\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection "upgrade";\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n',
      },
    },
    {
      name: 'without HTTP/1.1, on one line',
      files: nginxService(
        `server { location ~ ^/socket.io/ { ${HEADERS.replace('proxy_http_version 1.1; ', '')} ${pass} } }`,
      ),
      finds: [{ at: 'nginx.conf:1', says: 'no proxy_http_version 1.1.' }],
      fixed: {
        'nginx.conf': `server { location ~ ^/socket.io/ { ${HEADERS.replace('proxy_http_version 1.1; ', '')} proxy_http_version 1.1; ${pass} } }`,
      },
    },
    {
      name: 'headers of its own replace those around it',
      files: nginxService(`server { ${HEADERS} location /cable { proxy_set_header Host $host; ${pass} } }`),
      finds: [{ at: 'nginx.conf:1', says: 'Upgrade header, Connection header' }],
      fixed: {
        'nginx.conf': `server { ${HEADERS} location /cable { proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; ${pass} } }`,
      },
    },
    {
      name: 'half of it elsewhere: a fix would replace the headers around it',
      files: nginxService(
        `server {\n  proxy_set_header Upgrade $http_upgrade;\n  location /live {\n    ${pass}\n  }\n}\n`,
      ),
      finds: [{ at: 'nginx.conf:4', severity: 'medium' }],
    },
    {
      name: 'an upstream',
      files: nginxService(
        `upstream app { server 10.0.0.1:3000; server 10.0.0.2:3000; }\nserver {\n  location /websocket { proxy_pass http://app; }\n}\n`,
      ),
      finds: [{ at: 'nginx.conf:3' }],
      fixed: {
        'nginx.conf': `upstream app { server 10.0.0.1:3000; server 10.0.0.2:3000; }\nserver {\n  location /websocket { ${HEADERS} proxy_pass http://app; }\n}\n`,
      },
    },
    {
      name: 'the only location of a service with sockets',
      files: nginxTemplate(`server {\n  listen \${PORT};\n  location / {\n    ${pass}\n  }\n}\n`, {
        'src/server.ts': SOCKET,
      }),
      finds: [{ at: 'default.conf.template:4' }],
      fixed: {
        'default.conf.template': `server {\n  listen \${PORT};\n  location / {\n    ${HEADERS.replaceAll('; ', ';\n    ')}\n    ${pass}\n  }\n}\n`,
      },
    },
  ],
};
