import { gzipSync } from 'node:zlib';

import { imageArchive, imageFiles } from './archive.js';
import { alpineBase } from './distributions.js';
import { file, symlink } from './files.js';
import { makeImage, sha256, type ImageDescription } from './image.js';
import { npmPackage } from './packages.js';
import { TAR_END, tarHeader, tarOf, type TarEntry } from './tar.js';

/** A whole image with known vulnerabilities, to break. */
export const SAMPLE_IMAGE: ImageDescription = {
  tags: ['registry.test/sample:1'],
  steps: [
    ...alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1.36.1-r0' }] }),
    {
      createdBy: 'COPY . . # buildkit',
      comment: 'buildkit.dockerfile.v0',
      files: npmPackage('lodash', '4.17.20'),
    },
  ],
};

const DEPTH = 100_000;
const LARGEST_SIZE = '9223372036854775807';

/** Archives of which no image can be known, by what is wrong. Each call makes the bytes anew. */
export const BROKEN_ARCHIVES: Readonly<Record<string, () => Buffer>> = {
  'empty file': () => Buffer.alloc(0),
  'no tar': () => Buffer.from('This is a text.\n'.repeat(100)),
  'tar without images': () => tarOf([file('README', 'This is a text.')]),
  'cut in a header': () => cut((whole) => whole.indexOf('manifest.json') + 200),
  'cut near its end': () => cut((whole) => whole.length - TAR_END.length - 300),
  'cut in the last layer': () => cut((whole) => whole.lastIndexOf('lodash')),
  'cut in the first layer': () => cut((whole) => whole.indexOf('busybox')),
  'cut after half': () => cut((whole) => Math.floor(whole.length / 1024) * 512),
  'a header with a wrong checksum': () => flipped((whole) => whole.indexOf('manifest.json')),
  'a size beyond all numbers': () => paxSize(LARGEST_SIZE),
  'a negative size': () => paxSize('-1'),
  'a pax header of a gigabyte': () =>
    Buffer.concat([patched(tarHeader({ path: 'x' }, 2 ** 30), 156, 'x'), Buffer.alloc(1024)]),
  'a manifest that is no JSON': () => withManifest('[{"Config":'),
  'a manifest nested 100,000 deep': () => withManifest(nested()),
  'an empty manifest': () => withManifest('[]'),
  'a manifest of another kind': () => withManifest('{"Config":[],"Layers":"all"}'),
  'a manifest that names files of the host': () =>
    withManifest('[{"Config":"../../../../etc/hostname","RepoTags":["a:1"],"Layers":["/etc/passwd"]}]'),
  'a manifest that names missing blobs': () =>
    withManifest(
      `[{"Config":"${'0'.repeat(64)}.json","RepoTags":["a:1"],"Layers":["${'1'.repeat(64)}/layer.tar"]}]`,
    ),
  'a manifest that is a link': () =>
    tarOf([...without('manifest.json'), symlink('manifest.json', '../../../../../../etc/passwd')]),
  'no manifest': () => tarOf(without('manifest.json')),
  'no configuration': () => tarOf(without(configPath())),
  'a layer that is missing': () => tarOf(without(lastLayerPath())),
  'a configuration that is no JSON': () => withConfig('not JSON'),
  'a configuration nested 100,000 deep': () => withConfig(nested()),
  'a configuration that is a list': () => withConfig('[]'),
  'a configuration of other types': () =>
    withConfig(
      '{"os":7,"architecture":null,"config":"x","history":{"__proto__":[]},"rootfs":{"diff_ids":"sha256"}}',
    ),
  'a configuration with too few layers': () =>
    imageArchive({ ...SAMPLE_IMAGE, config: { rootfs: { type: 'layers', diff_ids: [] } } }),
  'a layer with another digest than its name': () => replaced(lastLayerPath(), tarOf([file('other', 'x')])),
  'a configuration with another digest than its name': () => replaced(configPath(), '{"os":"linux"}'),
  'a layer that is no tar': () =>
    imageArchive({ ...SAMPLE_IMAGE, steps: [{ createdBy: 'COPY . .', files: Buffer.alloc(2048, 'text ') }] }),
  'a layer whose gzip is cut': () => withCutGzip(),
};

/** The files of the sample in the form of Docker 25. */
function sample(): TarEntry[] {
  return imageFiles(SAMPLE_IMAGE, 'docker');
}

function cut(at: (whole: Buffer) => number): Buffer {
  const whole = imageArchive(SAMPLE_IMAGE);
  return whole.subarray(0, at(whole));
}

function flipped(at: (whole: Buffer) => number): Buffer {
  const whole = imageArchive(SAMPLE_IMAGE);
  const place = at(whole);
  whole.writeUInt8(whole.readUInt8(place) ^ 0xff, place);
  return whole;
}

function patched(header: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(header);
  copy.write(text, at);
  copy.write(' '.repeat(8), 148);
  const sum = copy.reduce((total, byte) => total + byte, 0);
  copy.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return copy;
}

/** An entry whose pax header says a size, and nothing after it. */
function paxSize(size: string): Buffer {
  const rest = ` size=${size}\n`;
  const record = `${rest.length + 2}${rest}`;
  const pax = tarOf([file('PaxHeaders.0/entry', record)]).subarray(0, 1024);
  return Buffer.concat([
    patched(pax, 156, 'x').subarray(0, 512),
    pax.subarray(512),
    tarHeader({ path: 'a' }, 0),
    TAR_END,
  ]);
}

function replaced(path: string, content: string | Buffer): Buffer {
  return tarOf(sample().map((entry) => (entry.path === path ? { ...entry, content } : entry)));
}

function without(path: string): TarEntry[] {
  return sample().filter((entry) => entry.path !== path);
}

function withManifest(text: string): Buffer {
  // No `index.json`: nothing else says what is in the archive.
  const files = imageFiles(SAMPLE_IMAGE, 'docker-legacy').filter(({ path }) => path !== 'manifest.json');
  return tarOf([...files, file('manifest.json', text)]);
}

/** The archive with this configuration under its right name. */
function withConfig(text: string): Buffer {
  const config = Buffer.from(text);
  return imageArchive({ ...makeImage(SAMPLE_IMAGE), config, id: sha256(config) });
}

function withCutGzip(): Buffer {
  const image = makeImage(SAMPLE_IMAGE);
  const layers = image.layers.map(({ diffId, tar }) => {
    const packed = gzipSync(tar);
    return { diffId, tar: packed.subarray(0, packed.length - 40) };
  });
  return imageArchive({ ...image, layers });
}

function configPath(): string {
  return `blobs/${makeImage(SAMPLE_IMAGE).id.replace(':', '/')}`;
}

function lastLayerPath(): string {
  return `blobs/${makeImage(SAMPLE_IMAGE).layers.at(-1)?.diffId.replace(':', '/')}`;
}

function nested(): string {
  return '['.repeat(DEPTH) + ']'.repeat(DEPTH);
}
