import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import {
  type ArchiveForm,
  file,
  imageArchive,
  type ImageDescription,
  imageFiles,
  makeImage,
  tarOf,
  withTempFolder,
  writeOciLayout,
} from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { SIGNAL, summaries, summary, tarBytes, withArchive, withOpened } from '../../test/opened.js';
import { systemError } from './archive-error.js';
import { openArchive } from './open-archive.js';

const APP: ImageDescription = {
  tags: ['registry.test/app:1'],
  steps: [
    { createdBy: 'ADD base', files: [file('etc/os-release', 'ID=alpine\n')] },
    { createdBy: 'ENV A=b' },
    { createdBy: 'COPY app', comment: 'buildkit.dockerfile.v0', files: [file('app', 'x'.repeat(3000))] },
  ],
  settings: { User: 'app', Env: ['A=b'], Labels: { ['__proto__']: 'label', a: 'b' } },
  variant: 'v3',
};
const OTHER: ImageDescription = {
  tags: ['other:1'],
  steps: [{ createdBy: 'other', files: [file('o', '')] }],
};

const FORMS: readonly ArchiveForm[] = ['docker', 'docker-legacy', 'podman', 'oci'];

/** Each form as it is written, and the two that have compressed layers. */
const VARIANTS = [
  ...FORMS.map((form) => ({ form, compression: 'none' as const })),
  ...(['docker', 'oci'] as const).flatMap((form) => [
    { form, compression: 'gzip' as const },
    { form, compression: 'zstd' as const },
  ]),
];

describe('what every form of archive says of an image', () => {
  it.each(VARIANTS)('$form, layers $compression, of many pieces', async ({ form, compression }) => {
    const files = [file('large', randomBytes(1_500_000)), file('last', 'x')];
    const large: ImageDescription = { steps: [{ createdBy: 'COPY', files }] };
    const bytes = imageArchive(large, form, { compression });
    const made = makeImage(large);
    await withArchive(
      bytes,
      async ({ images: [image] }) => {
        expect(image?.layers.map(({ diffId }) => diffId)).toEqual(made.layers.map(({ diffId }) => diffId));
        const tar = image && (await tarBytes(image));
        expect(tar?.length).toBe(image?.asTar().size);
        if (compression === 'none') expect(tar?.includes(made.layers[0]?.tar ?? 'none')).toBe(true);
      },
      { verify: true },
    );
  });

  it.each(VARIANTS)('$form, layers $compression', async ({ form, compression }) => {
    const [image] = await summaries(imageArchive(APP, form, { compression }), { verify: true });
    const made = makeImage(APP);
    expect(image).toEqual({
      tags: ['registry.test/app:1'],
      id: made.id,
      config: {
        os: 'linux',
        architecture: 'amd64',
        variant: 'v3',
        user: 'app',
        env: ['A=b'],
        labels: Object.fromEntries([['__proto__', 'label'], ['a', 'b']]), // prettier-ignore
      },
      diffIds: made.layers.map(({ diffId }) => diffId),
      history: [
        { createdBy: 'ADD base', emptyLayer: false },
        { createdBy: 'ENV A=b', emptyLayer: true },
        { createdBy: 'COPY app', comment: 'buildkit.dockerfile.v0', emptyLayer: false },
      ],
    });
  });

  it('names its format', async () => {
    const formats = FORMS.map((form) => withArchive(imageArchive(APP, form), ({ format }) => format));
    expect(await Promise.all(formats)).toEqual(['docker', 'docker', 'docker', 'oci']);
  });

  it('several images in one archive stay in their order', async () => {
    for (const form of FORMS) {
      const ids = await withArchive(imageArchive([OTHER, APP], form), ({ images }) =>
        images.map(({ tags, id }) => [...tags, id]),
      );
      expect(ids, form).toEqual([OTHER, APP].map((one) => [...(one.tags ?? []), makeImage(one).id]));
    }
  });

  it('a folder is as good as a tar', async () => {
    await withTempFolder(async (folder) => {
      await writeOciLayout(folder, APP);
      const [image] = await withOpened(folder, ({ images }) => images.map(summary), { verify: true });
      expect(image).toEqual((await summaries(imageArchive(APP, 'oci')))[0]);
    });
  });

  it('so is a compressed tar', async () => {
    const tar = imageArchive(APP, 'docker-legacy');
    expect(await summaries(gzipSync(tar))).toEqual(await summaries(tar));
  });

  it('a path that is a link', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'a.tar'), imageArchive(APP));
      await symlink('a.tar', join(folder, 'b.tar'));
      expect(await withOpened(join(folder, 'b.tar'), ({ images }) => images.length)).toBe(1);
    });
  });

  it('layers that are links to equal ones, as Docker before 25 writes them', async () => {
    const layer = [file('same', 'same')];
    const twice = { steps: [{ createdBy: 'a', files: layer }, { createdBy: 'b', files: layer }] }; // prettier-ignore
    const files = imageFiles(twice, 'docker-legacy');
    const [first, second] = files.filter(({ path }) => path.endsWith('/layer.tar'));
    const linked = files.map((entry) =>
      entry === second ? { path: entry.path, type: 'symlink' as const, target: `../${first?.path}` } : entry,
    );
    expect(await summaries(tarOf(linked), { verify: true })).toEqual(await summaries(tarOf(files)));
  });

  it('an image that is named several times, once', async () => {
    const tags = ['a.test/app:1', 'a.test/app:2'];
    for (const form of FORMS)
      expect(await summaries(imageArchive({ ...APP, tags }, form)), form).toMatchObject([{ tags }]);
    expect(await summaries(imageArchive([APP, { ...APP, tags }], 'oci'))).toMatchObject([
      { tags: ['registry.test/app:1', ...tags] },
    ]);
  });

  it('two images under one id, of which one lies, are two', async () => {
    const files = imageFiles(APP, 'docker-legacy');
    const manifest = files.find(({ path }) => path === 'manifest.json');
    const [item] = JSON.parse(String(manifest?.content)) as [{ Layers: string[] }];
    const items = [item, { ...item, Layers: [...item.Layers].reverse() }];
    const lying = [
      ...files.filter((entry) => entry !== manifest),
      file('manifest.json', JSON.stringify([...items, item])),
    ];
    expect(await summaries(tarOf(lying))).toHaveLength(2);
    await expect(summaries(tarOf(lying), { verify: true })).rejects.toThrow(
      'is not the layer that the image names.',
    );
  });

  it('a history that names fewer layers than there are is kept as it is', async () => {
    const [image] = await withArchive(imageArchive({ ...APP, config: { history: [] } }), (a) => a.images);
    expect(image).toMatchObject({ history: [], layers: [{}, {}] });
  });
});

