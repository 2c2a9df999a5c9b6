import type { LiveMessage } from '@itemize/shared';
import { WebSocket, WebSocketServer } from 'ws';

export function startLive(): { broadcast(message: LiveMessage): void } {
  const sockets = new WebSocketServer({ port: 3001 });
  return {
    broadcast(message) {
      const text = JSON.stringify(message);
      for (const client of sockets.clients) {
        if (client.readyState === WebSocket.OPEN) client.send(text);
      }
    },
  };
}
