import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { appendFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  file,
  imageFiles,
  makeImage,
  sha256,
  tarOf,
  type TarEntry,
  withTempFolder,
  writeOciLayout,
} from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { SIGNAL, summaries, tarBytes, withArchive, withOpened } from '../../test/opened.js';
import { openArchive } from './open-archive.js';

type Json = Record<string, unknown>;

const STEPS = [{ createdBy: 'a', files: [file('a', 'b')] }];
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';

function forPlatform(architecture: string, variant?: string): ReturnType<typeof makeImage> {
  return makeImage({
    tags: ['app:1'],
    architecture,
    steps: STEPS,
    ...(variant !== undefined && { variant }),
  });
}

const AMD = forPlatform('amd64');
const ARM = forPlatform('arm64', 'v8');
const RISC = forPlatform('riscv64');
const ONE = { tags: ['app:1'], steps: STEPS };

describe('which of several platforms is meant', () => {
  const layout = (...images: readonly (typeof AMD)[]): Buffer =>
    tarOf(imageFiles(images, 'oci', { multiPlatform: true, attestations: true }));
  const ids = async (bytes: Buffer, platform?: string): Promise<unknown> =>
    (await summaries(bytes, platform === undefined ? {} : { platform })).map(
      (image) => (image as Json)['id'],
    );

  it('the one that is asked for', async () => {
    expect(await ids(layout(AMD, ARM), 'linux/arm64')).toEqual([ARM.id]);
    expect(await ids(layout(AMD, ARM), 'linux/arm64/v8')).toEqual([ARM.id]);
  });

  it('else the usual one', async () => {
    expect(await ids(layout(ARM, AMD))).toEqual([AMD.id]);
    expect(await ids(layout(ARM, AMD), 'linux/arm64/v7')).toEqual([AMD.id]);
    expect(await ids(layout(ARM, AMD), 'linux/s390x')).toEqual([AMD.id]);
  });

  it('else the only one', async () => {
    expect(await ids(layout(ARM), 'linux/amd64')).toEqual([ARM.id]);
  });

  it('and says which are passed over, unless it was asked for', async () => {
    const passedOver = (bytes: Buffer, platform?: string): Promise<unknown> =>
      withArchive(bytes, (archive) => archive.passedOver, platform === undefined ? {} : { platform });
    expect(await passedOver(layout(ARM, AMD, RISC))).toEqual(['linux/arm64/v8', 'linux/riscv64']);
    expect(await passedOver(layout(ARM, AMD), 'linux/s390x')).toEqual(['linux/arm64/v8']);
    expect(await passedOver(layout(ARM, AMD), 'linux/amd64')).toEqual([]);
    expect(await passedOver(layout(ARM))).toEqual([]);
  });

  it('else none of them', async () => {
    const message = 'none of them is linux/s390x: linux/arm64/v8, linux/riscv64.';
    await expect(ids(layout(ARM, RISC), 'linux/s390x')).rejects.toThrow(message);
  });

  it('whose names come from the archive and are made fit for a terminal', async () => {
    const odd = forPlatform('arm\u001b[2J\u202e\u009b');
    await expect(ids(layout(odd, RISC))).rejects.toThrow('linux/arm\\u001b[2J\\u202e\\u009b, linux/riscv64.');
    await expect(ids(layout(forPlatform('a'.repeat(65)), RISC))).rejects.toThrow(
      '"architecture" is too long.',
    );
  });

  it('images beside each other under one name are its platforms, too', async () => {
    expect(await ids(tarOf(imageFiles([ARM, AMD], 'oci')))).toEqual([AMD.id]);
  });

  it('those that an engine left out do not count', async () => {
    const files = imageFiles([AMD, ARM], 'oci', { multiPlatform: true });
    const manifest = descriptors(files).find(
      ({ platform }) => (platform as Json)['architecture'] === 'amd64',
    );
    expect(await ids(tarOf(files.filter(({ path }) => path !== blob(manifest))))).toEqual([ARM.id]);
  });
});

describe('what is no image', () => {
  it('attestations', async () => {
    expect(await summaries(tarOf(imageFiles(ONE, 'oci', { attestations: true })))).toHaveLength(1);
  });

  it('signatures, which look like an image without a layer', async () => {
    const signature = (manifest: Json): Json => ({
      ...manifest,
      layers: (manifest['layers'] as Json[]).map((layer) => ({
        ...layer,
        mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json',
      })),
    });
    await expect(summaries(changed(signature))).rejects.toMatchObject({
      code: 'LOOKED_AT_NOTHING',
      message: 'image.tar holds no image.',
    });
  });

  it('something of a media type that nobody knows', async () => {
    const files = replaceIndex(imageFiles(ONE, 'oci'), (index) => ({
      manifests: (index['manifests'] as Json[]).map((one) => ({ ...one, mediaType: 'text/plain' })),
    }));
    await expect(summaries(tarOf(files))).rejects.toThrow('holds no image.');
  });
});

