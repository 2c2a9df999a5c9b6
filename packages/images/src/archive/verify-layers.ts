import { createHash } from 'node:crypto';
import { createGunzip } from 'node:zlib';

import { through } from '../pieces.js';
import { damaged } from './archive-error.js';
import { show } from './entries.js';
import type { StoredImage, StoredLayer } from './stored-image.js';

/**
 * Reads every layer, and compares its bytes with the digest that the archive names, and its content with the one that the
 * image's configuration names. What is compressed with zstd is held to the first of them alone.
 *
 * @throws {GateError} for the first that differs
 */
export async function verifyLayers(archive: string, images: readonly StoredImage[]): Promise<void> {
  const known = new Set<string>();
  for (const layer of images.flatMap(({ layers }) => layers)) {
    const key = `${layer.entry.name} ${layer.diffId}`;
    if (!known.has(key)) await verifyLayer(archive, layer);
    known.add(key);
  }
}

async function verifyLayer(archive: string, layer: StoredLayer): Promise<void> {
  const { entry, digest, compression, diffId } = layer;
  if (digest !== undefined && (await digestOf(layer, digest, false)) !== digest)
    throw damaged(archive, `is damaged: ${show(digest)} has another digest.`);
  if (compression === 'zstd' || digest === diffId) return;
  if ((await digestOf(layer, diffId, compression === 'gzip')) !== diffId)
    throw damaged(archive, `is damaged: ${show(entry.name)} is not the layer that the image names.`);
}

async function digestOf(layer: StoredLayer, digest: string, isGzip: boolean): Promise<string | undefined> {
  const [algorithm = ''] = digest.split(':', 1);
  const hash = createHash(algorithm);
  const stored = layer.entry.content();
  try {
    for await (const piece of isGzip ? through(stored, createGunzip()) : stored) hash.update(piece);
  } catch (error) {
    if (isGzip && error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      return undefined;
    throw error;
  }
  return `${algorithm}:${hash.digest('hex')}`;
}
