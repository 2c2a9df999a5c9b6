import { gzipSync } from 'node:zlib';

import { file, hardlink, imageArchive, imageFiles, symlink, tarOf, type TarEntry } from '@railgate/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SIGNAL, summaries, withArchive } from '../../test/opened.js';

const IMAGE = { tags: ['app:1'], steps: [{ createdBy: 'a', files: [file('a', 'b')] }] };
const FILES = imageFiles(IMAGE, 'docker-legacy');
const LAYER = FILES.find(({ path }) => path.endsWith('/layer.tar')) ?? file('', '');
const CONFIG = FILES.find(({ path }) => /^[\da-f]{64}\.json$/.test(path)) ?? file('', '');

/** A `docker save` tar of one layer whose parts may be replaced. */
function archive(change: { manifest?: unknown; config?: unknown; more?: readonly TarEntry[] } = {}): Buffer {
  const manifest = { Config: 'c.json', RepoTags: null, Layers: ['l.tar'] };
  return tarOf([
    file('c.json', 'config' in change ? JSON.stringify(change.config) : (CONFIG.content ?? '')),
    file('l.tar', LAYER.content ?? ''),
    file('manifest.json', JSON.stringify(change.manifest ?? [manifest])),
    ...(change.more ?? []),
  ]);
}

function config(change: object): unknown {
  return { ...(JSON.parse(String(CONFIG.content)) as object), ...change };
}

/** One whose manifest names a layer by this path, with these entries beside it. */
function withLayer(path: string, ...more: readonly TarEntry[]): Buffer {
  return archive({ manifest: [{ Config: 'c.json', Layers: [path] }], more });
}

