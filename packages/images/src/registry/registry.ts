import { createHash } from 'node:crypto';

import { cleanText } from '@railgate/contract';
import {
  ServiceError,
  hostOf,
  withHttpClient,
  withRetry,
  type HttpClient,
  type HttpResponse,
  type HttpTimeouts,
} from '@railgate/kit';

import { showReference, type ImageReference } from '../reference.js';
import { addressOf, isSafe } from './address.js';
import { authorize } from './authorize.js';
import { parseChallenge } from './challenge.js';
import type { CredentialLookup } from './credential.js';
import { ACCEPT, parseManifest, type Descriptor, type IndexEntry, type Manifest } from './manifest.js';
import { readBounded, refusal, unreachable, unreadable } from './registry-error.js';
import { storeBlob, type BlobTarget } from './store-blob.js';
import { fetchTags } from './tags.js';

export interface RegistryOptions {
  readonly signal: AbortSignal;
  readonly credentials?: CredentialLookup | undefined;
  readonly timeouts?: HttpTimeouts | undefined;
}

/** Pulls from registries, by the OCI distribution specification 1.1. */
export interface Registry {
  /**
   * What a name stands for now. A list of manifests gives the one for the platform, or its only one.
   *
   * @throws {ServiceError} `NEED_UNMET`: refused, not there, rate-limited, unreachable, another platform only;
   * `TOOL_TIMEOUT`; `REPORT_UNREADABLE` when what came is no manifest, or not the one with the digest that was asked for
   */
  manifest(reference: ImageReference, platform: string): Promise<Manifest>;
  /**
   * Streams a blob into a file, goes on where an earlier call has stopped, and gives the file only when its digest is right.
   *
   * @throws {GateError} as above; `REPORT_UNREADABLE` when it is cut off or of another digest; `NEED_UNMET` when the file
   * cannot be written
   */
  blob(reference: ImageReference, blob: Descriptor, target: BlobTarget): Promise<void>;
  /** All tags of a repository; nothing where there are more than anybody wants to read. @throws {ServiceError} as above */
  tags(reference: ImageReference): Promise<ReadonlySet<string> | undefined>;
}

/** Manifests of the specification have 4 MB at most. */
const MANIFEST_LIMIT = 4 * 1024 ** 2;
const REDIRECTS = 5;

/** Opens connections, and closes them afterwards whatever happens. */
export function withRegistry<T>(
  options: RegistryOptions,
  use: (registry: Registry) => Promise<T>,
): Promise<T> {
  return withHttpClient((client) => {
    const connection = new Connection(client, options);
    return use({
      manifest: (reference, platform) => fetchManifest(connection, reference, platform),
      blob: (reference, blob, target) => fetchBlob(connection, reference, blob, target),
      tags: (reference) => fetchTags(connection, reference),
    });
  }, options.timeouts);
}

/** Asks, logs in where that is wanted, and follows. Tokens are kept for the repository that they were given for. */
class Connection {
  readonly signal: AbortSignal;
  readonly #client: HttpClient;
  readonly #credentials: CredentialLookup | undefined;
  readonly #authorizations = new Map<string, string>();

  constructor(client: HttpClient, { signal, credentials }: RegistryOptions) {
    this.#client = client;
    this.signal = signal;
    this.#credentials = credentials;
  }

  /** @param path below `/v2/<repository>/` */
  async get(
    reference: ImageReference,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpResponse> {
    const { registry, repository } = reference;
    const url = `${addressOf(registry)}/v2/${repository}/${path}`;
    const key = `${registry}/${repository}`;
    const first = await this.#follow(url, headers, this.#authorizations.get(key));
    if (first.status !== 401) return first;
    const challenge = parseChallenge(first.headers['www-authenticate']);
    if (!challenge) return first;
    const authorization = await authorize(challenge, {
      client: this.#client,
      signal: this.signal,
      reference,
      credential: await this.#credentials?.(registry),
    });
    if (authorization === undefined) return first;
    this.#authorizations.set(key, authorization);
    return this.#follow(url, headers, authorization);
  }

  /** The login goes to the registry itself and to nobody that it sends on to. */
  async #follow(
    start: string,
    headers: Readonly<Record<string, string>>,
    authorization: string | undefined,
  ): Promise<HttpResponse> {
    let url = new URL(start);
    for (let left = REDIRECTS; ; left -= 1) {
      const isOwn = url.origin === new URL(start).origin;
      const all = { ...headers, ...(isOwn && authorization !== undefined && { authorization }) };
      const response = await this.#ask(url.href, all);
      const { location } = response.headers;
      if (response.status < 300 || response.status > 399 || location === undefined) return response;
      if (left === 0 || !URL.canParse(location, url.href))
        throw unreadable(start, 'addresses that lead nowhere');
      url = new URL(location, url);
      if (!isSafe(url) || !isAsSafe(start, url)) throw sentOn(start, url);
    }
  }

