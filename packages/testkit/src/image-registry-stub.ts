import { createHash } from 'node:crypto';

import {
  startStubServer,
  type StubAnswer,
  type StubRequest,
  type StubServer,
  type StubService,
} from './stub-server.js';

/** An image in its parts. */
export interface StubImage {
  /** The configuration, as JSON. */
  readonly config: Buffer;
  /** Tars, gzipped or not, the base first; those of `makeImage` as they are. */
  readonly layers: readonly (Buffer | { readonly tar: Buffer })[];
}

/** What is no image, as Trivy's databases are published. */
export interface StubArtifact {
  readonly configType: string;
  readonly layerType: string;
  readonly layers: readonly Buffer[];
}

export interface ImageRegistryOptions {
  /** Without it anybody may pull. `basic`: asked for with each request; `bearer`: with a token, which is given for it. */
  readonly login?: { readonly kind: 'basic' | 'bearer'; readonly user: string; readonly password: string };
  /** Anybody gets a token, and without one nothing is given: as ghcr.io does it. */
  readonly anonymousToken?: boolean;
  /** Blobs lie with another server, and requests are sent on to it: as ghcr.io and Docker Hub do it. */
  readonly blobsElsewhere?: boolean;
}

/** `ping`: `/v2/`. `token`: where a token is given. `tags`: the list of a repository. */
export type ImageRegistryRoute = 'ping' | 'token' | 'manifest' | 'blob' | 'tags' | 'other';

/** What the specification calls a descriptor. */
export interface StubDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface ImageRegistryStub extends StubServer<ImageRegistryRoute> {
  /** Where blobs lie with `blobsElsewhere`; `Authorization` must never get there. */
  readonly storage: StubServer<'blob'> | undefined;
  /** @param name `team/app:1`, without the registry. Gives the descriptor of the manifest. */
  addImage(name: string, image: StubImage): StubDescriptor;
  addArtifact(name: string, artifact: StubArtifact): StubDescriptor;
  /** A manifest list: one name, and an image for each platform (`linux/amd64`). */
  addIndex(name: string, images: Readonly<Record<string, StubImage>>): StubDescriptor;
  /** Any manifest at all, also one that is wrong. */
  addManifest(name: string, mediaType: string, content: Buffer): StubDescriptor;
  /** Any blob at all; `digest` where it is to be given out under another one than its own. */
  addBlob(content: Buffer, digest?: string): string;
  /** `127.0.0.1:PORT/team/app:1` */
  reference(name: string): string;
}

export const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_CONFIG = 'application/vnd.oci.image.config.v1+json';
const OCI_LAYER = 'application/vnd.oci.image.layer.v1.tar';
const TOKEN = 'stub-token';

interface Content {
  /** By name and tag, and by name and digest. */
  readonly manifests: Map<string, { readonly mediaType: string; readonly content: Buffer }>;
  readonly blobs: Map<string, Buffer>;
}

/**
 * A registry on the loopback interface, as the OCI distribution specification 1.1 has it, for pulling: engines and clients
 * take it for a real one. `reply('blob', 'cut')` and the like make it fail as the stub server does.
 */
export async function startImageRegistry(options: ImageRegistryOptions = {}): Promise<ImageRegistryStub> {
  const content: Content = { manifests: new Map(), blobs: new Map() };
  const storage = options.blobsElsewhere
    ? await startStubServer<'blob'>(() => ({
        routeOf: () => 'blob',
        answer: (request) => blobAnswer(content, request),
      }))
    : undefined;
  const server = await startStubServer((url) => makeService(url, content, options, storage?.url));
  const addManifest = (name: string, mediaType: string, bytes: Buffer): StubDescriptor => {
    const [repository = '', tag = 'latest'] = name.split(':');
    const digest = digestOf(bytes);
    for (const key of [tag, digest])
      content.manifests.set(`${repository}/${key}`, { mediaType, content: bytes });
    return { mediaType, digest, size: bytes.length };
  };
  const addBlob = (bytes: Buffer, digest = digestOf(bytes)): string => {
    content.blobs.set(digest, bytes);
    return digest;
  };
  const store = { addManifest, addBlob };
  return {
    ...server,
    ...store,
    storage,
    addImage: (name, image) => addImage(store, name, image),
    addArtifact: (name, artifact) => addArtifact(store, name, artifact),
    addIndex: (name, images) => addIndex(store, name, images),
    reference: (name) => `${server.host}/${name}`,
    close: async () => {
      await server.close();
      await storage?.close();
    },
  };
}

