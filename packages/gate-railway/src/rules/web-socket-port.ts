import { isAlways, possibleValues, type SocketServer } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { effectiveListeners } from '../services/effective.js';
import type { ServiceModel } from '../services/model.js';
import { inProduction, whereKnown } from '../services/production-code.js';

export const webSocketPort: RailwayRule = {
  id: 'railway/web-socket-port',
  name: 'WebSocketPort',
  summary: 'A WebSocket server listens on a port of its own.',
  description:
    'Reports WebSocket servers with a port that is written into the code, and, medium, with one from another variable than PORT beside an HTTP server. Silent where they share the HTTP server (`{ server }`, `noServer`), on port 0, on PORT, and behind a test for development.',
  why: 'A domain of Railway leads to one port of the service. The other one is not reached unless it gets a domain, or a TCP proxy, of its own.',
  remediation: 'Hand the HTTP server to the WebSocket server, so that both share PORT.',
  example: {
    language: 'ts',
    before: 'new WebSocketServer({ port: 8080 });',
    after: 'new WebSocketServer({ server });',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-WS-004'],
  references: ['https://docs.railway.com/networking/domains/working-with-domains#target-ports'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      for (const socket of inProduction(service, facts, facts.sockets)) {
        const isFixed = isAlways(socket.port, ({ kind, ...value }) => kind === 'literal' && isPort(value));
        const other = isFixed ? undefined : otherVariable(socket);
        if (!isFixed && (other === undefined || !hasListener(service))) continue;
        yield {
          message: `${cleanText(socket.library)} listens on ${other === undefined ? 'a fixed port' : `the port of ${cleanText(other)}`}, and a domain of Railway leads to PORT: share the HTTP server.`,
          ...(isFixed ? whereKnown(service) : { severity: 'medium' as const }),
          at: socket.place,
        };
      }
    },
  },
};

function isPort(value: object): boolean {
  const number = 'value' in value ? Number(value.value) : 0;
  return number > 0 && number <= 65_535;
}

function otherVariable({ port }: SocketServer): string | undefined {
  const [first] = port ? possibleValues(port) : [];
  const names = first?.value.kind === 'env' ? first.value.names : [];
  return names.some((name) => name === 'PORT') ? undefined : names[0];
}

function hasListener(service: ServiceModel): boolean {
  return service.code.some((facts) => effectiveListeners(service, facts).length > 0);
}
