import type { Item, LiveMessage } from '@itemize/shared';

import { API_URL } from './api.js';

/** Follows changes until the returned function is called; comes back by itself after a lost connection. */
export function follow(onChange: (item: Item) => void): () => void {
  const url = new URL('/live', API_URL);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let stopped = false;
  let socket: WebSocket;

  function connect() {
    socket = new WebSocket(url);
    socket.onmessage = (event: MessageEvent<string>) => {
      const message = JSON.parse(event.data) as LiveMessage;
      if (message.type === 'changed') onChange(message.item);
    };
    socket.onclose = () => {
      if (!stopped) setTimeout(connect, 2000);
    };
  }

  connect();
  return () => {
    stopped = true;
    socket.close();
  };
}
