import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/**
 * A way not to answer. `html`: the login page of a proxy, status 200. `truncated`: half of the true answer, as if it were
 * whole; `cut`: the connection ends in the middle of it. `wrong-type`: the true answer as `text/html`. `slow`: one byte a
 * tenth of a second. `reset`: the connection ends before any answer. `flood`: JSON without end.
 */
export type StubFailure =
  'hang' | 'html' | 'truncated' | 'cut' | 'wrong-type' | 'slow' | 'reset' | 'flood' | 'not-json';

export interface StubAnswer {
  readonly status?: number;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A number is a status without more: `405`. `{ redirect }` is a 307, which keeps method and body. */
export type StubReply = StubFailure | number | StubAnswer | { readonly redirect: string };

export interface StubRequest<Route extends string> {
  readonly route: Route | undefined;
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed, after gzip, where it is JSON; else the text. */
  readonly body: unknown;
}

export interface StubServer<Route extends string> {
  /** Ends with no slash. */
  readonly url: string;
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** What it was asked, in order. */
  readonly requests: readonly StubRequest<Route>[];
  /** What each further request of a route gets: the replies one after the other, then the last one again and again. */
  reply(route: Route, ...replies: readonly [StubReply, ...StubReply[]]): void;
  /** From now on each route answers as it should again. */
  recover(): void;
  close(): Promise<void>;
}

export interface StubService<Route extends string> {
  routeOf(method: string, path: string): Route | undefined;
  /** The true answer. */
  answer(request: StubRequest<Route>): StubAnswer;
  /** Requests without `Authorization: Bearer <token>` get a 401. */
  readonly token?: string | undefined;
}

/** A service on the loopback interface that tells what it was asked, and fails in every way when told to. */
export async function startStubServer<Route extends string>(
  makeService: (url: string) => StubService<Route>,
): Promise<StubServer<Route>> {
  const requests: StubRequest<Route>[] = [];
  const planned = new Map<Route, StubReply[]>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = makeService(`http://${host}`);
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming, service);
    requests.push(request);
    const truth = isRefused(request, service)
      ? { status: 401, body: { error: 'Unauthorized' } }
      : service.answer(request);
    sendResponse(
      response,
      truth,
      request.route === undefined ? undefined : nextReply(planned, request.route),
      timers,
    );
  };
  server.on('request', (request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  return {
    url: `http://${host}`,
    host,
    requests,
    reply: (route, ...replies) => planned.set(route, [...replies]),
    recover: () => {
      planned.clear();
    },
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearInterval(timer);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function isRefused({ headers }: StubRequest<string>, { token }: StubService<string>): boolean {
  return token !== undefined && headers.authorization !== `Bearer ${token}`;
}

function nextReply<Route>(planned: ReadonlyMap<Route, StubReply[]>, route: Route): StubReply | undefined {
  const replies = planned.get(route);
  return replies && replies.length > 1 ? replies.shift() : replies?.[0];
}

async function readRequest<Route extends string>(
  incoming: IncomingMessage,
  service: StubService<Route>,
): Promise<StubRequest<Route>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = incoming;
  return { route: service.routeOf(method, url), method, path: url, headers, body: bodyOf(chunks, headers) };
}

function bodyOf(chunks: readonly Buffer[], headers: IncomingHttpHeaders): unknown {
  const bytes = Buffer.concat(chunks);
  if (bytes.length === 0) return undefined;
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const LOGIN = '<!doctype html><html><title>Login</title><form action="/login"></form></html>';

function sendResponse(
  response: ServerResponse,
  truth: StubAnswer,
  reply: StubReply | undefined,
  timers: Set<NodeJS.Timeout>,
): void {
  if (reply === undefined) {
    sendAnswer(response, truth);
  } else if (typeof reply === 'number') {
    sendAnswer(response, { status: reply, body: { error: `stub ${reply}` } });
  } else if (typeof reply === 'object') {
    if ('redirect' in reply) sendAnswer(response, { status: 307, headers: { location: reply.redirect } });
    else sendAnswer(response, reply);
  } else {
    fail(response, truth, reply, timers);
  }
}

function fail(
  response: ServerResponse,
  truth: StubAnswer,
  failure: StubFailure,
  timers: Set<NodeJS.Timeout>,
): void {
  const text = textOf(truth);
  switch (failure) {
    case 'hang':
      return;
    case 'reset':
      response.destroy();
      return;
    case 'html':
      sendAnswer(response, { body: LOGIN, headers: { 'content-type': 'text/html; charset=utf-8' } });
      return;
    case 'not-json':
      sendAnswer(response, { body: 'upstream connect error' });
      return;
    case 'wrong-type':
      sendAnswer(response, { ...truth, headers: { 'content-type': 'text/html' } });
      return;
    case 'truncated':
      sendAnswer(response, { ...truth, body: text.subarray(0, text.length / 2).toString() });
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      response.write(text.subarray(0, text.length / 2), () => response.destroy());
      return;
    case 'slow':
      drip(response, text, timers);
      return;
    case 'flood':
      flood(response);
  }
}

function sendAnswer(response: ServerResponse, answer: StubAnswer): void {
  const text = textOf(answer);
  response.writeHead(answer.status ?? 200, {
    'content-type': 'application/json',
    'content-length': text.length,
    ...answer.headers,
  });
  response.end(text);
}

function textOf({ body = {} }: StubAnswer): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

const DRIP_MS = 100;

function drip(response: ServerResponse, text: Buffer, timers: Set<NodeJS.Timeout>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(text.subarray(sent, (sent += 1)));
    if (sent < text.length && !response.destroyed) return;
    clearInterval(timer);
    timers.delete(timer);
    response.end();
  }, DRIP_MS);
  timers.add(timer);
}

const CHUNK = Buffer.alloc(1024 * 1024, ' ');

function flood(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const write = (): void => {
    while (!response.destroyed && response.write(CHUNK));
  };
  response.on('drain', write);
  write();
}
