import { textOf, type Listener } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { effectiveListeners, isServerFile } from '../services/effective.js';
import type { ServiceModel } from '../services/model.js';
import { whereKnown } from '../services/production-code.js';

export const webServerPort: RailwayRule = {
  id: 'railway/web-server-port',
  name: 'WebServerPort',
  summary: 'nginx, Caddy or Apache listens on a fixed port instead of PORT.',
  description:
    'Reports `listen 80;` in the configuration of nginx that the image holds, a site of Caddy without `{$PORT}` (`:80`, and names alone, which mean 443), an image of nginx, Caddy or Apache (`php:…-apache`) that nothing tells about PORT, and `listen ${PORT};` where nothing puts the variable in. Silent where another server of the file listens on a variable, where a script of the image edits the configuration, and on files that the image does not hold: those of docker compose. Medium where nothing of Railway but a Dockerfile says that the folder is a service.',
  why: 'Railway tells the service its port in PORT and asks for its health there. A server on another port is not reached unless every domain has the same target port and a variable PORT says it too.',
  remediation:
    "nginx: keep the file as `/etc/nginx/templates/default.conf.template` with `listen ${PORT};`, which the official image fills in at start. Caddy: `:{$PORT:80}`. Apache: `RUN sed -i 's/80/${PORT}/g' /etc/apache2/ports.conf /etc/apache2/sites-available/*.conf` and `ENV PORT=80`.",
  example: {
    language: 'caddyfile',
    before: ':80 {\n\troot * /srv\n\tfile_server\n}',
    after: ':{$PORT:80} {\n\troot * /srv\n\tfile_server\n}',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-PORT-016', 'RLY-PORT-015'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      if (!isServerFile(facts)) return;
      for (const listener of effectiveListeners(service, facts)) {
        const problem = hasVariable(service) ? undefined : problemOf(listener);
        if (problem === undefined) continue;
        yield { message: problem, ...whereKnown(service), at: listener.place };
      }
    },
  },
};

function problemOf({ framework, port }: Listener): string | undefined {
  const text = textOf(port);
  if (text !== undefined && /^\$\{\w+:?-/.test(text)) {
    return `envsubst puts nothing in for ${cleanText(text)}, since it knows no defaults, and nginx does not start: write \${PORT}, and set a default with ENV.`;
  }
  if (text?.startsWith('$') === true) {
    return `Nothing puts ${cleanText(text)} in before nginx reads this, and nginx knows no variables here: copy the file to /etc/nginx/templates/default.conf.template.`;
  }
  if (text === undefined || !/^\d{1,5}$/.test(text)) return undefined;
  const how =
    framework === 'apache'
      ? 'Listen ${PORT} in ports.conf'
      : framework === 'caddy'
        ? `:{$PORT:${text}}`
        : 'listen ${PORT}; in a template';
  return `${NAMES[framework] ?? cleanText(framework)} listens on the fixed port ${text}, and Railway expects the service on PORT. Write ${how}.`;
}

const NAMES: Readonly<Record<string, string>> = { nginx: 'nginx', caddy: 'Caddy', apache: 'Apache' };

/** The other listeners stand beside it on purpose: a status page, a redirect. */
function hasVariable(service: ServiceModel): boolean {
  return service.code
    .filter(isServerFile)
    .some(({ listeners }) => listeners.some(({ port }) => port !== undefined && port.kind !== 'literal'));
}
