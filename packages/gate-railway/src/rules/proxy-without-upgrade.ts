import type { ProxyRoute } from '@railgate/code';
import { cleanText, type Fix } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import type { ServiceModel } from '../services/model.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const proxyWithoutUpgrade: RailwayRule = {
  id: 'railway/proxy-without-upgrade',
  name: 'ProxyWithoutUpgrade',
  summary: 'nginx hands on the requests of WebSockets without what makes them sockets.',
  description:
    'Reports a `proxy_pass` without `proxy_http_version 1.1` and the headers Upgrade and Connection: high where the location is one of sockets by its name (`/ws`, `/socket.io/`, `/cable`) or the service itself has a WebSocket server and no location hands it on; medium where only a part of the three is there. Settings of the blocks around it and of included files count. Silent on Caddy, which needs none of it, and where an include is not in the repository.',
  why: 'nginx speaks HTTP/1.0 to the server behind it and drops the Upgrade header. The handshake fails with 400 or 426, and clients fall back to polling or go on reconnecting for ever.',
  remediation:
    'Write `proxy_http_version 1.1;`, `proxy_set_header Upgrade $http_upgrade;` and `proxy_set_header Connection "upgrade";` beside the proxy_pass.',
  example: {
    language: 'nginx',
    before: 'location /ws {\n    proxy_pass http://127.0.0.1:3000;\n}',
    after:
      'location /ws {\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection "upgrade";\n    proxy_pass http://127.0.0.1:3000;\n}',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-WS-007'],
  references: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://docs.railway.com/guides/sse-vs-websockets',
  ],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      const routes = facts.proxies ?? [];
      const isFront = hasSockets(service) && !routes.some(handsOn);
      for (const route of oncePerPlace(routes)) {
        const missing = missingOf(route);
        if (missing.length === 0) continue;
        const isSocket = SOCKET_PATH.test(route.path ?? '') || (isFront && routes.length === 1);
        if (!isSocket && !isHalf(route)) continue;
        const fix = fixOf(route, missing);
        yield {
          message: `WebSockets do not get through ${route.path === undefined ? 'here' : cleanText(route.path)}: this proxy_pass has no ${missing.map(({ name }) => name).join(', ')}.`,
          ...(isSocket ? whereKnown(service) : { severity: 'medium' as const }),
          at: route.place,
          ...(fix && { fix }),
        };
      }
    },
  },
};

/** Of an expression too: `^/(ws|api)/`. */
const SOCKET_PATH =
  /(?:^|[/(|])(?:ws|wss|web-?sockets?|socket\.io|socket\\\.io|sockjs|sockjs-node|cable|_stcore\/stream)(?:$|[/)|$])/i;

interface Missing {
  readonly name: string;
  readonly line: string;
}

function missingOf({ upgrade }: ProxyRoute): Missing[] {
  if (!upgrade) return [];
  return [
    ...(upgrade.http11 ? [] : [{ name: 'proxy_http_version 1.1', line: 'proxy_http_version 1.1;' }]),
    ...(upgrade.upgrade ? [] : [{ name: 'Upgrade header', line: 'proxy_set_header Upgrade $http_upgrade;' }]),
    ...(upgrade.connection
      ? []
      : [{ name: 'Connection header', line: 'proxy_set_header Connection "upgrade";' }]),
  ];
}

/** Somebody meant it for sockets: one of the headers is there. HTTP/1.1 alone keeps connections open. */
function isHalf({ upgrade }: ProxyRoute): boolean {
  return upgrade !== undefined && (upgrade.upgrade || upgrade.connection);
}

function handsOn(route: ProxyRoute): boolean {
  return missingOf(route).length === 0;
}

function hasSockets(service: ServiceModel): boolean {
  return service.code.some((facts) => inProduction(service, facts, facts.sockets).length > 0);
}

/** An upstream of several servers is one proxy_pass. */
function oncePerPlace(routes: readonly ProxyRoute[]): Iterable<ProxyRoute> {
  return new Map(routes.map((route) => [route.place, route])).values();
}

function fixOf({ place, separator }: ProxyRoute, missing: readonly Missing[]): Fix | undefined {
  if (separator === undefined) return undefined;
  const { startLine, startColumn = 1 } = place.region;
  const region = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  const text = missing.map(({ line }) => line + separator).join('');
  return { description: 'Hand on the upgrade.', safe: true, edits: [{ path: place.path, region, text }] };
}
