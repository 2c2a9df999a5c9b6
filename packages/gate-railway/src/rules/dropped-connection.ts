import { isLiteral, type ClientSetting } from '@railgate/code';

import type { RailwayRule } from '../rule.js';
import { inProduction } from '../services/production-code.js';

export const droppedConnection: RailwayRule = {
  id: 'railway/dropped-connection',
  name: 'DroppedConnection',
  summary: 'A connection that stays open is not opened again, or is silent for too long.',
  description:
    'Reports `new WebSocket(…)` in a file of JavaScript where nothing connects again: no handler of `close` that starts something, and nothing that is called reconnect, retry or backoff; and event streams that wait for events without a heartbeat. Silent on Socket.IO, EventSource and packages that connect again by themselves, on answers of models that are streamed and end, in tests, and where the file says of itself that it is for development.',
  why: 'Each deployment ends the connections of the one before, and the edge ends them when nothing is sent for five minutes, or after fifteen at the latest. Without a second attempt the page shows old data until somebody loads it anew.',
  remediation:
    'Open the socket again when it closes, later each time, or use a package that does; send a comment (`: ping`) through event streams every half minute.',
  example: {
    language: 'ts',
    before: 'const socket = new WebSocket(url);',
    after:
      "import ReconnectingWebSocket from 'reconnecting-websocket';\nconst socket = new ReconnectingWebSocket(url);",
  },
  severity: 'info',
  precision: 'low',
  cwe: [],
  catalogue: ['RLY-WS-008'],
  references: ['https://docs.railway.com/guides/sse-vs-websockets#railway-specific-constraints'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      if (!service.known) return;
      const seen = new Set<string>();
      // A browser loads none of what the server's program loads.
      for (const client of facts.clients.filter(({ guard }) => guard !== 'development')) {
        const message = messageOf(client);
        if (message === undefined || seen.has(message)) continue;
        if (client.library === 'event-stream' && inProduction(service, facts, [client]).length === 0)
          continue;
        seen.add(message);
        yield { message, at: client.place };
      }
    },
  },
};

function messageOf({ library, options }: ClientSetting): string | undefined {
  const says = (key: string) => {
    const value = options.get(key);
    return value !== undefined && isLiteral(value, false);
  };
  if (library === 'WebSocket' && says('reconnects')) {
    return 'Nothing opens this WebSocket again when it closes, which each deployment does: connect again, later each time.';
  }
  return library === 'event-stream' && says('heartbeat')
    ? 'This event stream sends nothing while nothing happens, and the edge ends it after five minutes: send a comment every half minute.'
    : undefined;
}
