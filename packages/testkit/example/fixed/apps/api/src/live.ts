import type { Server } from 'node:http';

import type { LiveMessage } from '@itemize/shared';
import { WebSocket, WebSocketServer } from 'ws';

import { config } from './config.js';

/** Live updates share the API's port, so that Railway's one public domain reaches them. */
export function attachLive(server: Server): { broadcast(message: LiveMessage): void } {
  const sockets = new WebSocketServer({
    server,
    path: '/live',
    maxPayload: 16 * 1024,
    verifyClient: ({ origin }: { origin: string }) => config.webOrigins.includes(origin),
  });
  return {
    broadcast(message) {
      const text = JSON.stringify(message);
      for (const client of sockets.clients) {
        if (client.readyState === WebSocket.OPEN) client.send(text);
      }
    },
  };
}