  async #ask(url: string, headers: Readonly<Record<string, string>>): Promise<HttpResponse> {
    try {
      return await this.#client.ask(url, { headers, signal: this.signal, redirect: 'manual' });
    } catch (error) {
      this.signal.throwIfAborted();
      throw unreachable(url, error);
    }
  }
}

/** A registry somewhere else has nothing to send on to this machine. */
function isAsSafe(start: string, next: URL): boolean {
  return next.protocol === 'https:' || start.startsWith('http:');
}

function sentOn(start: string, next: URL): ServiceError {
  const message = `${hostOf(start)} sends requests on to ${cleanText(next.host)} without encryption.`;
  return new ServiceError({}, 'NEED_UNMET', message, { remedy: 'Choose a registry that answers itself.' });
}

async function fetchManifest(
  connection: Connection,
  reference: ImageReference,
  platform: string,
): Promise<Manifest> {
  const answer = await readManifest(connection, reference);
  if (!('index' in answer)) return answer;
  const { digest } = choose(answer.index, platform, reference);
  const chosen = await readManifest(connection, { ...reference, digest });
  if ('index' in chosen) throw unreadable(addressOf(reference.registry), 'a list of lists of manifests');
  return chosen;
}

function choose(index: readonly IndexEntry[], platform: string, reference: ImageReference): IndexEntry {
  const only = index.length === 1 && index[0]?.platform === undefined ? index[0] : undefined;
  const found = index.find((entry) => entry.platform === platform) ?? only;
  if (found) return found;
  const offered = [...new Set(index.map((entry) => entry.platform ?? 'unknown'))].slice(0, 20).join(', ');
  const message = `${cleanText(showReference(reference))} is not there for ${platform}, only for ${cleanText(offered)}.`;
  throw new ServiceError({}, 'NEED_UNMET', message, { remedy: 'Choose a name that is there for it.' });
}

async function readManifest(
  connection: Connection,
  reference: ImageReference,
): Promise<NonNullable<ReturnType<typeof parseManifest>>> {
  const path = `manifests/${reference.digest ?? reference.tag ?? 'latest'}`;
  const url = addressOf(reference.registry);
  return withRetry(connection.signal, async () => {
    const response = await connection.get(reference, path, { accept: ACCEPT });
    if (response.status !== 200) throw await refusal(url, reference, response);
    const type = response.headers['content-type'];
    if (/^text\/html/i.test(type ?? '')) throw unreadable(url, 'a web page');
    const bytes = await readBody(connection, url, response);
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    if (reference.digest !== undefined && digest !== reference.digest)
      throw unreadable(
        url,
        `something else than ${cleanText(showReference(reference))}: its digest is ${digest}`,
      );
    const manifest = parseManifest(bytes.toString('utf8'), type, digest);
    if (!manifest) throw unreadable(url, 'something that is no manifest');
    return manifest;
  });
}

async function readBody(connection: Connection, url: string, response: HttpResponse): Promise<Buffer> {
  try {
    return await readBounded(response.body, MANIFEST_LIMIT);
  } catch (error) {
    connection.signal.throwIfAborted();
    if (error instanceof RangeError) throw unreadable(url, `more than ${MANIFEST_LIMIT} bytes as a manifest`);
    throw unreachable(url, error);
  }
}

async function fetchBlob(
  connection: Connection,
  reference: ImageReference,
  blob: Descriptor,
  target: BlobTarget,
): Promise<void> {
  const url = addressOf(reference.registry);
  await storeBlob(url, blob, target, connection.signal, async (from) => {
    const range: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await connection.get(reference, `blobs/${blob.digest}`, range);
    if (response.status !== 200 && response.status !== 206) throw await refusal(url, reference, response);
    return response;
  });
}