describe('a docker save tar', () => {
  it('is read where nothing is wrong with it', async () => {
    expect(await summaries(archive())).toHaveLength(1);
    expect(await summaries(withLayer('./a//l.tar', hardlink('a/l.tar', 'l.tar')))).toHaveLength(1);
    expect(
      await summaries(withLayer('a/x', symlink('a/x', '../b/y'), symlink('b/y', '../l.tar'))),
    ).toHaveLength(1);
  });

  const ids = { type: 'layers', diff_ids: ['sha256:1'] };
  it.each<[string, Buffer, string]>([
    ['whose manifest is no JSON', tarOf([file('manifest.json', '[{')]), 'has a manifest.json that is no JSON.'],
    ['whose manifest is not UTF-8', tarOf([file('manifest.json', Buffer.from([0x22, 0xff, 0x22]))]), 'that is no JSON.'],
    ['whose manifest is no list', archive({ manifest: { a: 1 } }), 'that is no list.'],
    ['whose manifest holds something else', archive({ manifest: [[]] }), 'that is no object.'],
    ['that names no configuration', archive({ manifest: [{ Layers: ['l.tar'] }] }), '"Config" is missing.'],
    ['whose layers are no list', archive({ manifest: [{ Config: 'c.json', Layers: 'l.tar' }] }), '"Layers" is no list.'],
    ['whose layers are no texts', archive({ manifest: [{ Config: 'c.json', Layers: [1] }] }), '"Layers" is no list of texts.'],
    ['with two keys that Go takes for one', archive({ manifest: [{ Config: 'c.json', Layers: ['l.tar'], layers: [] }] }),
      'differ in upper and lower case alone'],
    ['two manifests', archive({ more: [file('manifest.json', '[]')] }), 'holds "manifest.json" twice'],
    ['two manifests by two spellings', archive({ more: [file('./manifest.json', '[]')] }), 'holds "manifest.json" twice'],
    ['two of a layer', archive({ more: [file('l.tar', '')] }), 'holds "l.tar" twice'],
    ['without its configuration', archive({ manifest: [{ Config: 'd.json', Layers: [] }] }), '"d.json" is missing.'],
    ['without a layer', withLayer('m.tar'), 'is not whole: "m.tar" is missing.'],
    ['whose layer lies outside', withLayer('../l.tar'), 'leads out of it: "../l.tar".'],
    ['whose layer is an absolute path', withLayer('/etc/passwd'), 'leads out of it: "/etc/passwd".'],
    ['with a link out of it', withLayer('k', symlink('k', '../../etc/passwd')), 'leads out of it: "k".'],
    ['with an absolute link', withLayer('k', symlink('k', '/etc/passwd')), 'leads out of it: "k".'],
    ['with a link to nothing', withLayer('k', symlink('k', 'none')), 'leads nowhere: "k".'],
    ['with a link to itself', withLayer('k', symlink('k', 'k')), 'in a ring: "k".'],
    ['with links in a ring', withLayer('k', symlink('k', 'j'), symlink('j', 'k')), 'in a ring: "k".'],
    ['whose layer is a pipe', withLayer('k', { path: 'k', type: 'fifo' }), '"k", which is no file.'],
    ['with an entry that leads out', archive({ more: [file('../../x', '')] }), 'entry that leads out of it: "../../x".'],
    ['with an absolute entry', archive({ more: [file('/x', '')] }), 'entry that leads out of it: "/x".'],
    ['with an entry that turns back', archive({ more: [file('a/../x', '')] }), 'entry that leads out of it: "a/../x".'],
    ['a configuration by a digest that it does not have', archive({
      manifest: [{ Config: `${'0'.repeat(64)}.json`, Layers: ['l.tar'] }],
      more: [file(`${'0'.repeat(64)}.json`, CONFIG.content ?? '')] }), 'does not have the digest it goes by.'],
    ['a configuration that is no object', archive({ config: [] }), 'that is no object.'],
    ['a configuration without layers', archive({ config: {} }), 'that names no layers.'],
    ['a configuration with fewer layers', archive({ config: config({ rootfs: { diff_ids: [] } }) }),
      'has 1 layers where its configuration names 0.'],
    ['a configuration whose layers are no digests', archive({ config: config({ rootfs: ids }) }), '"diff_ids" are no digests.'],
    ['a configuration whose history is wrong', archive({ config: config({ history: [{ empty_layer: 'yes' }] }) }),
      '"empty_layer" is neither true nor false.'],
    ['a configuration whose labels are wrong', archive({ config: config({ config: { Labels: { a: 1 } } }) }), '"Labels" is not all texts.'],
    ['a configuration whose variables are wrong', archive({ config: config({ config: { Env: {} } }) }), '"Env" is no list.'],
    ['an image for Windows', archive({ config: config({ os: 'windows' }) }), 'for another system than Linux.'],
    ['a layer that is no tar', archive({ manifest: [{ Config: 'c.json', Layers: ['c.json'] }] }), 'layer that is no tar: "c.json".'],
    ['a layer of bzip2', withLayer('k', file('k', 'BZh91')), 'has a layer in the bzip2 format'],
    ['a name that is an escape sequence', withLayer('\u001b[2Jm'), '"\\u001b[2Jm" is missing.'],
    ['a name that turns the line around', withLayer('\u202em\u009b'), '"\\u202em\\u009b" is missing.'],
    ['a name without an end', withLayer('m'.repeat(5000)), `"${'m'.repeat(80)}…" is missing.`],
  ])('%s', async (_what, bytes, message) => {
    await expect(summaries(bytes)).rejects.toMatchObject({
      code: 'REPORT_UNREADABLE',
      message: expect.stringMatching(/^image\.tar .*\.$/) as string,
    });
    await expect(summaries(bytes)).rejects.toThrow(message);
  }); // prettier-ignore

  it('null is nothing, as it is for the engines', async () => {
    const nothing = { User: null, Env: null, Labels: null };
    const image = archive({ config: config({ config: nothing, history: null, variant: null }) });
    expect(await summaries(image)).toMatchObject([{ config: { env: [], labels: {} }, history: [] }]);
    expect(await summaries(archive({ config: config({ config: null }) }))).toHaveLength(1);
  });

  it('JSON of any depth neither crashes nor counts', async () => {
    const depth = 500_000;
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const text = `{"a":${nested},${JSON.stringify(config({})).slice(1)}`;
    const files = [file('c.json', text), file('l.tar', LAYER.content ?? '')];
    const manifest = file('manifest.json', JSON.stringify([{ Config: 'c.json', Layers: ['l.tar'] }]));
    expect(await summaries(tarOf([...files, manifest]))).toHaveLength(1);
    await expect(summaries(tarOf([file('manifest.json', nested)]))).rejects.toThrow('no object');
  });
});

