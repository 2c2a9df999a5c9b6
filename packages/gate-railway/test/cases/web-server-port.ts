import type { RuleCases } from '../rule-cases.js';
import { caddyService, nginxService, nginxTemplate } from '../web-service.js';

const CADDY = 'FROM caddy:2.10-alpine\nCOPY Caddyfile /etc/caddy/Caddyfile\n';
const NGINX = 'FROM nginx:1.29-alpine\n';
const COPY = `${NGINX}COPY nginx.conf /etc/nginx/conf.d/default.conf\n`;

const apache = (lines: string) => ({
  'railway.json': '{}',
  'index.php': '<?php\n',
  Dockerfile: `FROM php:8.4-apache\n${lines}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'a template of the official image', files: nginxTemplate('server { listen ${PORT}; }') },
    {
      name: 'a template without braces, for IPv4 and IPv6',
      files: nginxTemplate('server {\n  listen $PORT;\n  listen [::]:$PORT;\n}'),
    },
    {
      name: 'filled in by the command of the image',
      files: nginxService('server { listen $PORT; }', {
        Dockerfile: `${COPY}CMD sed -i "s/\\$PORT/$PORT/g" /etc/nginx/conf.d/default.conf && nginx -g "daemon off;"\n`,
      }),
    },
    {
      name: 'a number that a script of the image replaces',
      files: nginxService('server { listen 80; }', {
        Dockerfile: `${COPY}COPY start.sh /start.sh\nCMD ["/start.sh"]\n`,
        'start.sh':
          '#!/bin/sh\nsed -i "s/listen 80/listen ${PORT:-80}/" /etc/nginx/conf.d/default.conf\nexec nginx -g "daemon off;"\n',
      }),
    },
    {
      name: 'written in the Dockerfile',
      files: {
        'railway.json': '{}',
        Dockerfile: `${NGINX}COPY <<EOF /etc/nginx/templates/default.conf.template\nserver { listen \\\${PORT}; }\nEOF\n`,
      },
    },
    {
      name: 'a status page beside the server on PORT',
      files: nginxTemplate('server { listen ${PORT}; }\nserver { listen 8081; location / { stub_status; } }'),
    },
    {
      name: 'a file that the image does not hold',
      files: {
        'railway.json': '{"deploy":{"startCommand":"node server.js"}}',
        'server.js': '',
        'nginx.conf': 'server { listen 80; }',
      },
    },
    {
      name: 'nginx of another stage',
      files: nginxService('server { listen 80; }', {
        Dockerfile: `${COPY.replace('alpine', 'alpine AS old')}FROM node:22\nCMD ["node", "server.js"]\n`,
        'server.js': '',
      }),
    },
    {
      name: 'a start command that starts something else',
      files: nginxService('server { listen 80; }', {
        'railway.json': '{"deploy":{"startCommand":"node server.js"}}',
        'server.js': '',
      }),
    },
    {
      name: 'files that are served, of any name',
      files: {
        'railway.json': '{}',
        Dockerfile: `${NGINX}COPY default.conf.template /etc/nginx/templates/\nCOPY . /usr/share/nginx/html\n`,
        'default.conf.template': 'server { listen ${PORT}; }',
        '.dockerignore': '*.md\n',
        'old/nginx.conf': 'server { listen 80; }',
      },
    },
    { name: 'a socket', files: nginxService('server { listen unix:/run/nginx.sock; }') },
    { name: 'comments', files: nginxTemplate('# listen 80;\nserver { listen ${PORT}; # listen 80;\n}') },
    {
      name: 'a Caddyfile beside a program that Railpack starts',
      files: {
        'railway.json': '{}',
        'package.json': '{"scripts":{"start":"node server.js"}}',
        'index.html': '',
        Caddyfile: ':8080\nfile_server\n',
      },
    },
    {
      name: 'a default that a script puts in',
      files: nginxService('server { listen ${PORT:-80}; }', {
        Dockerfile: `${COPY}COPY start.sh /\nCMD ["/start.sh"]\n`,
        'start.sh':
          'eval "echo \\"$(cat /etc/nginx/conf.d/default.conf)\\"" > /tmp/x # PORT\nnginx -c /tmp/x\n',
      }),
    },
    { name: 'Caddy on PORT', files: caddyService(':{$PORT} {\n\tfile_server\n}\n') },
    { name: 'Caddy on PORT or a number', files: caddyService(':{$PORT:8080}\nfile_server\n') },
    { name: 'Caddy on a variable of its own', files: caddyService('{$SITE_ADDRESS} {\n\tfile_server\n}\n') },
    { name: 'Caddy at run time', files: caddyService('http://:{env.PORT} {\n\tfile_server\n}\n') },
    {
      name: 'a name with the port in the options',
      files: caddyService('{\n\thttp_port {$PORT}\n}\nhttp://example.com {\n\tfile_server\n}\n'),
    },
    {
      name: 'a Caddyfile of docker compose',
      traps: ['RLY-PORT-016 Caddyfile of docker compose'],
      files: {
        'railway.json': '{"deploy":{"startCommand":"node server.js"}}',
        'server.js': '',
        Caddyfile: ':80 {\n\treverse_proxy api:3000\n}\n',
        'docker-compose.yml':
          'services:\n  caddy:\n    image: caddy\n    volumes: ["./Caddyfile:/etc/caddy/Caddyfile"]\n',
      },
    },
    {
      name: 'an image of nginx whose configuration comes from elsewhere',
      files: {
        'railway.json': '{}',
        Dockerfile: `${NGINX}RUN wget -O /etc/nginx/conf.d/default.conf https://a.b/c\n`,
      },
    },
    {
      name: 'Apache that is told about PORT when the image is made',
      files: apache(
        "ENV PORT=80\nRUN sed -i 's/80/${PORT}/g' /etc/apache2/ports.conf /etc/apache2/sites-available/*.conf",
      ),
    },
    {
      name: 'Apache that a script tells about PORT',
      files: {
        ...apache('COPY docker/start.sh /usr/local/bin/\nCMD ["start.sh"]'),
        'docker/start.sh':
          'sed -i "s/Listen 80/Listen ${PORT:-80}/" /etc/apache2/ports.conf\nexec apache2-foreground\n',
      },
    },
    {
      name: 'Apache with its own ports.conf',
      files: {
        ...apache('COPY ports.conf /etc/apache2/ports.conf'),
        'ports.conf': 'Listen ${PORT}\n',
      },
    },
    {
      name: 'an image with Apache, and a start command without',
      files: {
        ...apache('COPY . .'),
        'railway.json': '{"deploy":{"startCommand":"php artisan serve --host=0.0.0.0 --port=$PORT"}}',
      },
    },
    {
      name: 'settings of a supervisor about nginx',
      files: nginxTemplate('server { listen ${PORT}; }', {
        Dockerfile:
          'FROM php:8.4-fpm\nCOPY default.conf.template /etc/nginx/templates/\nCOPY nginx.conf /etc/supervisor/conf.d/nginx.conf\nCMD ["supervisord"]\n',
        'nginx.conf': '[program:nginx]\ncommand=nginx -g "daemon off;"\n',
      }),
    },
    { name: 'PHP without Apache', files: { ...apache(''), Dockerfile: 'FROM php:8.4-fpm\nCOPY . .\n' } },
    {
      name: 'Caddy without a file, by its command',
      files: {
        'railway.json': '{}',
        Dockerfile: 'FROM caddy:2.10\nCMD caddy file-server --listen :$PORT --root /srv\n',
      },
    },
  ],
  ng: [
    {
      name: 'nginx on 80, for IPv4 and IPv6',
      files: nginxService('server {\n  listen 80 default_server;\n  listen [::]:80 default_server;\n}\n'),
      finds: [{ at: 'nginx.conf:2:3', says: 'port 80' }],
    },
    {
      name: 'a server without listen',
      files: nginxService('server {\n  root /srv;\n}\n'),
      finds: [{ at: 'nginx.conf:1:1', says: 'port 80' }],
    },
    {
      name: 'through an include, with a folder that is copied',
      files: {
        'railway.json': '{}',
        Dockerfile: `${NGINX}COPY nginx/ /etc/nginx/\n`,
        'nginx/nginx.conf': 'events {}\nhttp {\n  include mime.types;\n  include conf.d/*.conf;\n}\n',
        'nginx/conf.d/site.conf': 'server {\n  listen 8080;\n}\n',
      },
      finds: [{ at: 'nginx/conf.d/site.conf:2', says: '8080' }],
    },
    {
      name: 'from an earlier stage, below the folder of the service',
      files: {
        'web/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': `FROM node:22 AS build\nWORKDIR /app\nCOPY . .\n${NGINX}COPY --from=build /app/deploy/nginx.conf /etc/nginx/conf.d/default.conf\nCMD ["nginx", "-g", "daemon off;"]\n`,
        'web/deploy/nginx.conf': 'server { listen 80; }',
      },
      finds: [{ at: 'web/deploy/nginx.conf:1' }],
    },
    {
      name: 'a variable that nothing puts in',
      files: nginxService('server { listen ${PORT}; }'),
      finds: [{ at: 'nginx.conf:1', says: 'templates' }],
    },
    {
      name: 'a default that envsubst does not know',
      files: nginxTemplate('server {\n  listen ${PORT:-80};\n}\n'),
      finds: [{ at: 'default.conf.template:2', says: 'knows no defaults' }],
    },
    {
      name: 'the Caddyfile of a site that Railpack serves',
      files: {
        'web/railway.toml': '',
        'web/index.html': '',
        'web/Caddyfile': ':8080\n\nroot * .\nfile_server',
      },
      finds: [{ at: 'web/Caddyfile:1', says: '8080' }],
    },
    {
      name: 'a script that edits something else',
      files: nginxService('server {\n  listen 80;\n}\n', {
        Dockerfile: `${COPY}COPY docker-entrypoint.sh /\nENTRYPOINT ["/docker-entrypoint.sh"]\n`,
        'docker-entrypoint.sh':
          'sed -i "s|http://api:8001|http://$API_HOST:$API_PORT|" /etc/nginx/conf.d/default.conf\necho "On $PORT"\nexec nginx\n',
      }),
      finds: [{ at: 'nginx.conf:2' }],
    },
    {
      name: 'a template with a number',
      files: nginxTemplate('server {\n  listen 80;\n  location /api { proxy_pass ${API_URL}; }\n}\n'),
      finds: [{ at: 'default.conf.template:2' }],
    },
    {
      name: 'an image without a configuration',
      files: {
        'railway.json': '{}',
        Dockerfile: `FROM node:22 AS build\nRUN npm run build\n${NGINX}COPY --from=build /app/dist /usr/share/nginx/html\nEXPOSE 80\n`,
      },
      finds: [{ at: 'Dockerfile:3', says: 'port 80' }],
    },
    {
      name: 'Apache as the image of PHP has it, with its documents elsewhere',
      files: apache(
        'ENV APACHE_DOCUMENT_ROOT=/var/www/html/public\nRUN sed -ri -e \'s!/var/www/html!${APACHE_DOCUMENT_ROOT}!g\' /etc/apache2/sites-available/*.conf\nCOPY . .\nEXPOSE 80\nCMD ["apache2-foreground"]',
      ),
      finds: [{ at: 'Dockerfile:1', says: 'Apache listens on the fixed port 80' }],
    },
    {
      name: 'Apache with a site of its own',
      files: {
        ...apache('COPY vhost.conf /etc/apache2/sites-available/000-default.conf'),
        'vhost.conf': '<VirtualHost *:80>\n  DocumentRoot /var/www/html/public\n</VirtualHost>\n',
      },
      finds: [{ at: 'Dockerfile:1' }],
    },
    {
      name: 'Caddy on 80',
      files: caddyService('{\n\tadmin off\n}\n\n:80 {\n\tfile_server\n}\n'),
      finds: [{ at: 'Caddyfile:5:1', says: ':{$PORT:80}' }],
    },
    {
      name: 'a name, which is a site with HTTPS',
      files: caddyService('example.com {\n\tfile_server\n}\n'),
      finds: [{ at: 'Caddyfile:1:1', says: '443' }],
    },
    {
      name: 'Caddy by its start command',
      files: {
        'railway.json': '{"deploy":{"startCommand":"caddy run --config Caddyfile --adapter caddyfile"}}',
        Caddyfile: 'http://example.com, http://www.example.com {\n\tfile_server\n}\n',
      },
      finds: [
        { at: 'Caddyfile:1:1', says: '80' },
        { at: 'Caddyfile:1:21', says: '80' },
      ],
    },
    {
      name: 'nothing but a Dockerfile',
      files: {
        'api/railway.json': '{}',
        'web/package.json': '{}',
        'web/Dockerfile': CADDY,
        'web/Caddyfile': ':80\nfile_server\n',
      },
      finds: [{ at: 'web/Caddyfile:1', severity: 'medium' }],
    },
  ],
  broken: [
    {
      name: 'a configuration without its end',
      files: nginxService('server {\n  listen 80;\n'),
      gaps: ['FILE_UNPARSEABLE nginx.conf'],
    },
    {
      name: 'a quote without its end',
      files: caddyService(':80 {\n\trespond "hello\n}\n'),
      gaps: ['FILE_UNPARSEABLE Caddyfile'],
    },
  ],
};