type Store = Pick<ImageRegistryStub, 'addManifest' | 'addBlob'>;

function addImage(store: Store, name: string, { config, layers }: StubImage): StubDescriptor {
  const layer = (bytes: Buffer): string => (isGzip(bytes) ? `${OCI_LAYER}+gzip` : OCI_LAYER);
  const tars = layers.map((one) => (Buffer.isBuffer(one) ? one : one.tar));
  return addParts(store, name, { type: OCI_CONFIG, bytes: config }, tars, layer);
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function addArtifact(
  store: Store,
  name: string,
  { configType, layerType, layers }: StubArtifact,
): StubDescriptor {
  return addParts(store, name, { type: configType, bytes: Buffer.from('{}') }, layers, () => layerType);
}

function addParts(
  store: Store,
  name: string,
  config: { readonly type: string; readonly bytes: Buffer },
  layers: readonly Buffer[],
  layerType: (bytes: Buffer) => string,
): StubDescriptor {
  const describe = (mediaType: string, bytes: Buffer): StubDescriptor => {
    return { mediaType, digest: store.addBlob(bytes), size: bytes.length };
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: describe(config.type, config.bytes),
    layers: layers.map((bytes) => describe(layerType(bytes), bytes)),
  };
  return store.addManifest(name, OCI_MANIFEST, Buffer.from(JSON.stringify(manifest)));
}

function addIndex(store: Store, name: string, images: Readonly<Record<string, StubImage>>): StubDescriptor {
  const [repository = ''] = name.split(':');
  const manifests = Object.entries(images).map(([platform, image]) => {
    const [os, architecture, variant] = platform.split('/');
    const descriptor = addImage(store, `${repository}:for-${platform.replaceAll('/', '-')}`, image);
    return { ...descriptor, platform: { os, architecture, ...(variant !== undefined && { variant }) } };
  });
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
  return store.addManifest(name, OCI_INDEX, Buffer.from(JSON.stringify(index)));
}

function makeService(
  url: string,
  content: Content,
  options: ImageRegistryOptions,
  storage: string | undefined,
): StubService<ImageRegistryRoute> {
  return {
    routeOf,
    answer: (request) => {
      if (request.route === 'token') return tokenAnswer(request, options);
      if (!isAllowed(request, options)) return challenge(url, request, options);
      return answer(content, request, storage);
    },
  };
}

const MANIFEST = /^\/v2\/(.+)\/manifests\/([^/?]+)$/;
const TAGS = /^\/v2\/(.+)\/tags\/list(?:\?|$)/;
const BLOB = /^\/(?:v2\/.+|storage)\/blobs\/([^/?]+)$/;

function routeOf(_method: string, path: string): ImageRegistryRoute {
  if (path === '/v2/' || path === '/v2') return 'ping';
  if (path.startsWith('/token')) return 'token';
  if (MANIFEST.test(path)) return 'manifest';
  if (TAGS.test(path)) return 'tags';
  return BLOB.test(path) ? 'blob' : 'other';
}

function basicOf({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function isAllowed(
  { headers }: StubRequest<string>,
  { login, anonymousToken }: ImageRegistryOptions,
): boolean {
  if (login?.kind === 'basic') return headers.authorization === basicOf(login);
  if (login || anonymousToken) return headers.authorization === `Bearer ${TOKEN}`;
  return true;
}

function challenge(url: string, { path }: StubRequest<string>, { login }: ImageRegistryOptions): StubAnswer {
  const repository = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(path)?.[1];
  const scope = repository === undefined ? '' : `,scope="repository:${repository}:pull"`;
  const bearer = `Bearer realm="${url}/token",service="stub.registry"${scope}`;
  return {
    ...failure(401, 'UNAUTHORIZED', 'authentication required'),
    headers: {
      'www-authenticate': login?.kind === 'basic' ? 'Basic realm="stub.registry"' : bearer,
      ...VERSION,
    },
  };
}

/** A scope that was not asked for gets no token, as with the real ones. */
function tokenAnswer(
  { headers, path, body }: StubRequest<string>,
  { login, anonymousToken }: ImageRegistryOptions,
): StubAnswer {
  const isKnown = login && headers.authorization === basicOf(login);
  if (!isKnown && !anonymousToken) return failure(401, 'UNAUTHORIZED', 'incorrect username or password');
  // An identity token comes by POST.
  if (!`${path}${String(body)}`.includes('service=stub.registry'))
    return failure(400, 'UNSUPPORTED', 'no such service');
  return { body: { token: TOKEN, access_token: TOKEN, expires_in: 300 } };
}

const VERSION = { 'docker-distribution-api-version': 'registry/2.0' };

function answer(
  content: Content,
  request: StubRequest<ImageRegistryRoute>,
  storage: string | undefined,
): StubAnswer {
  if (request.route === 'ping') return { headers: VERSION };
  if (request.route === 'manifest') return manifestAnswer(content, request);
  if (request.route === 'tags') return tagsAnswer(content, request);
  if (request.route !== 'blob') return failure(404, 'NAME_UNKNOWN', 'there is nothing here');
  const digest = BLOB.exec(request.path)?.[1] ?? '';
  if (storage === undefined) return blobAnswer(content, request);
  return { status: 307, headers: { location: `${storage}/storage/blobs/${digest}?signature=stub` } };
}

function manifestAnswer({ manifests }: Content, { path }: StubRequest<string>): StubAnswer {
  const [, repository, reference] = MANIFEST.exec(path) ?? [];
  const found = manifests.get(`${repository ?? ''}/${reference ?? ''}`);
  if (!found) return failure(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  const { mediaType, content } = found;
  return {
    body: content,
    headers: { 'content-type': mediaType, 'docker-content-digest': digestOf(content), ...VERSION },
  };
}

/** A page of `n` after `last`, and a `Link` to the next one (distribution specification 1.1, "Listing tags"). */
function tagsAnswer({ manifests }: Content, { path }: StubRequest<string>): StubAnswer {
  const [, repository = ''] = TAGS.exec(path) ?? [];
  const query = new URL(path, 'http://stub').searchParams;
  const [size, last] = [Number(query.get('n') ?? '100'), query.get('last') ?? ''];
  const names = [...manifests.keys()].filter((key) => key.startsWith(`${repository}/`));
  const tags = names.map((key) => key.slice(repository.length + 1)).filter((tag) => !tag.includes(':'));
  if (tags.length === 0) return failure(404, 'NAME_UNKNOWN', 'repository name not known to registry');
  const rest = tags.sort().filter((tag) => tag > last);
  const page = rest.slice(0, size);
  const next = `</v2/${repository}/tags/list?n=${size}&last=${page.at(-1) ?? ''}>; rel="next"`;
  return {
    body: { name: repository, tags: page },
    headers: { ...VERSION, ...(rest.length > size && { link: next }) },
  };
}

/** The whole, or what comes after the first bytes where only that is asked for (RFC 9110, 14). */
function blobAnswer({ blobs }: Content, { path, headers }: StubRequest<string>): StubAnswer {
  const digest = /\/blobs\/([^/?]+)/.exec(path)?.[1] ?? '';
  const body = blobs.get(digest);
  if (!body) return failure(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  const type = { 'content-type': 'application/octet-stream', 'docker-content-digest': digest, ...VERSION };
  const from = /^bytes=(\d+)-/.exec(headers.range ?? '')?.[1];
  if (from === undefined) return { body, headers: type };
  if (Number(from) >= body.length)
    return { status: 416, headers: { 'content-range': `bytes */${body.length}` } };
  const range = `bytes ${from}-${body.length - 1}/${body.length}`;
  return { status: 206, body: body.subarray(Number(from)), headers: { ...type, 'content-range': range } };
}

/** An error as the specification has it, for planned replies too: `reply('manifest', registryError(403, 'DENIED'))`. */
export function registryError(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
): StubAnswer {
  return { ...failure(status, code, `stub ${code.toLowerCase()}`), headers: { ...VERSION, ...headers } };
}

function failure(status: number, code: string, message: string): StubAnswer {
  return { status, body: { errors: [{ code, message }] } };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
