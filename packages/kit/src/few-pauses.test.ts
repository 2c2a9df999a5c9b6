import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { withHttpClient } from './http-client.js';
import { withJsonClient } from './http-json.js';

const SIZE = 400_000;
const ANSWER = `"${'a'.repeat(SIZE - 2)}"`;

/** As HTTP/1.0 has it: the end of the connection is the end of the answer. */
async function withClosingServer<T>(use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(`HTTP/1.0 200 OK\r\nContent-Length: ${SIZE}\r\n\r\n`);
      socket.end(ANSWER);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
  }
}

it('an answer behind which the connection is closed is read to its end, however slowly', async () => {
  const signal = new AbortController().signal;
  const bytes = await withClosingServer((url) =>
    withHttpClient(async (client) => {
      const { body } = await client.ask(url, { signal });
      let read = 0;
      for await (const chunk of body) {
        read += chunk.length;
        await wait(10);
      }
      return read;
    }),
  );
  expect(bytes).toBe(SIZE);
});

it('so is one that is JSON', async () => {
  const signal = new AbortController().signal;
  const answer = await withClosingServer((url) =>
    withJsonClient({ timeout: 20, signal }, (client) => client.ask({ url })),
  );
  expect(answer).toHaveLength(SIZE - 2);
});
