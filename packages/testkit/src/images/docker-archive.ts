import { file, folder, symlink } from './files.js';
import { sha256, type MadeImage } from './image.js';
import {
  addImage,
  blobPath,
  blobStore,
  indexFile,
  named,
  OCI_LAYOUT,
  type LayerPacking,
} from './oci-layout.js';
import type { TarEntry } from './tar.js';

/** A line of `manifest.json`. */
interface ManifestItem {
  readonly Config: string;
  readonly RepoTags: readonly string[] | null;
  readonly Layers: readonly string[];
  readonly LayerSources?: Readonly<Record<string, object>>;
}

/** As Docker 25 and later write it: entries in the order of their names. */
export function dockerFiles(images: readonly MadeImage[], packing: LayerPacking): TarEntry[] {
  const store = blobStore();
  const manifests = images.flatMap((image) => named(addImage(store, image, packing), image));
  const items = images.map((image): ManifestItem => {
    const layers = image.layers.map(({ diffId, tar }) => {
      const blob = packing.pack(tar);
      const source = { mediaType: packing.layerType, size: blob.length, digest: sha256(blob) };
      return { diffId, source };
    });
    return {
      Config: blobPath(image.id),
      RepoTags: tagsOf(image),
      Layers: layers.map(({ source }) => blobPath(source.digest)),
      LayerSources: Object.fromEntries(layers.map(({ diffId, source }) => [diffId, source])),
    };
  });
  const blobs = [...store.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const repositories = repositoriesFile(images, (image) => image.layers.at(-1)?.diffId.slice(7) ?? '');
  return [
    folder('blobs'),
    folder('blobs/sha256'),
    ...blobs,
    indexFile(manifests),
    manifestFile(items),
    OCI_LAYOUT,
    ...repositories,
  ];
}

/** As Docker 20.10 writes it: a folder for each layer, named by an identifier of the days before content digests. */
export function legacyDockerFiles(images: readonly MadeImage[]): TarEntry[] {
  const files = new Map<string, TarEntry>();
  for (const image of images) {
    for (const { id, parent, tar } of chain(image)) {
      const json = {
        id,
        ...(parent === undefined ? {} : { parent }),
        created: '1970-01-01T00:00:00Z',
        os: 'linux',
      };
      files.set(id, folder(id));
      files.set(`${id}/VERSION`, file(`${id}/VERSION`, '1.0'));
      files.set(`${id}/json`, file(`${id}/json`, JSON.stringify(json)));
      files.set(`${id}/layer.tar`, file(`${id}/layer.tar`, tar));
    }
    files.set(`${hex(image.id)}.json`, file(`${hex(image.id)}.json`, image.config));
  }
  const items = images.map((image) => ({
    Config: `${hex(image.id)}.json`,
    RepoTags: tagsOf(image),
    Layers: chain(image).map(({ id }) => `${id}/layer.tar`),
  }));
  const sorted = [...files.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return [
    ...sorted,
    manifestFile(items),
    ...repositoriesFile(images, (image) => chain(image).at(-1)?.id ?? ''),
  ];
}

/** As `podman save` writes it: layers by the digest of their content, with links for older readers. */
export function podmanFiles(images: readonly MadeImage[]): TarEntry[] {
  const files = new Map<string, TarEntry>();
  for (const { layers, id, config } of images) {
    for (const { diffId, tar } of layers) {
      files.set(diffId, file(`${hex(diffId)}.tar`, tar, { mode: 0o444 }));
    }
    files.set(id, file(`${hex(id)}.json`, config, { mode: 0o444 }));
  }
  for (const { id, parent, diffId } of images.flatMap(chain)) {
    const json = JSON.stringify({ id, ...(parent === undefined ? {} : { parent }) });
    files.set(`${id}/layer.tar`, symlink(`${id}/layer.tar`, `../${hex(diffId)}.tar`));
    files.set(`${id}/VERSION`, file(`${id}/VERSION`, '1.0', { mode: 0o444 }));
    files.set(`${id}/json`, file(`${id}/json`, json, { mode: 0o444 }));
  }
  const items = images.map((image) => ({
    Config: `${hex(image.id)}.json`,
    RepoTags: tagsOf(image),
    Layers: image.layers.map(({ diffId }) => `${hex(diffId)}.tar`),
  }));
  return [
    ...files.values(),
    manifestFile(items),
    ...repositoriesFile(images, (image) => chain(image).at(-1)?.id ?? ''),
  ];
}

interface ChainedLayer {
  readonly id: string;
  readonly parent?: string;
  readonly diffId: string;
  readonly tar: Buffer;
}

/** The layers with identifiers that depend on all below them, as Docker's are. */
function chain(image: MadeImage): ChainedLayer[] {
  const layers: ChainedLayer[] = [];
  for (const layer of image.layers) {
    const parent = layers.at(-1)?.id;
    const id = hex(sha256(Buffer.from(`${parent ?? ''} ${layer.diffId}`)));
    layers.push({ ...layer, id, ...(parent === undefined ? {} : { parent }) });
  }
  return layers;
}

function tagsOf({ tags }: MadeImage): readonly string[] | null {
  return tags.length === 0 ? null : tags;
}

function manifestFile(items: readonly ManifestItem[]): TarEntry {
  return file('manifest.json', `${JSON.stringify(items)}\n`);
}

/** What Docker before 1.10 read; it is left out where nothing has a tag. */
function repositoriesFile(images: readonly MadeImage[], topLayer: (image: MadeImage) => string): TarEntry[] {
  const names = new Map<string, Map<string, string>>();
  for (const image of images) {
    for (const tag of image.tags) {
      const cut = tag.lastIndexOf(':');
      const tags = names.get(tag.slice(0, cut)) ?? new Map<string, string>();
      names.set(tag.slice(0, cut), tags.set(tag.slice(cut + 1), topLayer(image)));
    }
  }
  if (names.size === 0) return [];
  const value = Object.fromEntries([...names].map(([name, tags]) => [name, Object.fromEntries(tags)]));
  return [file('repositories', `${JSON.stringify(value)}\n`)];
}

function hex(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}
