import { createHash } from 'node:crypto';
import { request } from 'node:http';

import { afterEach, expect, it } from 'vitest';

import {
  startImageRegistry,
  type ImageRegistryOptions,
  type ImageRegistryStub,
} from './image-registry-stub.js';

let registry: ImageRegistryStub | undefined;
afterEach(() => registry?.close());

const CONFIG = Buffer.from('{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]}}');
const LAYER = Buffer.alloc(1024);

async function start(options?: ImageRegistryOptions): Promise<ImageRegistryStub> {
  registry = await startImageRegistry(options);
  registry.addImage('team/app:1', { config: CONFIG, layers: [LAYER] });
  return registry;
}

function sha256(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

it('gives a manifest by tag and by digest, and its blobs, whole and in part', async () => {
  const { url, addImage } = await start();
  const { digest, mediaType, size } = addImage('team/app:1', { config: CONFIG, layers: [LAYER] });
  const tagged = await fetch(`${url}/v2/team/app/manifests/1`);
  expect(Object.fromEntries(tagged.headers)).toMatchObject({
    'content-type': mediaType,
    'content-length': String(size),
    'docker-content-digest': digest,
  });
  const manifest = (await tagged.json()) as { layers: { digest: string }[] };
  expect(await (await fetch(`${url}/v2/team/app/manifests/${digest}`)).json()).toEqual(manifest);
  const blob = `${url}/v2/team/app/blobs/${manifest.layers[0]?.digest ?? ''}`;
  expect(sha256(Buffer.from(await (await fetch(blob)).arrayBuffer()))).toBe(sha256(LAYER));
  const part = await fetch(blob, { headers: { range: 'bytes=1000-' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 24]);
  expect((await fetch(blob, { headers: { range: 'bytes=1024-' } })).status).toBe(416);
  expect((await fetch(`${url}/v2/team/app/manifests/2`)).status).toBe(404);
});

it.each(['basic', 'bearer'] as const)(
  '%s: says how to log in, and takes only the right password',
  async (kind) => {
    const { url } = await start({ login: { kind, user: 'u', password: 'p' } });
    const refused = await fetch(`${url}/v2/team/app/manifests/1`);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      kind === 'basic'
        ? 'Basic realm="stub.registry"'
        : `Bearer realm="${url}/token",service="stub.registry",scope="repository:team/app:pull"`,
    ]);
    const token = `${url}/token?service=stub.registry&scope=repository:team/app:pull`;
    expect((await fetch(token, { headers: { authorization: `Basic ${btoa('u:x')}` } })).status).toBe(401);
    expect((await fetch(token, { headers: { authorization: `Basic ${btoa('u:p')}` } })).status).toBe(200);
  },
);

it('sends requests for blobs on to another server', async () => {
  const { url, storage } = await start({ blobsElsewhere: true });
  const blob = `${url}/v2/team/app/blobs/${sha256(LAYER)}`;
  const asked = await new Promise<string | undefined>((resolve, reject) => {
    request(blob, (response) => {
      response.resume();
      resolve(response.headers.location);
    })
      .on('error', reject)
      .end();
  });
  expect(asked).toBe(`${storage?.url ?? ''}/storage/blobs/${sha256(LAYER)}?signature=stub`);
  expect(Buffer.from(await (await fetch(blob)).arrayBuffer())).toEqual(LAYER);
});

it('lists an image for each platform', async () => {
  const { url, addIndex } = await start();
  addIndex('team/multi:1', {
    'linux/amd64': { config: CONFIG, layers: [] },
    'linux/arm64/v8': { config: Buffer.from('{"os":"linux"}'), layers: [] },
  });
  const index = (await (await fetch(`${url}/v2/team/multi/manifests/1`)).json()) as {
    manifests: { digest: string; platform: object }[];
  };
  expect(index.manifests.map(({ platform }) => platform)).toEqual([
    { os: 'linux', architecture: 'amd64' },
    { os: 'linux', architecture: 'arm64', variant: 'v8' },
  ]);
  for (const { digest } of index.manifests)
    expect((await fetch(`${url}/v2/team/multi/manifests/${digest}`)).status).toBe(200);
});
