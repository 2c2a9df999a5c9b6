import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { withJsonClient, type JsonRequest, type JsonService } from './http-json.js';
import { ServiceError } from './service-error.js';

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let servers: Server[] = [];
let seen: { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers'] }[] = [];

beforeEach(() => {
  seen = [];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

async function listen(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers });
      answer(request, response, Buffer.concat(chunks));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (request: JsonRequest, service: Partial<JsonService> = {}): Promise<unknown> =>
  withJsonClient({ timeout: 5, signal: new AbortController().signal, ...service }, (client) =>
    client.ask(request),
  );

async function failure(answer: Answer | string, service: Partial<JsonService> = {}, body?: unknown) {
  const url = typeof answer === 'string' ? answer : await listen(answer);
  const error: unknown = await ask(
    { url: `${url}/v1`, body, headers: { authorization: 'Bearer t' } },
    service,
  ).catch((thrown: unknown) => thrown);
  if (!(error instanceof ServiceError)) throw new Error('It was to fail.', { cause: error });
  return { code: error.code, message: error.message.replaceAll(/:\d+/g, ':PORT'), remedy: error.remedy };
}

const status =
  (code: number): Answer =>
  (_request, response) =>
    response.writeHead(code).end('{}');

describe('ok', () => {
  it('sends JSON, packed when asked to, and parses the answer whatever its type', async () => {
    const url = await listen((request, response, body) => {
      expect(request.headers).toMatchObject({ 'content-encoding': 'gzip', authorization: 'Bearer t' });
      response.writeHead(200, { 'content-type': 'text/plain' }).end(gunzipSync(body));
    });
    const request = { url, body: { a: [1] }, gzip: true, headers: { authorization: 'Bearer t' } };
    expect(await ask(request)).toEqual({ a: [1] });
  });

  it('follows a redirect within the host with method, body and credential', async () => {
    const url = await listen((request, response, body) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.end(body);
    });
    expect(await ask({ url: `${url}/old`, body: { a: 1 }, headers: { authorization: 'Bearer t' } })).toEqual({
      a: 1,
    });
    expect(seen.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['POST', 'Bearer t'],
      ['POST', 'Bearer t'],
    ]);
  });

  it('asks once more where a gateway was busy, and not more often', async () => {
    const url = await listen((_request, response) =>
      response.writeHead(seen.length === 1 ? 503 : 200).end('[]'),
    );
    expect(await ask({ url })).toEqual([]);
    expect(await failure(status(502))).toMatchObject({ code: 'NEED_UNMET' });
    expect(seen).toHaveLength(4);
  });

  it('asks through the proxy that is configured', async () => {
    const url = await listen((_request, response) => response.end('"through"'));
    const tunnels: (string | undefined)[] = [];
    const proxy = await listen(status(500));
    servers.at(-1)?.on('connect', (request, socket) => {
      tunnels.push(request.url);
      const onward = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
    });
    expect(await ask({ url }, { network: { httpProxy: proxy, noProxy: 'elsewhere' } })).toBe('through');
    expect(await ask({ url }, { network: { httpProxy: proxy, noProxy: '127.0.0.1' } })).toBe('through');
    expect(tunnels).toEqual([new URL(url).host]);
  });
});

describe('broken', () => {
  it.each([
    [401, 'Check the credential for 127.0.0.1:PORT'],
    [403, 'Check the credential for 127.0.0.1:PORT'],
    [404, 'does not offer this service'],
    [405, 'does not offer this service'],
    [500, 'Try again later.'],
  ])('a status of %i', async (code, remedy) => {
    const error = await failure(status(code), { otherwise: 'Or leave it out.' });
    expect(error).toMatchObject({ code: 'NEED_UNMET' });
    expect(error.message).toContain(`127.0.0.1:PORT answered ${code} (`);
    expect(error.remedy.replace(/:\d+/, ':PORT')).toContain(remedy);
    expect(error.remedy).toMatch(/ Or leave it out\.$/);
  });

  it('a web page', async () => {
    const page: Answer = (_request, response) => response.end('\n<!DOCTYPE html><html>');
    expect(await failure(page)).toMatchObject({
      code: 'REPORT_UNREADABLE',
      message: '127.0.0.1:PORT answered with a web page, as a proxy that wants a login does.',
    });
  });

  it('half an answer', async () => {
    const half: Answer = (_request, response) => response.end('{"a":');
    expect(await failure(half)).toMatchObject({ code: 'REPORT_UNREADABLE' });
    const cut: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"a":', () => response.destroy());
    };
    expect(await failure(cut)).toEqual({
      code: 'NEED_UNMET',
      message: '127.0.0.1:PORT cannot be reached: it ended the connection.',
      remedy: 'Check the network and the proxy (HTTPS_PROXY).',
    });
  });

  it('nobody there, and no answer in time', async () => {
    const url = await listen(() => undefined);
    expect(await failure(url, { timeout: 0.2 })).toMatchObject({
      code: 'TOOL_TIMEOUT',
      message: '127.0.0.1:PORT did not answer within 0.2 s.',
    });
    servers.at(-1)?.closeAllConnections();
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await failure(url)).toMatchObject({
      code: 'NEED_UNMET',
      message: '127.0.0.1:PORT cannot be reached: nobody listens there.',
    });
  });

  it('an answer that drips ends at the deadline', async () => {
    const drip: Answer = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    expect(await failure(drip, { timeout: 0.3 })).toMatchObject({ code: 'TOOL_TIMEOUT' });
  });

  it('an answer larger than the limit, also when it is small on the wire', async () => {
    const bomb: Answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000, ' ')));
    };
    expect(await failure(bomb, { limit: 1000 })).toMatchObject({
      code: 'REPORT_UNREADABLE',
      message: '127.0.0.1:PORT answered with more than 1000 bytes.',
    });
  });

  it('a redirect to another host is not followed, and nothing is sent there', async () => {
    let asked = 0;
    const elsewhere = await listen((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const away: Answer = (_request, response) => response.writeHead(307, { location: elsewhere }).end();
    expect(await failure(away, {}, { private: ['1.0.0'] })).toMatchObject({ code: 'NEED_UNMET' });
    expect(asked).toBe(0);
    const loop: Answer = (_request, response) => response.writeHead(302, { location: '/v1' }).end();
    expect(await failure(loop)).toMatchObject({ code: 'NEED_UNMET' });
  });

  it('names and passwords in an address are not told', async () => {
    const error = await failure('http://user:hidden-word@127.0.0.1:1');
    expect(JSON.stringify(error)).not.toContain('hidden-word');
  });

  it('an abort is no failure of the service', async () => {
    const controller = new AbortController();
    const url = await listen(() => {
      controller.abort(new Error('stopped'));
    });
    await expect(ask({ url }, { signal: controller.signal })).rejects.toThrow('stopped');
  });
});
