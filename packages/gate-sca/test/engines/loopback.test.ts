import { connect } from 'node:net';

import { describe, expect, it } from 'vitest';

import { loopbackOnly, withLoopback } from '../../src/engines/loopback.js';

describe('a server on the loopback interface', () => {
  it('answers as it is told, and 404 where it is told nothing', async () => {
    await withLoopback(
      ({ method, path, body }) => (path === '/a?b' ? { method, body } : undefined),
      async ({ url }) => {
        expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
        const answer = await fetch(`${url}/a?b`, { method: 'POST', body: 'x' });
        expect(await answer.json()).toEqual({ method: 'POST', body: 'x' });
        expect((await fetch(`${url}/c`)).status).toBe(404);
      },
    );
  });

  it('lets nothing out as a proxy, and remembers who asked', async () => {
    await withLoopback(
      () => ({}),
      async ({ url, refused }) => {
        expect(await raw(url, 'GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n')).toMatch(
          /^HTTP\/1.1 403/,
        );
        expect(await raw(url, 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n')).toMatch(
          /^HTTP\/1.1 403/,
        );
        expect(refused).toEqual(['http://example.org/', 'example.org:443']);
      },
    );
  });

  it('does not read more than a question', async () => {
    await withLoopback(
      ({ body }) => ({ length: body.length }),
      async ({ url }) => {
        const asked = fetch(url, { method: 'POST', body: 'x'.repeat(2 * 1024 * 1024) });
        const status = await asked.then(
          (answer) => answer.status,
          () => 0,
        );
        expect(status).not.toBe(200);
      },
    );
  });

  it('ends the connection where an answer cannot be made, and is gone afterwards', async () => {
    let address = '';
    await withLoopback(
      () => {
        throw new Error('no answer');
      },
      async ({ url }) => {
        address = url;
        await expect(fetch(url)).rejects.toThrow();
      },
    );
    await expect(fetch(address)).rejects.toThrow();
  });

  it('is the only thing that a tool reaches', () => {
    const env = loopbackOnly('http://127.0.0.1:1');
    expect(env).toMatchObject({
      HTTPS_PROXY: 'http://127.0.0.1:1',
      https_proxy: 'http://127.0.0.1:1',
      NO_PROXY: '127.0.0.1',
    });
  });
});

function raw(url: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(request));
    socket.on('data', (chunk) => {
      said += chunk.toString();
      socket.end();
    });
    socket.on('close', () => {
      resolve(said);
    });
    socket.on('error', reject);
  });
}
