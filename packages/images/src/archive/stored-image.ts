import type { ArchivedImage, ArchivedLayer } from './archived-image.js';
import { imageTar } from './as-tar.js';
import { type Documents, hasDigest, sha256 } from './document.js';
import type { Entry } from './entries.js';
import { readConfig } from './image-config.js';
import { type Compression, layerCompression } from './layer-format.js';

/** A layer where it lies. */
export interface StoredLayer extends ArchivedLayer {
  readonly entry: Entry;
  readonly compression: Compression;
  /** Of the stored bytes, where the archive names it. */
  readonly digest?: string;
}

export interface StoredImage extends ArchivedImage {
  readonly layers: readonly StoredLayer[];
}

/** Where the parts of one image lie, as the archive's own format says it. */
export interface ImageParts {
  readonly tags: readonly string[];
  readonly config: Entry;
  /** Digest that the archive names the configuration by. */
  readonly configDigest?: string;
  readonly layers: readonly { readonly entry: Entry; readonly digest?: string }[];
}

/** The one form of every image. @throws {GateError} when its parts do not fit together */
export async function storedImage(documents: Documents, parts: ImageParts): Promise<StoredImage> {
  const bytes = await documents.read(parts.config);
  const id = sha256(bytes);
  if (parts.configDigest !== undefined && !hasDigest(bytes, parts.configDigest))
    throw documents.error('has a configuration that does not have the digest it goes by.');
  const { config, diffIds, history } = readConfig(documents, bytes);
  if (config.os !== 'linux') throw documents.error('is an image for another system than Linux.');
  if (diffIds.length !== parts.layers.length)
    throw documents.error(
      `has ${parts.layers.length} layers where its configuration names ${diffIds.length}.`,
    );
  const layers: StoredLayer[] = [];
  for (const [at, diffId] of diffIds.entries()) {
    const part = parts.layers[at];
    if (part === undefined) continue;
    const compression = await layerCompression(documents, part.entry);
    layers.push({ ...part, diffId, size: part.entry.size, compression });
  }
  return { tags: parts.tags, id, config, layers, history, asTar: () => imageTar(parts.config, layers) };
}
