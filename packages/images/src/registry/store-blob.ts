import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { GateError } from '@railgate/contract';
import { ServiceError, codeOf, hostOf, type HttpResponse } from '@railgate/kit';

import type { Descriptor } from './manifest.js';
import { unreachable, unreadable } from './registry-error.js';

export interface BlobTarget {
  /** Where it goes. Stays while it is not complete, for the next call; its name must come from the digest. */
  readonly path: string;
  /** Bytes; a blob that says that it is larger is not asked for. */
  readonly limit: number;
  /** How many bytes are there. */
  progress?(bytes: number): void;
}

/** A cut connection is taken up again, from where it broke. */
const ATTEMPTS = 3;
const CUT: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);
const PASSING: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
const LOCAL: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EACCES',
  'EROFS',
  'EDQUOT',
  'EPERM',
  'ENOTDIR',
  'EFBIG',
]);

/**
 * @param ask gives what comes after the first `from` bytes, or all of it where the registry knows no parts
 * @throws {GateError}
 */
export async function storeBlob(
  url: string,
  blob: Descriptor,
  target: BlobTarget,
  signal: AbortSignal,
  ask: (from: number) => Promise<HttpResponse>,
): Promise<void> {
  if (blob.size > target.limit)
    throw unreadable(
      url,
      `${blob.size} bytes, more than the ${target.limit} that are taken`,
      'Check the name.',
    );
  for (let attempt = 1; ; attempt += 1) {
    try {
      mkdirSync(dirname(target.path), { recursive: true });
      await storeOnce(url, blob, target, signal, ask);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (attempt < ATTEMPTS && isPassing(error)) continue;
      throw explain(url, error, blob, target);
    }
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return CUT.has(codeOf(error));
  return error.status === undefined ? CUT.has(codeOf(error.cause)) : PASSING.has(error.status);
}

async function storeOnce(
  url: string,
  blob: Descriptor,
  target: BlobTarget,
  signal: AbortSignal,
  ask: (from: number) => Promise<HttpResponse>,
): Promise<void> {
  const begun = sizeOf(target.path, blob);
  const hash = createHash('sha256');
  if (begun > 0 && begun === blob.size) {
    await hashFile(target.path, hash, signal);
  } else {
    const response = await ask(begun);
    if (/^text\/html/i.test(response.headers['content-type'] ?? '')) throw unreadable(url, 'a web page');
    const goesOn = begun > 0 && response.status === 206 && isFrom(response, begun);
    if (response.status === 206 && !goesOn) {
      rmSync(target.path, { force: true });
      if (begun > 0) return storeOnce(url, blob, target, signal, ask);
      throw unreadable(url, 'a part of what was asked for');
    }
    if (goesOn) await hashFile(target.path, hash, signal);
    await append(url, blob, target, signal, response, hash, goesOn ? begun : 0);
  }
  const digest = `sha256:${hash.digest('hex')}`;
  if (digest === blob.digest) return;
  rmSync(target.path, { force: true });
  // What was begun may have been wrong already.
  if (begun > 0) return storeOnce(url, blob, target, signal, ask);
  throw unreadable(url, `other bytes than it promised: ${digest} instead of ${blob.digest}`);
}

function isFrom({ headers }: HttpResponse, begun: number): boolean {
  return headers['content-range']?.startsWith(`bytes ${begun}-`) ?? false;
}

/** What an earlier call has left; a longer file is of nobody. */
function sizeOf(path: string, blob: Descriptor): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > blob.size ? 0 : size;
}

async function hashFile(path: string, hash: Hash, signal: AbortSignal): Promise<void> {
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
}

async function append(
  url: string,
  blob: Descriptor,
  target: BlobTarget,
  signal: AbortSignal,
  response: HttpResponse,
  hash: Hash,
  from: number,
): Promise<void> {
  let bytes = from;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      target.progress?.(bytes);
      done(bytes > blob.size ? unreadable(url, 'more bytes than it promised') : null, chunk);
    },
  });
  const file = createWriteStream(target.path, { flags: from > 0 ? 'a' : 'w' });
  await pipeline(Readable.from(response.body), counting, file, { signal });
  if (bytes < blob.size) throw cutOff(url, bytes, blob);
}

function cutOff(url: string, bytes: number, blob: Descriptor, cause?: unknown): GateError {
  return new ServiceError(
    {},
    'REPORT_UNREADABLE',
    `${hostOf(url)} ended after ${bytes} of ${blob.size} bytes.`,
    { remedy: 'Run the command again: it goes on from there.', cause },
  );
}

function explain(url: string, error: unknown, blob: Descriptor, target: BlobTarget): unknown {
  if (error instanceof GateError) return error;
  const code = codeOf(error);
  if (LOCAL.has(code))
    return new GateError('NEED_UNMET', `What comes from ${hostOf(url)} cannot be written (${code}).`, {
      remedy:
        'Check the space that is left and the rights of this user, or set XDG_DATA_HOME to another folder.',
      cause: error,
    });
  if (CUT.has(code)) return cutOff(url, sizeOf(target.path, blob), blob, error);
  return unreachable(url, error);
}