describe('an image as a tar of our own', () => {
  it('is the same image, and has the size it says', async () => {
    for (const { form, compression } of VARIANTS) {
      const bytes = await withArchive(
        imageArchive(APP, form, { compression }),
        async ({ images: [image] }) => {
          const tar = image?.asTar();
          const read = image === undefined ? Buffer.alloc(0) : await tarBytes(image);
          expect(tar?.size, form).toBe(read.length);
          return read;
        },
      );
      const [again] = await summaries(bytes, { verify: true });
      expect(again).toEqual({ ...(await summaries(imageArchive(APP)))[0], tags: [] });
    }
  });

  it('is the same bytes each time, also while another one is read', async () => {
    await withArchive(imageArchive(APP, 'oci', { compression: 'gzip' }), async ({ images: [image] }) => {
      if (image === undefined) throw new Error('no image');
      const [a, b] = await Promise.all([tarBytes(image), tarBytes(image)]);
      expect(a.equals(b)).toBe(true);
      expect((await tarBytes(image)).equals(a)).toBe(true);
    });
  });

  it('has names of ours alone, and is read by GNU tar', async () => {
    const tar = await withArchive(
      imageArchive(APP, 'podman'),
      ({ images: [image] }) => image && tarBytes(image),
    );
    expect(execFileSync('tar', ['-tf', '-'], { input: tar, encoding: 'utf8' }).trim().split('\n')).toEqual([
      'manifest.json',
      'config.json',
      'layer-0.tar',
      'layer-1.tar',
    ]);
    expect(tar?.includes('registry.test')).toBe(false);
  });

  it('of one of several images holds that one alone', async () => {
    const tar = await withArchive(imageArchive([OTHER, APP]), ({ images: [, app] }) => app && tarBytes(app));
    expect(await summaries(tar ?? Buffer.alloc(0))).toMatchObject([{ id: makeImage(APP).id }]);
  });

  it('stops when the signal says so', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    await withArchive(imageArchive(APP), ({ images: [image] }) => {
      controller.abort(new Error('enough'));
      return expect(image && tarBytes(image)).rejects.toThrow('enough');
    }, options); // prettier-ignore
  });

  it('fails when the archive was cut off meanwhile', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'image.tar');
      const bytes = imageArchive({ steps: [{ files: [file('large', 'x'.repeat(1_000_000))] }] }, 'podman');
      await writeFile(path, bytes);
      await withOpened(path, async ({ images: [image] }) => {
        await writeFile(path, bytes.subarray(0, 2000));
        await expect(image && tarBytes(image)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
      });
    });
  });
});

