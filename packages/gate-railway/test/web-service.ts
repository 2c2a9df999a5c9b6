/** A service on Railway that starts `src/main.ts`, with more files beside it. */
export function webService(
  code: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    'railway.json': '{"deploy":{"startCommand":"node dist/main.js"}}',
    'src/main.ts': code,
    ...more,
  };
}

/** The same with the `cors` package: these options stand in line 2. */
export function corsService(options: string, more?: Readonly<Record<string, string>>) {
  return webService(`import cors from 'cors';\napp.use(cors(${options}));\n`, more);
}

/** A service of the official image of nginx, with this configuration as its `conf.d/default.conf`. */
export function nginxService(conf: string, more: Readonly<Record<string, string>> = {}) {
  return {
    'railway.json': '{}',
    Dockerfile: 'FROM nginx:1.29-alpine\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\n',
    'nginx.conf': conf,
    ...more,
  };
}

/** The same with a template, which the image fills in: `${PORT}` works there. */
export function nginxTemplate(conf: string, more: Readonly<Record<string, string>> = {}) {
  return {
    'railway.json': '{}',
    Dockerfile: 'FROM nginx:1.29-alpine\nCOPY default.conf.template /etc/nginx/templates/\n',
    'default.conf.template': conf,
    ...more,
  };
}

/** A service of the official image of Caddy. */
export function caddyService(caddyfile: string, more: Readonly<Record<string, string>> = {}) {
  return {
    'railway.json': '{}',
    Dockerfile: 'FROM caddy:2.10-alpine\nCOPY Caddyfile /etc/caddy/Caddyfile\n',
    Caddyfile: caddyfile,
    ...more,
  };
}
