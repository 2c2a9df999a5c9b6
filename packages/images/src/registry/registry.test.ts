import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { GateError } from '@railgate/contract';
import {
  OCI_MANIFEST,
  makeTempFolder,
  registryError,
  removeFolder,
  startImageRegistry,
  type ImageRegistryOptions,
  type ImageRegistryStub,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { parseReference, type ImageReference } from '../reference.js';
import type { CredentialLookup } from './credential.js';
import type { Descriptor, Manifest } from './manifest.js';
import { withRegistry, type Registry } from './registry.js';

let folder: string;
let stub: ImageRegistryStub;
beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(async () => {
  await stub.close();
  await removeFolder(folder);
});

const LAYER = randomBytes(300_000);
const TIMEOUTS = { connect: 1000, silence: 300 };
const ARTIFACT = { configType: 'application/x-config', layerType: 'application/x-layer', layers: [LAYER] };

async function start(options: ImageRegistryOptions = {}): Promise<void> {
  stub = await startImageRegistry(options);
  stub.addArtifact('team/data:2', ARTIFACT);
}

function reference(name = 'team/data:2'): ImageReference {
  const found = parseReference(stub.reference(name));
  if (!found) throw new Error(`${name} is no name`);
  return found;
}

function use<T>(ask: (registry: Registry) => Promise<T>, credentials?: CredentialLookup): Promise<T> {
  const { signal } = new AbortController();
  return withRegistry({ signal, credentials, timeouts: TIMEOUTS }, ask);
}

function fetchManifest(name?: string, credentials?: CredentialLookup): Promise<Manifest> {
  return use((registry) => registry.manifest(reference(name), 'linux/amd64'), credentials);
}

/** Manifest and its only blob; gives the file's bytes. */
function fetchAll(credentials?: CredentialLookup, limit = 1_000_000): Promise<Buffer> {
  return use(async (registry) => {
    const { layers } = await registry.manifest(reference(), 'linux/amd64');
    const path = join(folder, 'blob');
    await registry.blob(reference(), layers[0] as Descriptor, { path, limit });
    return readFileSync(path);
  }, credentials);
}

async function failure(promise: Promise<unknown>): Promise<GateError> {
  const error: unknown = await promise.then(
    () => 'it did not fail',
    (thrown: unknown) => thrown,
  );
  if (error instanceof GateError) return error;
  throw error;
}

const login =
  (username: string, password: string): CredentialLookup =>
  (serveraddress) =>
    Promise.resolve({ username, password, serveraddress });

describe('ok', () => {
  it.each<[string, ImageRegistryOptions, CredentialLookup | undefined]>([
    ['anybody', {}, undefined],
    ['a token for anybody', { anonymousToken: true }, undefined],
    ['a token with a login', { login: { kind: 'bearer', user: 'u', password: 'p' } }, login('u', 'p')],
    ['a login', { login: { kind: 'basic', user: 'u', password: 'p' } }, login('u', 'p')],
    ['blobs at another server', { anonymousToken: true, blobsElsewhere: true }, undefined],
  ])('fetches with %s', async (_, options, credentials) => {
    await start(options);
    expect((await fetchAll(credentials)).equals(LAYER)).toBe(true);
  });

  it('never takes the login to another server', async () => {
    await start({ login: { kind: 'basic', user: 'u', password: 'p' }, blobsElsewhere: true });
    await fetchAll(login('u', 'p'));
    expect(stub.requests.filter(({ headers }) => headers.authorization)).not.toEqual([]);
    expect(stub.storage?.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('asks for a token once', async () => {
    await start({ anonymousToken: true });
    await fetchAll();
    expect(stub.requests.map(({ route }) => route)).toEqual(['manifest', 'token', 'manifest', 'blob']);
    expect(stub.requests[1]?.path).toContain('scope=repository%3Ateam%2Fdata%3Apull');
  });

  it('exchanges an identity token', async () => {
    await start({ anonymousToken: true });
    await fetchAll((serveraddress) => Promise.resolve({ identitytoken: 'secret', serveraddress }));
    const { method, body } = stub.requests[1] ?? {};
    expect([method, body]).toEqual([
      'POST',
      expect.stringMatching(/^grant_type=refresh_token&client_id=railgate&refresh_token=secret&service=stub/),
    ]);
  });

  it('chooses from a list of manifests, and fetches by digest', async () => {
    await start();
    const image = (architecture: string) => ({
      config: Buffer.from(JSON.stringify({ architecture })),
      layers: [],
    });
    stub.addIndex('team/multi:1', { 'linux/arm64': image('arm64'), 'linux/amd64': image('amd64') });
    const { digest, config } = await fetchManifest('team/multi:1');
    expect(config.size).toBe('{"architecture":"amd64"}'.length);
    expect((await fetchManifest(`team/multi@${digest}`)).digest).toBe(digest);
  });

  it.each(['reset', 503] as const)('asks a manifest once more after %s', async (reply) => {
    await start();
    stub.reply('manifest', reply, {
      body: JSON.stringify(manifestOf()),
      headers: { 'content-type': OCI_MANIFEST },
    });
    expect((await fetchManifest()).layers).toHaveLength(1);
  });

  it('goes on after a cut connection', async () => {
    await start();
    const { layers } = await fetchManifest();
    stub.reply('blob', 'cut');
    const progress = (): void => stub.recover();
    const path = join(folder, 'blob');
    await use((registry) =>
      registry.blob(reference(), layers[0] as Descriptor, { path, limit: 1e6, progress }),
    );
    expect(readFileSync(path).equals(LAYER)).toBe(true);
  });

  it('goes on from where an earlier attempt broke', async () => {
    await start();
    const { layers } = await fetchManifest();
    const path = join(folder, 'blob');
    writeFileSync(path, LAYER.subarray(0, 100_000));
    await use((registry) => registry.blob(reference(), layers[0] as Descriptor, { path, limit: 1e6 }));
    expect(readFileSync(path).equals(LAYER)).toBe(true);
    expect(stub.requests.at(-1)?.headers.range).toBe('bytes=100000-');
  });
});

function manifestOf(layer = LAYER): object {
  const digest = `sha256:${createHash('sha256').update(layer).digest('hex')}`;
  const one = { mediaType: 'application/x-layer', digest, size: layer.length };
  return { schemaVersion: 2, mediaType: OCI_MANIFEST, config: one, layers: [one] };
}

describe('broken', () => {
  it.each([
    [401, /does not give out .*\/team\/data:2 \(401\)/, /docker login 127/],
    [registryError(403, 'DENIED'), /does not give out .*\(403 DENIED\)/, /docker login/],
    [
      registryError(404, 'MANIFEST_UNKNOWN'),
      /has no .*team\/data:2 \(404 MANIFEST_UNKNOWN\)/,
      /Check the name/,
    ],
    [registryError(429, 'TOOMANYREQUESTS', { 'retry-after': '60' }), /limits how often/, /Try again in 60 s/],
    [500, /answered 500/, /Try again later/],
    ['html', /a web page/, /a proxy, a login/],
    ['not-json', /no manifest/, /a proxy/],
    ['flood', /more than 4194304 bytes/, /./],
    ['hang', /has stopped answering/, /network/],
    ['reset', /ended the connection/, /network/],
    [{ redirect: 'http://192.0.2.1/x' }, /on to 192\.0\.2\.1 without encryption/, /Choose a registry/],
    [{ redirect: '' }, /lead nowhere/, /./],
    [
      { body: '{"mediaType":"application/vnd.oci.image.manifest.v1+json","layers":[{"digest":"../x"}]}' },
      /no manifest/,
      /./,
    ],
  ] as const)('a manifest: %j', async (reply, message, remedy) => {
    await start();
    stub.reply('manifest', reply);
    const error = await failure(fetchManifest());
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(remedy);
  });

  it.each([
    ['truncated', /other bytes than it promised|ended after/],
    ['html', /a web page/],
    ['hang', /has stopped answering/],
    [{ body: Buffer.alloc(LAYER.length) }, /other bytes than it promised/],
    [{ body: Buffer.alloc(LAYER.length + 1) }, /more bytes than it promised/],
    ['cut', /ended after \d+ of 300000 bytes/],
    [registryError(404, 'BLOB_UNKNOWN'), /404 BLOB_UNKNOWN/],
    [503, /answered 503/],
  ] as const)('a blob: %j', async (reply, message) => {
    await start();
    stub.reply('blob', reply);
    expect((await failure(fetchAll())).message).toMatch(message);
  });

  it('keeps nothing of a blob with another digest', async () => {
    await start();
    stub.reply('blob', { body: Buffer.alloc(LAYER.length) });
    await failure(fetchAll());
    expect(existsSync(join(folder, 'blob'))).toBe(false);
  });

  it('refuses a blob that is too large before it asks for it', async () => {
    await start();
    expect((await failure(fetchAll(undefined, 1000))).message).toContain('more than the 1000');
    expect(stub.requests.some(({ route }) => route === 'blob')).toBe(false);
  });

  it('refuses a manifest with another digest than the one asked for', async () => {
    await start();
    const { digest } = await fetchManifest();
    stub.reply('manifest', { body: JSON.stringify(manifestOf(Buffer.from('x'))) });
    expect((await failure(fetchManifest(`team/data@${digest}`))).message).toContain('its digest is');
  });

  it('says which platforms there are', async () => {
    await start();
    stub.addIndex('team/arm:1', { 'linux/arm64': { config: Buffer.from('{}'), layers: [] } });
    expect((await failure(fetchManifest('team/arm:1'))).message).toContain(
      'is not there for linux/amd64, only for linux/arm64',
    );
  });

  it.each(['html', 'not-json', { body: { token: 'a\r\nb' } }, 401] as const)('a token: %j', async (reply) => {
    await start({ anonymousToken: true });
    stub.reply('token', reply);
    expect((await failure(fetchManifest())).message).toMatch(/no token|does not give out/);
  });

  it('a wrong password is in no message', async () => {
    await start({ login: { kind: 'bearer', user: 'u', password: 'p' } });
    const error = await failure(fetchManifest(undefined, login('u', 'wr0ng')));
    expect(error.message).toContain('does not give out');
    expect(JSON.stringify(error) + error.message + error.remedy).not.toMatch(/wr0ng|dTp3/);
  });

  it('ends when it is told to', async () => {
    await start();
    stub.reply('blob', 'hang');
    const controller = new AbortController();
    const { layers } = await fetchManifest();
    const running = withRegistry({ signal: controller.signal }, (registry) =>
      registry.blob(reference(), layers[0] as Descriptor, { path: join(folder, 'blob'), limit: 1e6 }),
    );
    setTimeout(() => {
      controller.abort();
    }, 50);
    await expect(running).rejects.toThrow(/abort/i);
  });
});

describe('tags', () => {
  const tagsOf = (name = 'team/data') => use((registry) => registry.tags(reference(name)));
  const page = (tags: unknown, link?: string) => ({ body: { tags }, headers: { ...(link && { link }) } });

  it('are read page by page, with a token where that is wanted', async () => {
    await start({ anonymousToken: true });
    for (let i = 0; i < 1500; i++) stub.addManifest(`team/data:1.${i}`, OCI_MANIFEST, Buffer.from(`${i}`));
    const tags = await tagsOf();
    expect(tags?.size).toBe(1501);
    expect([tags?.has('1.1499'), tags?.has('2'), tags?.has('3')]).toEqual([true, true, false]);
    expect(stub.requests.filter(({ route }) => route === 'tags')).toHaveLength(3);
  });

  it('are none where there is no end of them, or none that can be one', async () => {
    await start();
    const more = page(['1'], '</v2/other/tags/list?last=1>; rel="next"');
    stub.reply('tags', more, ...Array.from({ length: 30 }, () => more));
    expect(await tagsOf()).toBeUndefined();
    const asked = stub.requests.filter(({ route }) => route === 'tags').map(({ path }) => path);
    expect(asked).toHaveLength(20);
    expect(asked.at(-1)).toBe('/v2/team/data/tags/list?last=1');
    stub.recover();
    stub.reply('tags', page(['ok', 7, 'no tag', '']), page(null));
    expect(await tagsOf()).toEqual(new Set(['ok']));
    expect(await tagsOf()).toEqual(new Set());
  });

  it.each([
    ['what is no list', page('all of them'), 'REPORT_UNREADABLE'],
    ['a web page', 'html', 'REPORT_UNREADABLE'],
    ['nothing of that name', 404, 'NEED_UNMET'],
    ['too much', { body: { tags: ['x'.repeat(5_000_000)] } }, 'REPORT_UNREADABLE'],
  ] as const)('broken: %s', async (_name, reply, code) => {
    await start();
    stub.reply('tags', reply);
    expect(await failure(tagsOf())).toMatchObject({ code });
  });
});
