import {
  request as requestHttp,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Duplex } from 'node:stream';

import { GateError, isObject } from '@railgate/contract';

import { feed, type Pieces } from '../pieces.js';
import type { EngineAddress } from './address.js';
import { connectionError } from './connection-error.js';
import { RefusedError } from './refused.js';

/** What dockerode hands to its modem for one request. */
export interface Dial {
  /** Ends with `?` where the options are a query, too. */
  readonly path: string;
  readonly method: string;
  readonly options?: DialOptions;
  readonly file?: Pieces;
  /** Bytes of the file, where they are known: Docker reads it faster then. */
  readonly length?: number | undefined;
  readonly abortSignal?: AbortSignal | undefined;
  /** The answer's body is wanted as a stream, not as JSON. */
  readonly isStream?: boolean;
  readonly authconfig?: unknown;
  readonly statusCodes: Readonly<Record<string, true | string>>;
}

type DialOptions = Readonly<Record<string, unknown>>;

/** Bytes of an answer that is not a stream: lists and descriptions. */
const ANSWER_LIMIT = 32 * 1024 * 1024;
const REFUSAL_LIMIT = 64 * 1024;

/**
 * Stands in for docker-modem under dockerode. That one reads DOCKER_HOST on its own, follows redirects to other hosts, waits
 * for ever when an answer ends in the middle, takes answers of any size, and checks no host key over ssh.
 */
export class Transport {
  /** `/v1.41`; empty asks for the newest that the engine has. */
  version = '';
  /** Set by dockerode. */
  Promise = Promise;
  readonly #address: EngineAddress;
  readonly #agent: Agent | undefined;

  constructor(address: EngineAddress, agent?: Agent) {
    this.#address = address;
    this.#agent = agent;
  }

  /** As dockerode calls it. */
  dial(dial: Dial, done: (error: unknown, answer?: unknown) => void): void {
    this.send(dial).then(
      (answer) => {
        done(null, answer);
      },
      (error: unknown) => {
        done(error);
      },
    );
  }

