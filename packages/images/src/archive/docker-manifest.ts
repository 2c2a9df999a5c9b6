import type { Documents, JsonView } from './document.js';
import { type Entry, show } from './entries.js';
import { storedImage, type StoredImage } from './stored-image.js';

export const DOCKER_MANIFEST = 'manifest.json';

/** An image may have many names; a message shows one. */
const TAG_LIMIT = 1000;
/** `docker save` calls a configuration by its digest, in one way or another; Kaniko, Bazel and Jib do so, too. */
const HEX = /^(?:blobs\/sha256\/|sha256:)?([0-9a-f]{64})(?:\.json)?$/;

/** The images of `manifest.json`, as `docker save` and `podman save` write it (Docker image specification 1.2). */
export async function dockerImages(documents: Documents, bytes: Buffer): Promise<readonly StoredImage[]> {
  const manifest = documents.parse(bytes, DOCKER_MANIFEST);
  if (!Array.isArray(manifest)) throw documents.error('has a manifest.json that is no list.');
  if (manifest.length > documents.limits.images)
    throw documents.error(`holds more than ${documents.limits.images} images.`);
  const images: StoredImage[] = [];
  for (const item of manifest) images.push(await image(documents, documents.object(item, DOCKER_MANIFEST)));
  return images;
}

async function image(documents: Documents, view: JsonView): Promise<StoredImage> {
  const path = view.required('Config');
  const hex = HEX.exec(path)?.[1];
  const layers: { entry: Entry; digest?: string }[] = [];
  for (const layer of view.texts('Layers', documents.limits.layers))
    layers.push({ entry: await part(documents, layer), ...layerDigest(layer) });
  return storedImage(documents, {
    tags: view.texts('RepoTags', TAG_LIMIT),
    config: await part(documents, path),
    ...(hex !== undefined && { configDigest: `sha256:${hex}` }),
    layers,
  });
}

/** In the layout of Docker 25 and later: elsewhere the name is that of the unpacked content, or of nothing. */
function layerDigest(path: string): { digest?: string } {
  const hex = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(path)?.[1];
  return hex === undefined ? {} : { digest: `sha256:${hex}` };
}

async function part(documents: Documents, path: string): Promise<Entry> {
  const entry = await documents.entries.find(path);
  if (entry === undefined) throw documents.error(`is not whole: ${show(path)} is missing.`);
  return entry;
}
