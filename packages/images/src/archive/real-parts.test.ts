import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import {
  alpineBase,
  findInstalledTool,
  imageArchive,
  type ImageDescription,
  imageFiles,
  makeImage,
  npmPackage,
  tarOf,
  withTempFolder,
} from '@railgate/testkit';
import {
  describeWithEngine,
  dockerEngine,
  loadImage,
  podmanEngine,
  removeImage,
} from '@railgate/testkit/engines';
import { describe, expect, it } from 'vitest';

import { connect } from '../../test/engine-support.js';
import { SIGNAL, tarBytes, withArchive } from '../../test/opened.js';
import { spoolExport } from './open-archive.js';

const NAME = `railgate.test/archive-${process.pid}:1`;
const IMAGE: ImageDescription = {
  tags: [NAME],
  steps: [
    ...alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1.36.1-r0' }] }),
    { createdBy: 'ENV A=b' },
    { createdBy: 'COPY lodash', files: npmPackage('lodash', '4.17.20') },
  ],
  settings: { Env: ['A=b'] },
};
const MADE = makeImage(IMAGE);

for (const engine of [await dockerEngine(), await podmanEngine()])
  describeWithEngine(`the export of a real ${engine.kind}`, engine, (real) => {
    it('is the image that was loaded, and nothing stays in the folder', async () => {
      await withTempFolder(async (folder) => {
        await loadImage(real, imageArchive(IMAGE));
        try {
          const connected = await connect(real);
          const stream = await connected.export(NAME, SIGNAL);
          const archive = await spoolExport(stream, { signal: SIGNAL, folder, verify: true });
          const [image, ...more] = archive.images;
          expect(more).toEqual([]);
          expect(await readdir(folder)).toEqual([]);
          expect(image).toMatchObject({ id: MADE.id, tags: [NAME] });
          expect(image?.layers.map(({ diffId }) => diffId)).toEqual(MADE.layers.map(({ diffId }) => diffId));
          expect(image?.history).toEqual(MADE.history);
          expect(image?.asTar().size).toBe(image && (await tarBytes(image)).length);
          await archive.close();
        } finally {
          await removeImage(real, NAME);
        }
      });
    });
  });

describe('the real Trivy', () => {
  const trivy = findInstalledTool('trivy');
  if (trivy === undefined) {
    it('needs Trivy', ({ skip }) => skip('there is no Trivy: run tools/ci/setup'));
    return;
  }

  it.each([
    ['plain', 'none', 'none'],
    ['gzip', 'gzip', 'gzip'],
    ['zstd', 'zstd', 'zstd'],
    ['plain below gzip', 'none', 'gzip'],
    ['plain below zstd', 'none', 'zstd'],
    ['zstd below plain', 'zstd', 'none'],
  ] as const)('sees the same in layers that are %s', async (_what, base, own) => {
    const seen = await withArchive(mixed(base, own), ({ images: [image] }) =>
      withTempFolder(async (folder) => {
        const path = join(folder, 'image.tar');
        if (image !== undefined) await writeFile(path, image.asTar().content());
        return scan(trivy, path, folder);
      }),
    );
    const [first, second] = MADE.layers.map(({ diffId }) => diffId);
    expect(seen).toEqual({
      id: MADE.id,
      diffIds: [first, second],
      packages: [['busybox', first], ['lodash', second]], // prettier-ignore
    });
  });
});

type Packing = 'none' | 'gzip' | 'zstd';

/** A docker archive whose two layers are packed in two ways. */
function mixed(base: Packing, own: Packing): Buffer {
  const packed = [base, own].map((compression, at) => {
    const files = imageFiles(IMAGE, 'docker', { compression });
    const manifest = JSON.parse(String(files.find(({ path }) => path === 'manifest.json')?.content)) as [
      { Layers: string[] },
    ];
    const content = files.find(({ path }) => path === manifest[0].Layers[at])?.content ?? '';
    return { path: `layer-${at}`, content };
  });
  const manifest = [{ Config: 'config', RepoTags: null, Layers: packed.map(({ path }) => path) }];
  const documents = [
    { path: 'config', content: MADE.config },
    { path: 'manifest.json', content: JSON.stringify(manifest) },
  ];
  return tarOf([...documents, ...packed]);
}

interface Report {
  readonly Metadata: { readonly ImageID: string; readonly DiffIDs: readonly string[] };
  readonly Results: readonly {
    readonly Packages?: readonly { readonly Name: string; readonly Layer: { readonly DiffID: string } }[];
  }[];
}

/** Lists packages, for which Trivy needs no database. */
async function scan(trivy: string, path: string, folder: string): Promise<object> {
  const args = ['--scanners', 'license', '--list-all-pkgs', '--format', 'json', '--quiet', '--offline-scan'];
  const quiet = [
    '--skip-version-check',
    '--disable-telemetry',
    '--cache-backend',
    'memory',
    '--cache-dir',
    folder,
  ];
  const { stdout } = await promisify(execFile)(trivy, ['image', '--input', path, ...args, ...quiet]);
  const { Metadata, Results } = JSON.parse(stdout) as Report;
  return {
    id: Metadata.ImageID,
    diffIds: Metadata.DiffIDs,
    packages: Results.flatMap(({ Packages = [] }) => Packages.map(({ Name, Layer }) => [Name, Layer.DiffID])),
  };
}