  /** Gives a stream, or an object or list of JSON; `{}` where there is no body. @throws {GateError} */
  async send(dial: Dial): Promise<unknown> {
    const response = await this.#request(dial);
    const shown = `${dial.method} ${dial.path.replace(/\?$/, '')}`;
    if (dial.statusCodes[response.statusCode ?? 0] !== true && !isGood(response.statusCode)) {
      const body = await this.#read(response, REFUSAL_LIMIT).catch(() => Buffer.alloc(0));
      throw new RefusedError(shown, response.statusCode ?? 0, reasonOf(body));
    }
    if (dial.isStream === true) return response;
    return parse(await this.#read(response, ANSWER_LIMIT), this.#address, shown);
  }

  /** What the engine says of one thing. dockerode hands no signal on for these. */
  async get(path: string, abortSignal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    return (await this.send({ path, method: 'GET', abortSignal, statusCodes: {} })) as Record<
      string,
      unknown
    >;
  }

  /** Turns a connection into one of another kind, where the engine agrees. @throws {GateError} */
  upgrade(
    path: string,
    headers: Readonly<Record<string, string | readonly string[]>>,
    abortSignal: AbortSignal,
  ): Promise<Duplex> {
    const turned = { ...headers, connection: 'Upgrade' };
    const options = { ...this.#place(), method: 'POST', path: this.#whole(path), headers: turned };
    return new Promise((resolve, reject) => {
      const request = this.#open({ ...options, signal: abortSignal });
      request.on('upgrade', (_response, connection, begun) => {
        if (begun.length > 0) connection.unshift(begun);
        resolve(connection);
      });
      request.on('response', (response) => {
        response.destroy();
        reject(new RefusedError(`POST ${path}`, response.statusCode ?? 0, 'it opens no such connection'));
      });
      request.on('error', (error) => {
        reject(connectionError(this.#address, error));
      });
      request.end();
    });
  }

  #open(options: RequestOptions): ClientRequest {
    const { at } = this.#address;
    return (at.kind === 'host' && at.tls ? requestHttps : requestHttp)(options);
  }

  #request(dial: Dial): Promise<IncomingMessage> {
    const { file, abortSignal } = dial;
    const body = file ? undefined : bodyOf(dial);
    const options = { ...this.#place(), ...this.#message(dial, body) };
    return new Promise((resolve, reject) => {
      const request = this.#open({ ...options, ...(abortSignal && { signal: abortSignal }) });
      request.on('response', (response) => {
        if (abortSignal?.aborted === true) response.destroy();
        resolve(response);
      });
      request.on('error', (error) => {
        reject(error instanceof GateError ? error : connectionError(this.#address, error));
      });
      if (!file) return request.end(body);
      feed(request, file).then(
        () => request.end(),
        (error: Error) => {
          // Worth more than the broken connection that it leads to.
          reject(error);
          request.destroy();
        },
      );
    });
  }

  #place(): RequestOptions {
    const { at } = this.#address;
    if (at.kind === 'socket') return { socketPath: at.path, host: 'localhost', agent: false };
    if (at.kind === 'ssh') return { host: 'localhost', ...(this.#agent && { agent: this.#agent }) };
    const { tls } = at;
    const files = tls && { ca: tls.ca, cert: tls.cert, key: tls.key, rejectUnauthorized: tls.verify };
    return { host: at.host, port: at.port, agent: false, ...files };
  }

  #message(dial: Dial, body: string | undefined): RequestOptions {
    const headers: Record<string, string | number> = {};
    if (body !== undefined) Object.assign(headers, jsonHeaders(body));
    if (dial.file) headers['content-type'] = 'application/x-tar';
    if (dial.length !== undefined) headers['content-length'] = dial.length;
    if (dial.authconfig !== undefined) headers['x-registry-auth'] = encodeAuth(dial.authconfig);
    return { method: dial.method, path: this.#whole(pathOf(dial)), headers };
  }

  #whole(path: string): string {
    const { at } = this.#address;
    return `${at.kind === 'host' ? at.prefix : ''}${this.version}${path}`;
  }

  async #read(response: IncomingMessage, limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        if ((size += chunk.length) > limit) throw tooLong(this.#address, limit);
      }
    } catch (error) {
      throw error instanceof GateError ? error : connectionError(this.#address, error);
    }
    return Buffer.concat(chunks);
  }
}

function isGood(status = 0): boolean {
  return status >= 200 && status < 300;
}

function pathOf(dial: Dial): string {
  if (!dial.path.endsWith('?')) return dial.path;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(partOf(dial, '_query'))) {
    if (value === undefined) continue;
    query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  return query.size === 0 ? dial.path.slice(0, -1) : `${dial.path}${query.toString()}`;
}

function bodyOf(dial: Dial): string | undefined {
  if (dial.method !== 'POST') return undefined;
  const body = partOf(dial, '_body');
  return Object.keys(body).length === 0 ? undefined : JSON.stringify(body);
}

/** dockerode sends one object as both query and body, unless it is told which is which. */
function partOf({ options = {} }: Dial, part: '_query' | '_body'): DialOptions {
  if (isObject(options[part])) return options[part];
  return Object.fromEntries(Object.entries(options).filter(([name]) => !OWN.has(name)));
}

/** What dockerode leaves among the options although it is for the modem. */
const OWN = new Set(['abortSignal', 'authconfig', '_query', '_body']);

function jsonHeaders(body: string): Record<string, string | number> {
  return { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
}

/** Base64 in the alphabet of URLs, with padding: what Docker's client sends. */
function encodeAuth(auth: unknown): string {
  return Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

function reasonOf(body: Buffer): string {
  const text = body.toString();
  try {
    const { message, cause } = JSON.parse(text) as Record<string, unknown>;
    return typeof message === 'string' ? message : typeof cause === 'string' ? cause : text;
  } catch {
    return text;
  }
}

function parse(body: Buffer, address: EngineAddress, request: string): object {
  if (body.length === 0) return {};
  try {
    const answer: unknown = JSON.parse(body.toString());
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // Said below, as for an answer that is JSON and no object.
  }
  throw new GateError('REPORT_UNREADABLE', `What answers at ${address.shown} to ${request} gave no JSON.`, {
    remedy: 'Check that a container engine listens there, and no proxy or web server.',
  });
}

function tooLong(address: EngineAddress, limit: number): GateError {
  return new GateError('REPORT_UNREADABLE', `${address.shown} answered with more than ${limit} bytes.`);
}
