import { createWriteStream, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { GateError, isObject } from '@railgate/contract';
import {
  ServiceError,
  codeOf,
  connectionError,
  hostOf,
  statusError,
  type HttpClient,
  type HttpResponse,
} from '@railgate/kit';

import { textOf } from '../records/json.js';
import type { Origin } from '../store/description.js';

export interface DownloadInput {
  readonly url: string;
  /** Where it goes, and stays while it is not complete: the next call goes on from there. */
  readonly path: string;
  /** What is imported already. */
  readonly known?: Origin | undefined;
  readonly client: HttpClient;
  readonly signal: AbortSignal;
  readonly progress?: ((text: string) => void) | undefined;
}

/** The file as it was published, and where it came from; nothing when it is still the one that is known. */
export type Download = Origin | undefined;

/** osv.dev's largest archive has 0.2 GB. */
const LIMIT = 4 * 1024 ** 3;
/** A cut connection is taken up again, from where it broke. */
const ATTEMPTS = 3;
const CUT: ReadonlySet<string> = new Set([
  'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]); // prettier-ignore
const OK = 200;
const PARTIAL = 206;
const NOT_MODIFIED = 304;
const RANGE_NOT_SATISFIABLE = 416;

/**
 * Fetches a file, goes on with one that was begun, and asks only for changes where it is known.
 *
 * @throws {GateError} `NEED_UNMET` when nobody answers or the status is no success, `TOOL_TIMEOUT`, `REPORT_UNREADABLE`
 * when what came is a web page or not all of it
 */
export async function download(input: DownloadInput): Promise<Download> {
  mkdirSync(dirname(input.path), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchOnce(input);
    } catch (error) {
      input.signal.throwIfAborted();
      if (attempt < ATTEMPTS && (error instanceof StartOver || CUT.has(codeOf(error)))) continue;
      throw explain(input, error);
    }
  }
}

/** What was begun does not fit what is there now. */
class StartOver extends Error {}

async function fetchOnce(input: DownloadInput): Promise<Download> {
  const begun = readBegun(input);
  const response = await input.client.ask(input.url, {
    headers: headersOf(begun, input.known),
    signal: input.signal,
  });
  const { status, headers } = response;
  if (status === NOT_MODIFIED && !begun) return undefined;
  if (status === RANGE_NOT_SATISFIABLE) {
    if (begun && headers['content-range'] === `bytes */${begun.bytes}`) return begun.origin;
    forget(input.path);
    throw new StartOver('what was begun is longer than what is there');
  }
  refuse(input, response);
  const appends = status === PARTIAL && begun !== undefined;
  if (appends && !headers['content-range']?.startsWith(`bytes ${begun.bytes}-`)) {
    forget(input.path);
    throw new StartOver('it goes on somewhere else');
  }
  const origin = appends ? begun.origin : originOf(input.url, headers);
  writeFileSync(`${input.path}.json`, JSON.stringify(origin));
  await store(input, response, appends ? begun.bytes : 0);
  return origin;
}

function refuse(input: DownloadInput, { status, headers, url }: HttpResponse): void {
  if (status !== OK && status !== PARTIAL)
    throw statusError({ signal: input.signal, timeout: 0 }, input.url, status, STATUS_CODES[status]);
  if (input.url.startsWith('https:') && !url.startsWith('https:'))
    throw new ServiceError({}, 'NEED_UNMET', `${hostOf(input.url)} sends requests on without encryption.`, {
      remedy: 'Choose an address that answers itself, with `--from URL`.',
    });
  if (/^text\/html/i.test(headers['content-type'] ?? ''))
    throw new ServiceError({}, 'REPORT_UNREADABLE', `${hostOf(input.url)} answered with a web page.`, {
      remedy: 'Look at what stands between this machine and the address: a proxy, a login, a wrong address.',
    });
}

async function store(input: DownloadInput, { body, headers }: HttpResponse, from: number): Promise<void> {
  const length = headers['content-length'];
  const whole = length === undefined ? undefined : from + Number(length);
  let bytes = from;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      input.progress?.(`${bytes}${whole === undefined ? '' : ` of ${whole}`} bytes`);
      done(bytes > LIMIT ? tooLarge(input.url) : null, chunk);
    },
  });
  const file = createWriteStream(input.path, { flags: from > 0 ? 'a' : 'w' });
  await pipeline(Readable.from(body), counting, file, { signal: input.signal });
  if (whole !== undefined && bytes !== whole) throw cutOff(input, bytes, whole);
}

