import type { Item, LiveMessage } from '@itemize/shared';

export function follow(onChange: (item: Item) => void): () => void {
  const socket = new WebSocket('ws://api.itemize.example/live');
  socket.onmessage = (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as LiveMessage;
    if (message.type === 'changed') onChange(message.item);
  };
  return () => socket.close();
}
