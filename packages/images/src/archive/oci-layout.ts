import { hasDigest, type Documents, type JsonView } from './document.js';
import { type Entry, show } from './entries.js';
import { blobPath, type Descriptor, readDescriptor } from './oci-descriptor.js';
import { isConfigType, isIndexType, isManifestType, layerKind } from './oci-media-types.js';
import { forPlatform, isMeant } from './oci-platform.js';
import { storedImage, type StoredImage } from './stored-image.js';

export const OCI_INDEX = 'index.json';

/** Indexes in indexes: real ones have one. */
const DEPTH = 4;
/** Of one name, all platforms and attestations. */
const MANIFESTS = 1000;
/** Of attestations, which are no images. */
const NO_PLATFORM = 'unknown/unknown';

/** The images of an OCI layout (image-spec 1.1, image-layout.md), one for each name. */
export class OciLayout {
  readonly #documents: Documents;
  readonly #platform: string | undefined;
  /** An index that refers to itself cannot have its own digest; one that is referred to very often is read once. */
  readonly #indexes = new Map<string, readonly Descriptor[]>();
  readonly #passedOver = new Set<string>();

  constructor(documents: Documents, platform: string | undefined) {
    this.#documents = documents;
    this.#platform = platform;
  }

  /** Platforms of forms that are there, where another one was taken for which nobody had asked. */
  get passedOver(): readonly string[] {
    return [...this.#passedOver].sort();
  }

  /** @param mayBeAbsent whether images may be named that are not there: something else tells what is */
  async images(index: Buffer, mayBeAbsent: boolean): Promise<readonly StoredImage[]> {
    const images: StoredImage[] = [];
    for (const [tag, descriptors] of byTag(this.#descriptors(index)))
      images.push(...(await this.#named(tag, descriptors, mayBeAbsent)));
    return images;
  }

  async #named(
    tag: string,
    descriptors: readonly Descriptor[],
    mayBeAbsent: boolean,
  ): Promise<readonly StoredImage[]> {
    const variants = new Map<string, Descriptor>();
    for (const descriptor of descriptors)
      for (const variant of await this.#variants(descriptor, DEPTH)) variants.set(variant.digest, variant);
    const present = await this.#present([...variants.values()], mayBeAbsent);
    const images: StoredImage[] = [];
    const meant = forPlatform(this.#documents, present, this.#platform);
    if (!meant.some(({ platform }) => isMeant(platform, this.#platform)))
      for (const { platform } of present.filter((variant) => !meant.includes(variant)))
        this.#passedOver.add(platform ?? 'none');
    for (const variant of meant) {
      const image = await this.#image(variant, tag);
      if (image !== undefined) images.push(image);
    }
    return images;
  }

  /** The manifests that an entry of an index leads to. */
  async #variants(descriptor: Descriptor, depth: number): Promise<readonly Descriptor[]> {
    const { mediaType, digest } = descriptor;
    if (descriptor.platform === NO_PLATFORM) return [];
    if (isManifestType(mediaType)) return [descriptor];
    // Something else that is kept in the same place.
    if (!isIndexType(mediaType)) return [];
    const known = this.#indexes.get(digest);
    if (known !== undefined) return known;
    if (depth === 0) throw this.#documents.error('has indexes in indexes in indexes.');
    const found: Descriptor[] = [];
    for (const inner of this.#descriptors(await this.#blob(descriptor)))
      found.push(...(await this.#variants(inner, depth - 1)));
    if (found.length > MANIFESTS) throw this.#documents.error('has too many manifests.');
    this.#indexes.set(digest, found);
    return found;
  }

  /** An engine that has an image for one platform alone writes the index of all. */
  async #present(variants: readonly Descriptor[], mayBeAbsent: boolean): Promise<readonly Descriptor[]> {
    const present: Descriptor[] = [];
    for (const variant of variants)
      if ((await this.#documents.entries.find(blobPath(variant.digest))) !== undefined) present.push(variant);
    const [first] = variants;
    if (present.length === 0 && first !== undefined && !mayBeAbsent) throw this.#missing(first.digest);
    return present;
  }

  async #image(descriptor: Descriptor, tag: string): Promise<StoredImage | undefined> {
    const view = this.#document(await this.#blob(descriptor), 'manifest', 'manifests');
    const layers = view
      .views('layers', this.#documents.limits.layers)
      .map((item) => readDescriptor(this.#documents, item));
    const kinds = new Set(layers.map(({ mediaType }) => layerKind(mediaType)));
    const configView = view.view('config');
    const config = configView && readDescriptor(this.#documents, configView);
    if (config === undefined || !isImage(config, kinds)) return undefined;
    if (kinds.size > 1 || kinds.has('unknown'))
      throw this.#documents.error('has a layer in a form that nothing here reads; it may be encrypted.');
    const parts: { entry: Entry; digest: string }[] = [];
    for (const layer of layers) parts.push({ entry: await this.#part(layer), digest: layer.digest });
    return storedImage(this.#documents, {
      tags: tag === '' ? [] : [tag],
      config: await this.#part(config),
      configDigest: config.digest,
      layers: parts,
    });
  }

  #descriptors(bytes: Buffer): readonly Descriptor[] {
    return this.#document(bytes, 'index', 'layers')
      .views('manifests', MANIFESTS)
      .map((item) => readDescriptor(this.#documents, item));
  }

  /** What is an index to one reader and a manifest to another is refused (CVE-2021-41190). */
  #document(bytes: Buffer, what: string, foreign: string): JsonView {
    const view = this.#documents.object(this.#documents.parse(bytes, what), what);
    if (view.has(foreign))
      throw this.#documents.error(`has an ${what} that is a manifest and an index at once.`);
    return view;
  }

  async #blob(descriptor: Descriptor): Promise<Buffer> {
    const bytes = await this.#documents.read(await this.#part(descriptor));
    if (hasDigest(bytes, descriptor.digest)) return bytes;
    throw this.#documents.error(`is damaged: ${show(descriptor.digest)} has another digest.`);
  }

  async #part({ digest, size, isForeign }: Descriptor): Promise<Entry> {
    const entry = await this.#documents.entries.find(blobPath(digest));
    if (entry === undefined) throw isForeign ? this.#elsewhere() : this.#missing(digest);
    if (entry.size === size) return entry;
    throw this.#documents.error(`is damaged: ${show(digest)} has ${entry.size} bytes instead of ${size}.`);
  }

  #missing(digest: string): Error {
    return this.#documents.error(`is not whole: ${show(digest)} is missing.`);
  }

  #elsewhere(): Error {
    return this.#documents.error(
      'has a layer that may not be passed on and has to be fetched from elsewhere (a “foreign” layer).',
    );
  }
}

/** A signature or an attestation has a manifest of the same kind, and no layer. */
function isImage(config: Descriptor, kinds: ReadonlySet<string>): boolean {
  return kinds.has('layer') || kinds.has('unknown') || (kinds.size === 0 && isConfigType(config.mediaType));
}

/** What has the same name is the same image, for several platforms; so is all that has none. */
function byTag(descriptors: readonly Descriptor[]): ReadonlyMap<string, readonly Descriptor[]> {
  const groups = new Map<string, Descriptor[]>();
  for (const descriptor of descriptors) {
    const group = groups.get(descriptor.tag ?? '');
    if (group === undefined) groups.set(descriptor.tag ?? '', [descriptor]);
    else group.push(descriptor);
  }
  return groups;
}