function tooLarge(url: string): GateError {
  return new ServiceError({}, 'REPORT_UNREADABLE', `${hostOf(url)} answered with more than ${LIMIT} bytes.`);
}

function cutOff(input: DownloadInput, bytes: number, whole: number | undefined, cause?: unknown): GateError {
  const all = whole === undefined ? '' : ` of ${whole}`;
  return new ServiceError({}, 'REPORT_UNREADABLE', `${hostOf(input.url)} ended after ${bytes}${all} bytes.`, {
    remedy: 'Run the command again: it goes on from there.',
    cause,
  });
}

interface Begun {
  readonly bytes: number;
  readonly origin: Origin;
}

/** What an earlier call has left of the same file, as far as the server can tell whether it is still the same. */
function readBegun({ path, url }: DownloadInput): Begun | undefined {
  try {
    const { size } = statSync(path);
    const left: unknown = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
    if (!isObject(left) || left['url'] !== url || size === 0) return undefined;
    const [etag, lastModified] = [textOf(left['etag']), textOf(left['lastModified'])];
    if (etag === '' && lastModified === '') return undefined;
    return { bytes: size, origin: { url, ...(etag && { etag }), ...(lastModified && { lastModified }) } };
  } catch {
    return undefined;
  }
}

/** Removes what a download has left. */
export function forget(path: string): void {
  rmSync(path, { force: true });
  rmSync(`${path}.json`, { force: true });
}

/** A weak tag does not say that the bytes are the same (RFC 9110, 13.1.5). */
function headersOf(begun: Begun | undefined, known: Origin | undefined): Record<string, string> {
  if (begun) {
    const { etag, lastModified } = begun.origin;
    const validator = etag === undefined || etag.startsWith('W/') ? lastModified : etag;
    return validator === undefined ? {} : { range: `bytes=${begun.bytes}-`, 'if-range': validator };
  }
  return {
    ...(known?.etag && { 'if-none-match': known.etag }),
    ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
  };
}

function originOf(url: string, headers: HttpResponse['headers']): Origin {
  const { etag, 'last-modified': lastModified } = headers;
  return { url, ...(etag && { etag }), ...(lastModified && { lastModified }) };
}

function explain(input: DownloadInput, error: unknown): unknown {
  if (error instanceof GateError) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT')
    return new ServiceError({}, 'TOOL_TIMEOUT', `${hostOf(input.url)} has stopped answering.`, {
      remedy: 'Check the network and the proxy. What has come is kept: run the command again.',
      cause: error,
    });
  const unwritable = unwritableError(error);
  if (unwritable) return unwritable;
  const begun = readBegun(input);
  if (begun && CUT.has(code)) return cutOff(input, begun.bytes, undefined, error);
  return connectionError({ signal: input.signal, timeout: 0 }, input.url, error);
}

const UNWRITABLE: ReadonlySet<string> = new Set(['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT', 'ENOTDIR']);

/** Nothing where an error says something else than that the folder of the database cannot be written. */
export function unwritableError(error: unknown): GateError | undefined {
  const code = codeOf(error);
  if (!UNWRITABLE.has(code)) return undefined;
  return new GateError('NEED_UNMET', `The database folder cannot be written (${code}).`, {
    remedy:
      'Check the space that is left and the rights of this user, or set XDG_DATA_HOME to another folder.',
    cause: error,
  });
}
