import { describe, expect, it } from 'vitest';

import { caddyFacts } from '../src/caddy/facts.js';
import type { Facts } from '../src/extractor.js';
import { nginxFacts } from '../src/nginx/facts.js';
import { showValue } from '../src/show-value.js';
import { parseCaddyfile } from '../src/documents/caddyfile.js';
import { nginxProgram, type NginxFile } from '../src/documents/nginx-includes.js';
import { parseNginx } from '../src/documents/nginx.js';

const FILLED = { variables: true, numbers: false };

function directives(parse: typeof parseNginx, path: string, text: string) {
  const parsed = parse(path, text);
  if (parsed.kind !== 'document') throw new Error(parsed.kind === 'gap' ? parsed.gap.message : 'failure');
  return parsed.document.directives;
}

function nginx(text: string): Facts {
  return nginxFacts(directives(parseNginx, 'nginx.conf', text), FILLED);
}

function caddy(text: string): Facts {
  return caddyFacts(directives(parseCaddyfile, 'Caddyfile', text));
}

const listeners = ({ listeners: all }: Facts) =>
  all.map(({ host, port, onSocket }) => `${showValue(host)} ${showValue(port)}${onSocket ? ' socket' : ''}`);
const proxies = ({ proxies: all = [] }: Facts) =>
  all.map(
    ({ path, target, looksUpAgain }) => `${path ?? '*'} ${showValue(target)}${looksUpAgain ? ' again' : ''}`,
  );
const cors = ({ cors: all }: Facts) =>
  all.map(({ origin, credentials, vary }) => {
    const what =
      origin.kind === 'value' ? showValue(origin.value) : origin.kind === 'match' ? origin.text : origin.kind;
    return `${origin.kind} ${what} ${showValue(credentials)}${vary === true ? ' vary' : ''}`;
  });

describe('listeners of nginx', () => {
  it.each([
    ['server { listen 80; listen [::]:80; }', ['- "80"']],
    ['server { listen 127.0.0.1:8080; }', ['"127.0.0.1" "8080"']],
    ['server { listen 10.0.0.1; }', ['"10.0.0.1" "80"']],
    ['server { listen *:${PORT} ssl; }', ['- env PORT']],
    ['server { listen unix:/run/x.sock; }', ['"unix" "/run/x.sock" socket']],
    ['server { root /srv; }', ['- "80"']],
    ['http { server { listen 81; } server { listen 82; } }', ['- "81"', '- "82"']],
    ['stream { server { listen 5432; } }', []],
    ['server { listen ${PORT:-80}; }', ['- "${PORT:-80}"']],
  ])('%s', (text, expected) => {
    expect(listeners(nginx(text))).toEqual(expected);
  });
});

describe('what nginx hands on', () => {
  it.each([
    ['server { location / { proxy_pass http://a:1; } }', ['/ "http://a:1"']],
    ['server { location ~ ^/x { proxy_pass http://$host:1; } }', ['^/x ["http://", ?$host, ":1"]']],
    [
      'server { resolver 1.1.1.1; set $u http://a:1; location / { proxy_pass $u; } }',
      ['/ "http://a:1" again'],
    ],
    ['server { set $h a.b; location / { proxy_pass http://$h:1/x; } }', ['/ ["http://", "a.b", ":1/x"]']],
    [
      'upstream u { server a:1; server unix:/x; server b:2 resolve; }\nserver { location / { proxy_pass http://u; } }',
      ['/ "http://a:1"', '/ "http://b:2" again'],
    ],
    ['server { location / { proxy_pass ${API_URL}; } }', ['/ env API_URL']],
    ['server { location /a { location /a/b { if ($x) { proxy_pass http://c; } } } }', ['/a/b "http://c"']],
    ['server { location / { proxy_pass http://unix:/run/x.sock; } }', []],
  ])('%s', (text, expected) => {
    expect(proxies(nginx(text))).toEqual(expected);
  });

  it('reads the environment once for each variable', () => {
    const { env } = nginx(
      'server { listen ${PORT}; location / { proxy_pass $API/x; proxy_set_header H $host$API; } }',
    );
    expect(env.map(({ name }) => name).sort()).toEqual(['API', 'PORT']);
  });
});

describe('CORS of nginx', () => {
  const pass = 'location /api { proxy_pass http://a; }';
  it.each([
    [`server { add_header Access-Control-Allow-Origin *; ${pass} }`, ['value "*" -']],
    [
      `server { add_header Access-Control-Allow-Origin $http_origin always; add_header Vary Origin; ${pass} }`,
      ['reflected reflected - vary'],
    ],
    [
      `server { add_header Access-Control-Allow-Origin \${ORIGIN}; add_header Access-Control-Allow-Credentials true; ${pass} }`,
      ['value env ORIGIN "true"'],
    ],
    [
      `map $http_origin $o { default ""; ~railway\\.app$ $http_origin; https://a.com $http_origin; }\nserver { add_header Access-Control-Allow-Origin $o; ${pass} }`,
      ['match railway\\.app$ -', 'value "https://a.com" -'],
    ],
    ['server { add_header Access-Control-Allow-Origin *; root /srv; }', []],
    [`server { location ~ \\.(woff|woff2)$ { add_header Access-Control-Allow-Origin *; } ${pass} }`, []],
  ])('%s', (text, expected) => {
    expect(cors(nginx(text))).toEqual(expected);
  });
});

