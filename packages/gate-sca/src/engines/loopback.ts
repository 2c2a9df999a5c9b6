import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of this process that nobody beyond this machine can reach. */
export interface Loopback {
  /** Without a slash at the end. */
  readonly url: string;
  /** What a tool tried to reach beyond this machine through the proxy that it was given. */
  readonly refused: readonly string[];
}

export interface LoopbackRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string;
}

/** Gives JSON, or nothing: 404. */
export type Answer = (request: LoopbackRequest, url: string) => unknown;

/** A tool asks short questions; more is not read. */
const BODY_LIMIT = 1024 * 1024;

/** Runs a server for as long as `use` takes. */
export async function withLoopback<T>(answer: Answer, use: (loopback: Loopback) => Promise<T>): Promise<T> {
  const refused: string[] = [];
  let url = '';
  const server = createServer((request, response) => {
    serve(request, response, answer, url, refused).catch(() => response.destroy());
  });
  // As a proxy it lets nothing out.
  server.on('connect', (request, socket) => {
    refused.push(request.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await use({ url, refused });
  } finally {
    await closed(server);
  }
}

/** The environment of a tool that reaches this server and nothing else. */
export function loopbackOnly(url: string): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  return {
    ...Object.fromEntries(proxies.map((name) => [name, url])),
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  url: string,
  refused: string[],
): Promise<void> {
  const { method = '', url: path = '' } = incoming;
  // A proxy is asked for whole addresses.
  if (!path.startsWith('/')) {
    refused.push(path);
    response.writeHead(403).end();
    return;
  }
  const body = await readBody(incoming);
  const said = body === undefined ? undefined : answer({ method, path, body }, url);
  response.writeHead(said === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(said ?? {}));
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
