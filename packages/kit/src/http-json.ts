import { cleanText, GateError } from '@railgate/contract';
import type { EnvHttpProxyAgent, Response } from 'undici';

import { fewPauses } from './few-pauses.js';
import { withRetry } from './http-retry.js';
import { connectionError, hostOf, ServiceError, statusError, timeoutError } from './service-error.js';

/** How others are reached from here. */
export interface Network {
  /** Addresses of proxies; those of HTTP_PROXY, HTTPS_PROXY and NO_PROXY where they are left out. */
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  readonly noProxy?: string | undefined;
  /** Certificates (PEM) that are trusted instead of those of Node. */
  readonly ca?: readonly string[] | undefined;
  /** The client's own certificate and key (PEM). */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  /** `false`: any certificate of the other side will do. */
  readonly strict?: boolean | undefined;
}

export interface JsonService {
  /** Seconds for one request, from the first byte of it to the last byte of the answer. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** A sentence for every remedy: what else helps when this service does not answer. */
  readonly otherwise?: string;
  /** Bytes of an answer after decompression; more is refused. */
  readonly limit?: number;
  readonly network?: Network;
}

export interface JsonRequest {
  readonly url: string;
  /** Makes it a POST. Sent as JSON. */
  readonly body?: unknown;
  readonly gzip?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is a JSON document a line; it is given as a list. */
  readonly lines?: boolean;
}

export interface JsonClient {
  /**
   * The parsed answer, whatever its content type says.
   *
   * @throws {ServiceError} `NEED_UNMET` when nobody answers or the status is no success, `TOOL_TIMEOUT`,
   * `REPORT_UNREADABLE` when the answer is no JSON or too large. Each names the host.
   */
  ask(request: JsonRequest): Promise<unknown>;
}

const LIMIT = 64 * 1024 * 1024;
const REDIRECTS = 3;
/** Whoever takes no connection by then is not there: an answer may take longer than that, and has its own time. */
const CONNECT_MS = 8000;

/** Opens connections, and closes them afterwards whatever happens. */
export async function withJsonClient<T>(
  service: JsonService,
  use: (client: JsonClient) => Promise<T>,
): Promise<T> {
  // Only here: it takes 60 ms, and most threads ask nobody.
  const { EnvHttpProxyAgent, fetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent(agentOptions(service.network ?? {}));
  const composed = dispatcher.compose(fewPauses);
  const sendRequest: Send = (url, init) => fetch(url, { ...init, dispatcher: composed, redirect: 'manual' });
  try {
    return await use({ ask: (request) => ask(service, request, sendRequest) });
  } finally {
    await dispatcher.destroy();
  }
}

interface Init {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Buffer;
  readonly signal: AbortSignal;
}
type Send = (url: string, init: Init) => Promise<Response>;

function agentOptions(network: Network): EnvHttpProxyAgent.Options {
  const { ca, cert, key, strict = true, ...proxies } = network;
  const tls = {
    ...(ca && { ca: [...ca] }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    rejectUnauthorized: strict,
  };
  const given = Object.entries(proxies).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(given),
    connect: { ...tls, timeout: CONNECT_MS },
    requestTls: { ...tls, timeout: CONNECT_MS },
  };
}

async function ask(service: JsonService, request: JsonRequest, sendRequest: Send): Promise<unknown> {
  const timer = AbortSignal.timeout(service.timeout * 1000);
  const signal = AbortSignal.any([service.signal, timer]);
  try {
    return await withRetry(signal, async () =>
      parse(service, request, await read(service, request, sendRequest, signal)),
    );
  } catch (error) {
    service.signal.throwIfAborted();
    if (timer.aborted) throw timeoutError(service, request.url);
    throw error instanceof GateError ? error : connectionError(service, request.url, error);
  }
}

async function read(
  service: JsonService,
  request: JsonRequest,
  sendRequest: Send,
  signal: AbortSignal,
): Promise<Buffer> {
  const response = await follow(service, request, sendRequest, signal);
  if (response.ok) return collect(service, request.url, response);
  // Only here: every gate's thread loads this file, and it takes 8 ms.
  const { STATUS_CODES } = await import('node:http');
  throw statusError(service, request.url, response.status, STATUS_CODES[response.status]);
}

/** Only within one host: neither credentials nor names of packages go anywhere else. */
async function follow(
  service: JsonService,
  request: JsonRequest,
  sendRequest: Send,
  signal: AbortSignal,
): Promise<Response> {
  const init = await initOf(request);
  let { url } = request;
  for (let left = REDIRECTS; ; left -= 1) {
    const response = await sendRequest(url, { ...init, signal });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
    if (left === 0 || !next || !isSameService(new URL(url), next)) throw redirectError(service, url, next);
    url = next.href;
  }
}

function isSameService(from: URL, to: URL): boolean {
  if (to.origin === from.origin) return true;
  return from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname;
}

function redirectError(service: JsonService, url: string, next: URL | undefined): GateError {
  const where = next ? `on to ${cleanText(next.host)}` : 'on to nowhere';
  return new ServiceError(
    service,
    'NEED_UNMET',
    `${hostOf(url)} sends requests ${where}, where nothing is sent to.`,
    {
      remedy: 'Configure the address that answers itself.',
    },
  );
}

async function initOf({ body, gzip = false, headers }: JsonRequest): Promise<Omit<Init, 'signal'>> {
  if (body === undefined) return { method: 'GET', headers: { accept: 'application/json', ...headers } };
  const text = JSON.stringify(body);
  return {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(gzip && { 'content-encoding': 'gzip' }),
      ...headers,
    },
    body: gzip ? (await import('node:zlib')).gzipSync(text) : text,
  };
}

async function collect(service: JsonService, url: string, response: Response): Promise<Buffer> {
  const limit = service.limit ?? LIMIT;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > limit)
      throw new ServiceError(
        service,
        'REPORT_UNREADABLE',
        `${hostOf(url)} answered with more than ${limit} bytes.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(service: JsonService, { url, lines = false }: JsonRequest, bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return lines ? parseLines(text) : JSON.parse(text);
  } catch {
    const isPage = /^\s{0,100}<(?:!doctype|html)/i.test(text);
    const what = isPage ? 'a web page, as a proxy that wants a login does' : 'something that is no JSON';
    throw new ServiceError(service, 'REPORT_UNREADABLE', `${hostOf(url)} answered with ${what}.`, {
      remedy: 'Look at what stands between this machine and the service: a proxy, a login, a wrong address.',
    });
  }
}

function parseLines(text: string): unknown[] {
  return text.split('\n').flatMap((line): unknown[] => (line.trim() === '' ? [] : [JSON.parse(line)]));
}