describe('a path at which there is no image', () => {
  it.each([
    ['nothing', 'LOOKED_AT_NOTHING', 'x is not there.', () => Promise.resolve()],
    ['an empty file', 'LOOKED_AT_NOTHING', 'x is empty.', (path: string) => writeFile(path, '')],
    ['a folder', 'LOOKED_AT_NOTHING', 'x is no image: it has neither', (path: string) => mkdir(path)],
    ['some text', 'REPORT_UNREADABLE', 'x is no tar.', (path: string) => writeFile(path, 'a'.repeat(600))],
    ['less than a header', 'REPORT_UNREADABLE', 'x is cut off in a header', (path: string) => writeFile(path, 'a')],
    ['a tar of something else', 'LOOKED_AT_NOTHING', 'x is no image: it has neither',
      (path: string) => writeFile(path, tarOf([file('a', 'b')]))],
    ['an archive of no image', 'LOOKED_AT_NOTHING', 'x holds no image.',
      (path: string) => writeFile(path, tarOf([file('manifest.json', '[]')]))],
    ['a link that goes round', 'NEED_UNMET', 'x cannot be read: a loop of symbolic links.', (path: string) => symlink('x', path)],
    ['a link to nothing', 'LOOKED_AT_NOTHING', 'x is not there.', (path: string) => symlink('y', path)],
    ['a device', 'LOOKED_AT_NOTHING', 'x is neither a file nor a folder.', (path: string) => symlink('/dev/zero', path)],
    ['a pipe that nobody writes to', 'LOOKED_AT_NOTHING', 'x is neither a file nor a folder.',
      (path: string) => { execFileSync('mkfifo', [path]); return Promise.resolve(); }],
  ])('%s', async (_what, code, message, make) => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'x');
      await make(path);
      await expect(openArchive(path, { signal: SIGNAL })).rejects.toMatchObject({
        name: 'GateError',
        code,
        message: expect.stringContaining(message) as string,
      });
    });
  }); // prettier-ignore

  it('a socket', async () => {
    await withTempFolder(async (folder) => {
      const path = join(folder, 'x');
      const server = createServer().listen(path);
      await new Promise((resolve) => server.once('listening', resolve));
      await expect(openArchive(path, { signal: SIGNAL })).rejects.toMatchObject({
        message: 'x is neither a file nor a folder.',
      });
      await new Promise((resolve) => server.close(resolve));
    });
  });

  it('a file that may not be read', () => {
    const error = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open' });
    expect(systemError('x', error)).toMatchObject({
      code: 'NEED_UNMET',
      message: 'x cannot be read: permission denied.',
      cause: error,
    });
  });

  it('is called as the caller says, and its name starts no line of its own', async () => {
    const opened = openArchive('/nowhere/x', { signal: SIGNAL, name: 'a\nb\u001b[31m.tar' });
    await expect(opened).rejects.toMatchObject({ message: 'a\\nb\\u001b[31m.tar is not there.' });
  });

  it('is not looked at once the signal says so', async () => {
    const opened = openArchive('/nowhere', { signal: AbortSignal.abort(new Error('enough')) });
    await expect(opened).rejects.toThrow('enough');
  });
});