describe('Caddy', () => {
  it.each([
    [':80 {\n}', ['- "80"']],
    [':{$PORT:8080} {\n}', ['- env PORT else "8080"']],
    ['http://a.com, https://b.com:8443 {\n}', ['- "80"', '- "8443"']],
    ['a.com\nfile_server', ['- "443"']],
    ['{$HOST} {\n}', ['- ?']],
    ['{\n\tauto_https off\n}\na.com {\n}', ['- ?']],
    ['{\n\thttp_port {$PORT}\n}\nhttp://a.com {\n}', ['- env PORT']],
    ['(s) {\n\tencode gzip\n}\n:1 {\n\tbind 127.0.0.1\n}', ['"127.0.0.1" "1"']],
  ])('listens: %s', (text, expected) => {
    expect(listeners(caddy(text))).toEqual(expected);
  });

  it.each([
    [':1 {\n\treverse_proxy a:1 b:2\n}', ['* "http://a:1" again', '* "http://b:2" again']],
    [':1 {\n\treverse_proxy /api/* {$API_URL}\n}', ['/api/* env API_URL again']],
    [
      ':1 {\n\thandle /x {\n\t\treverse_proxy @m {\n\t\t\tto h2c://c:3\n\t\t}\n\t}\n}',
      ['* "h2c://c:3" again'],
    ],
    [
      '(p) {\n\treverse_proxy {$H:localhost}:{$P}\n}\n:1 {\n\timport p\n}',
      ['* ["http://", env H else "localhost", ":", env P] again'],
    ],
    [':1 {\n\treverse_proxy unix//run/x.sock\n}', []],
  ])('hands on: %s', (text, expected) => {
    expect(proxies(caddy(text))).toEqual(expected);
  });

  it.each([
    [':1 {\n\theader Access-Control-Allow-Origin *\n\treverse_proxy a\n}', ['value "*" -']],
    [
      ':1 {\n\theader /api/* {\n\t\t+Access-Control-Allow-Origin "{header.origin}"\n\t\tVary Origin\n\t}\n\treverse_proxy a\n}',
      ['reflected reflected - vary'],
    ],
    [':1 {\n\theader Access-Control-Allow-Origin *\n\tfile_server\n}', []],
  ])('sends: %s', (text, expected) => {
    expect(cors(caddy(text))).toEqual(expected);
  });
});

describe('includes of nginx', () => {
  const file = (target: string, text: string): NginxFile => ({
    path: target.slice(1),
    target,
    directives: directives(parseNginx, target.slice(1), text),
  });
  const read = (...files: NginxFile[]) => listeners(nginxFacts(nginxProgram(files), FILLED));

  it.each([
    ['what it names', 'http { include conf.d/*.conf; }', ['- "1"']],
    ['what a template becomes', 'http { include /etc/nginx/conf.d/t.conf; }', ['- "2"', '- "2"'].slice(0, 1)],
    ['nothing else', 'http { server { listen 9; } }', ['- "9"']],
  ])('%s', (_name, main, expected) => {
    const all = read(
      file('/etc/nginx/nginx.conf', main),
      file('/etc/nginx/conf.d/a.conf', 'server { listen 1; }'),
      file('/etc/nginx/conf.d/t.conf.template', 'server { listen 2; }'),
    );
    for (const one of expected) expect(all).toContain(one);
    expect(all).not.toContain(expected.includes('- "1"') ? '- "9"' : '- "1"');
  });

  it('without a nginx.conf takes what the image would', () => {
    const all = read(
      file('/etc/nginx/conf.d/a.conf', 'server { include snippets/l.conf; }'),
      file('/etc/nginx/snippets/l.conf', 'listen 3;'),
    );
    expect(all).toEqual(['- "3"']);
  });

  it('ends where files include each other', () => {
    const start = performance.now();
    const files = Array.from({ length: 100 }, (_, index) =>
      file(`/etc/nginx/conf.d/${index}.conf`, 'include conf.d/*.conf;\nserver { listen 80; }\n'.repeat(20)),
    );
    expect(read(file('/etc/nginx/nginx.conf', 'http { include conf.d/*.conf; }'), ...files)).toEqual([
      '- "80"',
    ]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('ends with upstreams of many servers', () => {
    const upstream = `upstream u { ${'server a:1; '.repeat(3000)} }\n`;
    const { proxies: all = [] } = nginx(
      `${upstream}server { ${'location / { proxy_pass http://u; } '.repeat(3000)} }`,
    );
    expect(all.length).toBeLessThanOrEqual(2000);
  });
});
