import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { dockerFiles, legacyDockerFiles, podmanFiles } from './docker-archive.js';
import { makeImage, type ImageDescription, type MadeImage } from './image.js';
import { ociFiles } from './oci-layout.js';
import { tarOf, type TarEntry } from './tar.js';
import { zstdStored } from './zstd.js';

/**
 * - `docker`: `docker save` of Docker 25 and later, an OCI layout with a `manifest.json`.
 * - `docker-legacy`: of Docker before 25, `<id>/layer.tar`.
 * - `podman`: `podman save`, `<digest>.tar` and symbolic links.
 * - `oci`: an OCI image layout, as `podman save --format oci-archive`, skopeo and BuildKit write it.
 */
export type ArchiveForm = 'docker' | 'docker-legacy' | 'podman' | 'oci';

export type Compression = 'none' | 'gzip' | 'zstd';

export interface ArchiveOptions {
  /** Of the layers; only for `docker` and `oci`, whose blobs may be compressed. */
  readonly compression?: Compression;
  /** Only for `oci`: all images are platforms of one index, to which `index.json` points with the first image's tags. */
  readonly multiPlatform?: boolean;
  /** Only for `oci`: beside each image what BuildKit adds to it, a manifest with the platform `unknown/unknown`. */
  readonly attestations?: boolean;
}

type Images = ImageDescription | MadeImage | readonly (ImageDescription | MadeImage)[];

/** The tar archive of one or several images. */
export function imageArchive(
  images: Images,
  form: ArchiveForm = 'docker',
  options: ArchiveOptions = {},
): Buffer {
  return tarOf(imageFiles(images, form, options));
}

/** Writes an OCI layout as a folder. */
export async function writeOciLayout(
  folder: string,
  images: Images,
  options: ArchiveOptions = {},
): Promise<void> {
  for (const { path, content = '' } of imageFiles(images, 'oci', options)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** What is in the archive, for those who change something before `tarOf`. */
export function imageFiles(images: Images, form: ArchiveForm, options: ArchiveOptions = {}): TarEntry[] {
  const made = (isList(images) ? images : [images]).map((image) =>
    'id' in image ? image : makeImage(image),
  );
  const { compression = 'none' } = options;
  if (form === 'docker-legacy') return legacyDockerFiles(made);
  if (form === 'podman') return podmanFiles(made);
  const pack = (tar: Buffer): Buffer => PACKERS[compression](tar);
  const layerType = `application/vnd.oci.image.layer.v1.tar${compression === 'none' ? '' : `+${compression}`}`;
  return form === 'docker'
    ? dockerFiles(made, { pack, layerType })
    : ociFiles(made, { pack, layerType }, options);
}

function isList(images: Images): images is readonly (ImageDescription | MadeImage)[] {
  return Array.isArray(images);
}

const PACKERS: Readonly<Record<Compression, (tar: Buffer) => Buffer>> = {
  none: (tar) => tar,
  gzip: (tar) => gzipSync(tar),
  zstd: zstdStored,
};
