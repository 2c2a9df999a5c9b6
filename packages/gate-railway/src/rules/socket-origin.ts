import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const socketOrigin: RailwayRule = {
  id: 'railway/socket-origin',
  name: 'SocketOrigin',
  summary: 'A WebSocket server does not ask where a connection comes from, and cookies log visitors in.',
  description:
    'Reports WebSocket servers that never look at the Origin header in services that set cookies. Silent where the service sets none (a token in the first message or in the subprotocol needs no such check), where `verifyClient` or the file looks at the origin, and on Socket.IO, which checks by its CORS options.',
  why: 'CORS does not hold for WebSockets: any website can open one in the name of the visitor, and the browser sends the cookies along.',
  remediation: 'Compare the Origin header of the upgrade with a list of your frontends.',
  example: {
    language: 'ts',
    before: 'new WebSocketServer({ server });',
    after: 'new WebSocketServer({ server, verifyClient: ({ origin }) => allowed.has(origin) });',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [1385, 346],
  catalogue: ['RLY-WS-005'],
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/WebSocket_Security_Cheat_Sheet.html'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      if (!service.code.some(({ cookies }) => cookies.length > 0)) return;
      for (const { library, originChecked, place } of inProduction(service, facts, facts.sockets)) {
        if (originChecked) continue;
        yield {
          message: `${cleanText(library)} takes connections from every website, with the visitor’s cookies: compare the Origin header with a list.`,
          at: place,
        };
      }
    },
  },
};
