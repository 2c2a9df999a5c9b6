import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { withTempFolder } from '../temp-folder.js';
import { imageArchive, imageFiles, writeOciLayout } from './archive.js';
import { SAMPLE_IMAGE } from './broken-archives.js';
import { file, folder, hardlink, opaqueFolder, symlink, whiteout } from './files.js';
import { makeImage } from './image.js';
import { tarOf, type TarEntry } from './tar.js';
import { zstdStored } from './zstd.js';

/** Names as the machine's `tar` reads them: another reader than ours. */
async function listed(archive: Buffer): Promise<string> {
  return withTempFolder((temp) => {
    const path = join(temp, 'a.tar');
    writeFileSync(path, archive);
    const env = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
    return execFileSync('tar', ['-tvf', path, '--numeric-owner'], { encoding: 'utf8', env });
  });
}

function contentOf(files: readonly TarEntry[], path: string): string {
  return String(files.find((entry) => entry.path === path)?.content);
}

describe('a tar archive', () => {
  it('is read by the tar of the machine, also with long names, links, owners and modes', async () => {
    const long = `${'long/'.repeat(40)}é.txt`;
    const text = await listed(
      tarOf([
        folder('app'),
        file(long, 'abc', { mode: 0o600, uid: 1000, gid: 1001 }),
        symlink('app/link', `../${long}`),
        hardlink('app/hard', long),
        whiteout('app/gone'),
        opaqueFolder('app/all'),
      ]),
    );
    const rows = text.trimEnd().split('\n');
    expect(rows.map((row) => row.replace(/ +/g, ' '))).toEqual([
      'drwxr-xr-x 0/0 0 1970-01-01 00:00 app/',
      `-rw------- 1000/1001 3 1970-01-01 00:00 ${long}`,
      `lrwxrwxrwx 0/0 0 1970-01-01 00:00 app/link -> ../${long}`,
      `hrw-r--r-- 0/0 0 1970-01-01 00:00 app/hard link to ${long}`,
      '-rw------- 0/0 0 1970-01-01 00:00 app/.wh.gone',
      '-rw------- 0/0 0 1970-01-01 00:00 app/all/.wh..wh..opq',
    ]);
  });
});

describe('a pax header', () => {
  it('says its own length, also where that has one digit more', async () => {
    const lengths = [
      ...Array.from({ length: 20 }, (_, i) => 80 + i),
      ...Array.from({ length: 20 }, (_, i) => 980 + i),
    ];
    const paths = lengths.map((length) => `é${'x'.repeat(length)}`);
    const text = await listed(tarOf(paths.map((path) => file(path, 'abc'))));
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((row) => row.slice(row.indexOf('é'))),
    ).toEqual(paths);
  });
});

describe('an archive of an image', () => {
  const made = makeImage(SAMPLE_IMAGE);
  const id = made.id.slice('sha256:'.length);

  it('is the same bytes each time', () => {
    for (const form of ['docker', 'docker-legacy', 'podman', 'oci'] as const) {
      expect(imageArchive(SAMPLE_IMAGE, form).equals(imageArchive(SAMPLE_IMAGE, form))).toBe(true);
    }
  });

  it('has the names that Docker 20.10 gives', () => {
    const paths = imageFiles(SAMPLE_IMAGE, 'docker-legacy').map(({ path }) => path);
    expect(paths).toContain(`${id}.json`);
    expect(paths.slice(-2)).toEqual(['manifest.json', 'repositories']);
    expect(paths.filter((path) => path.endsWith('/layer.tar'))).toHaveLength(2);
  });

  it('has the names that Podman gives', async () => {
    const text = await listed(imageArchive(SAMPLE_IMAGE, 'podman'));
    for (const { diffId } of made.layers) {
      const name = `${diffId.slice('sha256:'.length)}.tar`;
      expect(text).toContain(` ${name}\n`);
      expect(text).toMatch(new RegExp(`/layer\\.tar -> \\.\\./${name}\n`));
    }
  });

  it.each(['docker', 'oci'] as const)('names each blob by its digest: %s', (form) => {
    const blobs = imageFiles(SAMPLE_IMAGE, form, { compression: 'gzip' }).filter(
      ({ path, type }) => path.startsWith('blobs/sha256/') && type !== 'folder',
    );
    expect(blobs).toHaveLength(4);
    for (const { path, content = '' } of blobs) {
      expect(path).toBe(`blobs/sha256/${createHash('sha256').update(content).digest('hex')}`);
    }
  });

  it('holds several images', () => {
    const other = { ...SAMPLE_IMAGE, tags: ['registry.test/other:2'], architecture: 'arm64' };
    const files = imageFiles([SAMPLE_IMAGE, other], 'docker');
    const manifest: unknown = JSON.parse(contentOf(files, 'manifest.json'));
    expect(manifest).toMatchObject([
      { Config: `blobs/sha256/${id}`, RepoTags: ['registry.test/sample:1'] },
      { RepoTags: ['registry.test/other:2'] },
    ]);
  });

  it('puts platforms and attestations into one index', () => {
    const images = [SAMPLE_IMAGE, { ...SAMPLE_IMAGE, architecture: 'arm64', variant: 'v8' }];
    const files = imageFiles(images, 'oci', { multiPlatform: true, attestations: true });
    const top = contentOf(files, 'index.json');
    const digest = /"digest":"sha256:(\w+)"/.exec(top)?.[1];
    expect(top).toContain('"io.containerd.image.name":"registry.test/sample:1"');
    const index: unknown = JSON.parse(contentOf(files, `blobs/sha256/${digest}`));
    const unknown = { platform: { os: 'unknown', architecture: 'unknown' } };
    expect(index).toMatchObject({
      manifests: [
        { platform: { os: 'linux', architecture: 'amd64' } },
        unknown,
        { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
        unknown,
      ],
    });
  });

  it('is written as a folder', async () => {
    await withTempFolder(async (temp) => {
      await writeOciLayout(temp, SAMPLE_IMAGE, { compression: 'gzip' });
      const config = readFileSync(join(temp, 'blobs/sha256', id));
      expect(config.equals(made.config)).toBe(true);
      const layers = imageFiles(SAMPLE_IMAGE, 'oci', { compression: 'gzip' })
        .map(({ content }) => Buffer.from(content ?? ''))
        .filter((content) => content.readUInt16BE(0) === 0x1f8b);
      expect(layers.map((layer) => gunzipSync(layer))).toEqual(made.layers.map(({ tar }) => tar));
    });
  });

  it('has layers that the real zstd unpacks', async () => {
    await withTempFolder((temp) => {
      const path = join(temp, 'layer');
      // As large as two blocks and a bit, so that the last one is not the first.
      const content = Buffer.alloc(300_000, 'zstd ');
      writeFileSync(`${path}.zst`, zstdStored(content));
      execFileSync('zstd', ['-dq', `${path}.zst`, '-o', path]);
      expect(readFileSync(path).equals(content)).toBe(true);
    });
  });
});