describe('a layout that is not to be trusted', () => {
  const layers = (change: Json) => (manifest: Json) => ({
    ...manifest,
    layers: (manifest['layers'] as Json[]).map((layer) => ({ ...layer, ...change })),
  });
  const none = `sha256:${'0'.repeat(64)}`;

  it.each<[string, Buffer, string]>([
    ['a layer that is encrypted', changed(layers({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted' })), 'it may be encrypted'],
    ['a layer that lies elsewhere', changed(layers({ digest: none, urls: ['https://x.test/'] })), 'fetched from elsewhere'],
    ['a layer that is missing', changed(layers({ digest: none })), `${none}" is missing.`],
    ['a layer of another size', changed(layers({ size: 1 })), 'bytes instead of 1.'],
    ['a layer without a digest', changed(layers({ digest: '../../etc/passwd' })), 'by something that is no digest.'],
    ['a size that is none', changed(layers({ size: -1 })), '"size" is no size.'],
    ['a manifest that is an index, too', changed((manifest) => ({ ...manifest, manifests: [] })), 'a manifest and an index at once.'],
    ['an index that is a manifest, too', tarOf(replaceIndex(imageFiles(ONE, 'oci'), (index) => ({ ...index, layers: [] }))), 'at once.'],
    ['a manifest without its digest', swapped(), 'has another digest.'],
    ['a manifest that is missing', tarOf(replaceIndex(imageFiles(ONE, 'oci'), () => ({ manifests: [{ mediaType: MANIFEST, digest: none, size: 1 }] }))),
      `${none}" is missing.`],
    ['indexes in indexes', nested(5), 'has indexes in indexes in indexes.'],
  ])('%s', async (_what, bytes, message) => {
    await expect(summaries(bytes)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
    await expect(summaries(bytes)).rejects.toThrow(message);
  }); // prettier-ignore

  it('an index in an index is none', async () => {
    expect(await summaries(nested(2))).toHaveLength(1);
  });

  it('an index that is referred to a thousand times is read once', async () => {
    const files = imageFiles([AMD, ARM], 'oci', { multiPlatform: true });
    const many = replaceIndex(files, ({ manifests }) => ({
      manifests: Array<unknown>(1000).fill((manifests as Json[])[0]),
    }));
    const own = Number(many.at(-1)?.content?.length);
    expect(await summaries(tarOf(many), { limits: { documents: own + 3000 } })).toHaveLength(1);
  });

  it('a manifest may go by its sha512, if that is its own', async () => {
    const files = imageFiles(ONE, 'oci');
    const [manifest] = descriptors(files);
    const content = String(files.find(({ path }) => path === blob(manifest))?.content);
    const named = (hex: string): Buffer => {
      const descriptor = { ...manifest, digest: `sha512:${hex}` };
      const more = file(blob(descriptor), content);
      return tarOf(replaceIndex([...files, more], () => ({ manifests: [descriptor] })));
    };
    expect(await summaries(named(hash('sha512', content)))).toHaveLength(1);
    await expect(summaries(named('0'.repeat(128)))).rejects.toThrow('has another digest.');
  });

  it('one that says something else than its manifest.json holds both images', async () => {
    const other = imageFiles({ ...ONE, tags: ['evil:1'], architecture: 'arm64' }, 'docker');
    const files = imageFiles(ONE, 'docker').filter(({ path }) => path !== 'manifest.json');
    const paths = new Set(files.map(({ path }) => path));
    const both = [...files, ...other.filter(({ path }) => !paths.has(path))];
    expect(await summaries(tarOf(both))).toMatchObject([{ tags: ['evil:1'] }, { tags: ['app:1'] }]);
  });
});

describe('a layout in a folder', () => {
  const opened = (folder: string): Promise<unknown> =>
    openArchive(folder, { signal: SIGNAL, name: 'layout' });
  const layer = (): string => `blobs/sha256/${(makeImage(ONE).layers[0]?.diffId ?? '').slice(7)}`;

  it('a link that stays in it is followed, one that leads out of it is not', async () => {
    await withTempFolder(async (folder) => {
      await writeOciLayout(join(folder, 'a'), ONE);
      const path = join(folder, 'a', layer());
      await rename(path, join(folder, 'a', 'inside'));
      await symlink('../../inside', path);
      expect(await opened(join(folder, 'a'))).toMatchObject({ images: [{}] });
      await rename(join(folder, 'a', 'inside'), join(folder, 'outside'));
      await rm(path);
      await symlink('../../../outside', path);
      await expect(opened(join(folder, 'a'))).rejects.toThrow('layout has a link that leads out of it');
    });
  });

  it('nor is a folder of blobs elsewhere', async () => {
    await withTempFolder(async (folder) => {
      await writeOciLayout(join(folder, 'a'), ONE);
      await rename(join(folder, 'a/blobs'), join(folder, 'blobs'));
      await symlink('../blobs', join(folder, 'a/blobs'));
      await expect(opened(join(folder, 'a'))).rejects.toThrow('layout has a link that leads out of it');
    });
  });

  it.each([
    ['cut off', (path: string) => writeFile(path, 'short'), 'has 5 bytes instead of'],
    ['missing', (path: string) => rm(path), 'is missing.'],
    ['a pipe that nobody writes to', async (path: string) => { await rm(path); execFileSync('mkfifo', [path]); }, 'is no file.'],
    ['a link to itself', async (path: string) => { await rm(path); await symlink(path, path); }, 'a loop of symbolic links.'],
  ])('a layer that is %s', async (_what, change, message) => {
    await withTempFolder(async (folder) => {
      await writeOciLayout(folder, ONE);
      await change(join(folder, layer()));
      await expect(opened(folder)).rejects.toThrow(message);
    });
  }); // prettier-ignore

  it('a layer that is another one by the time it is read', async () => {
    await withTempFolder(async (folder) => {
      await writeOciLayout(folder, ONE);
      await withOpened(folder, async ({ images: [image] }) => {
        await appendFile(join(folder, layer()), 'more');
        await expect(image && tarBytes(image)).rejects.toThrow('was changed while it was read.');
      });
    });
  });

  it('what a manifest.json names must lie in it', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(
        join(folder, 'manifest.json'),
        JSON.stringify([{ Config: '../../etc/passwd', Layers: [] }]),
      );
      await expect(opened(folder)).rejects.toThrow('refers to a file outside of it: "../../etc/passwd".');
    });
  });
});

function blob(descriptor: Json | undefined): string {
  return `blobs/${String(descriptor?.['digest']).replace(':', '/')}`;
}

function parsed(files: readonly TarEntry[], path: string): Json {
  return JSON.parse(String(files.find((entry) => entry.path === path)?.content)) as Json;
}

/** Those of the manifests, of an index in the index too. */
function descriptors(files: readonly TarEntry[]): readonly Json[] {
  const outer = parsed(files, 'index.json')['manifests'] as Json[];
  return outer.flatMap((one) =>
    one['mediaType'] === INDEX ? (parsed(files, blob(one))['manifests'] as Json[]) : [one],
  );
}

function replaceIndex(files: readonly TarEntry[], change: (index: Json) => Json): TarEntry[] {
  const index = file('index.json', JSON.stringify(change(parsed(files, 'index.json'))));
  return [...files.filter(({ path }) => path !== 'index.json'), index];
}

/** The layout of one image whose manifest is another one, under the digest of that. */
function changed(change: (manifest: Json) => Json): Buffer {
  const files = imageFiles(ONE, 'oci');
  const [manifest] = descriptors(files);
  const content = Buffer.from(JSON.stringify(change(parsed(files, blob(manifest)))));
  const descriptor = { ...manifest, digest: sha256(content), size: content.length };
  return tarOf(
    replaceIndex([...files, file(blob(descriptor), content)], () => ({ manifests: [descriptor] })),
  );
}

/** The manifest was replaced by one of the same size. */
function swapped(): Buffer {
  const files = imageFiles(ONE, 'oci');
  const path = blob(descriptors(files)[0]);
  const swap = (entry: TarEntry): TarEntry =>
    entry.path === path
      ? file(path, String(entry.content).replace('"schemaVersion":2', '"schemaVersion":3'))
      : entry;
  return tarOf(files.map(swap));
}

/** Its index lies in so many others. */
function nested(depth: number): Buffer {
  const files = imageFiles(ONE, 'oci');
  let index = parsed(files, 'index.json');
  const blobs: TarEntry[] = [];
  for (let level = 0; level < depth; level++) {
    const content = Buffer.from(JSON.stringify(index));
    const descriptor = { mediaType: INDEX, digest: sha256(content), size: content.length };
    blobs.push(file(blob(descriptor), content));
    index = { manifests: [descriptor] };
  }
  return tarOf(replaceIndex([...files, ...blobs], () => index));
}
