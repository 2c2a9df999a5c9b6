import { file } from './files.js';
import { sha256, type MadeImage } from './image.js';
import type { TarEntry } from './tar.js';

/** How layers become blobs. */
export interface LayerPacking {
  readonly pack: (tar: Buffer) => Buffer;
  readonly layerType: string;
}

/** What points at a blob. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Readonly<Record<string, string>>;
}

export interface BlobStore {
  readonly files: readonly TarEntry[];
  /** Keeps content under its digest, once. */
  add(mediaType: string, content: Buffer): Descriptor;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';

export const OCI_LAYOUT: TarEntry = file('oci-layout', '{"imageLayoutVersion":"1.0.0"}');

/** https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export function ociFiles(
  images: readonly MadeImage[],
  packing: LayerPacking,
  options: { readonly multiPlatform?: boolean; readonly attestations?: boolean },
): TarEntry[] {
  const store = blobStore();
  const entries = images.flatMap((image) => {
    const descriptor = { ...addImage(store, image, packing), platform: { ...image.platform } };
    const extra = options.attestations === true ? [addAttestation(store, descriptor)] : [];
    return { image, descriptors: [descriptor, ...extra] };
  });
  const manifests =
    options.multiPlatform === true
      ? named(
          addIndex(
            store,
            entries.flatMap(({ descriptors }) => descriptors),
          ),
          images[0],
        )
      : entries.flatMap(({ image, descriptors: [own, ...extra] }) => [
          ...(own === undefined ? [] : named(own, image)),
          ...extra,
        ]);
  return [...store.files, indexFile(manifests), OCI_LAYOUT];
}

export function blobStore(): BlobStore {
  const files = new Map<string, TarEntry>();
  return {
    get files() {
      return [...files.values()];
    },
    add(mediaType, content) {
      const digest = sha256(content);
      files.set(digest, file(blobPath(digest), content));
      return { mediaType, digest, size: content.length };
    },
  };
}

/** `blobs/sha256/…` */
export function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** The image's blobs and its manifest. */
export function addImage(store: BlobStore, image: MadeImage, { pack, layerType }: LayerPacking): Descriptor {
  const config = store.add(CONFIG, image.config);
  const layers = image.layers.map(({ tar }) => store.add(layerType, pack(tar)));
  return addJson(store, MANIFEST, { schemaVersion: 2, mediaType: MANIFEST, config, layers });
}

export function indexFile(manifests: readonly Descriptor[]): TarEntry {
  return file('index.json', JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
}

/** One descriptor for each tag, as BuildKit and containerd write them. */
export function named(descriptor: Descriptor, image: MadeImage | undefined): Descriptor[] {
  if (image === undefined || image.tags.length === 0) return [descriptor];
  return image.tags.map((tag) => ({
    ...descriptor,
    annotations: {
      'io.containerd.image.name': tag,
      'org.opencontainers.image.ref.name': tag.slice(tag.lastIndexOf(':') + 1),
    },
  }));
}

function addIndex(store: BlobStore, manifests: readonly Descriptor[]): Descriptor {
  return addJson(store, INDEX, { schemaVersion: 2, mediaType: INDEX, manifests });
}

/** https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
function addAttestation(store: BlobStore, image: Descriptor): Descriptor {
  const statement = Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v0.1', subject: [] }));
  const layer = store.add('application/vnd.in-toto+json', statement);
  const rootfs = { type: 'layers', diff_ids: [layer.digest] };
  const config = addJson(store, CONFIG, { os: 'unknown', architecture: 'unknown', config: {}, rootfs });
  const manifest = { schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] };
  return {
    ...addJson(store, MANIFEST, manifest),
    annotations: {
      'vnd.docker.reference.digest': image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
    platform: { os: 'unknown', architecture: 'unknown' },
  };
}

function addJson(store: BlobStore, mediaType: string, value: object): Descriptor {
  return store.add(mediaType, Buffer.from(JSON.stringify(value)));
}