describe('limits', () => {
  it.each([
    ['entries', { entries: 3 }, 'has more than 3 entries.'],
    ['names', { names: 40 }, 'has too long names.'],
    ['images', { images: 1 }, 'holds more than 1 images.'],
    ['layers', { layers: 0 }, '"Layers" is longer than 0.'],
    ['the bytes of one document', { document: 100 }, '100 are read at most.'],
    ['the bytes of all documents', { documents: 500 }, 'describes its images in too many bytes.'],
  ])('%s', async (_what, limits, message) => {
    const images = [IMAGE, { ...IMAGE, tags: ['b:1'], steps: [{ files: [file('b', '')] }] }];
    const bytes = imageArchive(images, 'docker-legacy');
    expect(await summaries(bytes)).toHaveLength(2);
    await expect(summaries(bytes, { limits })).rejects.toThrow(message);
  });

  it('what an archive unpacks to', async () => {
    const bytes = gzipSync(imageArchive(IMAGE));
    expect(await summaries(bytes)).toHaveLength(1);
    await expect(summaries(bytes, { limits: { temporary: 2000 } })).rejects.toThrow(
      'has more than 2000 bytes.',
    );
  });
});

describe('an archive that is damaged', () => {
  it.each(['docker', 'docker-legacy', 'podman', 'oci'] as const)('%s, cut off anywhere', async (form) => {
    const bytes = imageArchive(IMAGE, form);
    const whole = await summaries(bytes);
    const cuts = [...Array(Math.ceil(bytes.length / 512)).keys()].flatMap((block) => [
      block * 512,
      block * 512 + 100,
    ]);
    for (const cut of cuts) {
      const found = await summaries(bytes.subarray(0, cut)).catch((error: unknown) => error);
      // It is as good as whole once all that belongs to the image is there.
      if (found instanceof Error) expect(found, String(cut)).toMatchObject({ name: 'GateError' });
      else expect(found, String(cut)).toEqual(whole);
    }
    const last = Math.max(...FILES.map(({ content }) => content?.length ?? 0));
    await expect(summaries(bytes.subarray(0, last))).rejects.toThrow(/cut off|neither a manifest.json/);
  });

  it('compressed and cut off anywhere', async () => {
    const bytes = gzipSync(imageArchive(IMAGE));
    for (const cut of [1, 5, 12, 100, bytes.length - 9, bytes.length - 1])
      await expect(summaries(bytes.subarray(0, cut)), String(cut)).rejects.toMatchObject({
        code: 'REPORT_UNREADABLE',
      });
  });

  it('with any byte changed, is either refused or an image', async () => {
    const bytes = imageArchive(IMAGE);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const copy = Buffer.from(bytes);
        for (const [at, byte] of changes) copy[at] = byte;
        const found = await summaries(copy).catch((error: unknown) => error);
        if (found instanceof Error) expect(found).toMatchObject({ name: 'GateError' });
        else expect(found).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  it('whose layers are others than it says, is found out by who asks for it', async () => {
    for (const compression of ['none', 'gzip', 'zstd'] as const) {
      const bytes = imageArchive(IMAGE, 'oci', { compression });
      const layer = imageFiles(IMAGE, 'oci', { compression }).find(({ content }) => isLayer(content));
      const at = bytes.indexOf(layer?.content ?? '') + (layer?.content?.length ?? 0) - 9;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await withArchive(bytes, ({ images }) => images.length), compression).toBe(1);
      await expect(summaries(bytes, { verify: true }), compression).rejects.toThrow('has another digest.');
    }
  });

  it('and so is one that is named by nothing', async () => {
    const bytes = archive();
    const at = bytes.indexOf(LAYER.content ?? '') + 600;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(await summaries(bytes)).toHaveLength(1);
    await expect(summaries(bytes, { verify: true })).rejects.toThrow(
      '"l.tar" is not the layer that the image names.',
    );
  });

  it('nothing is unpacked once the signal says so', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(summaries(gzipSync(archive()), { signal })).rejects.toThrow('enough');
    expect(SIGNAL.aborted).toBe(false);
  });
});

function isLayer(content: TarEntry['content']): boolean {
  return Buffer.isBuffer(content) && content[0] !== 0x7b;
}
