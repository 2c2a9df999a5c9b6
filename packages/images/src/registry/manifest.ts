import { isObject } from '@railgate/contract';

/** Something in a registry, by its content. */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:…` */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** What one name stands for: an image, or any other artifact. */
export interface Manifest {
  /** `sha256:…` of the manifest's own bytes. */
  readonly digest: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** Entry of a list that has a manifest for each platform. */
export interface IndexEntry extends Descriptor {
  /** `linux/amd64`; absent where the list does not say. */
  readonly platform?: string;
}

const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
const INDEX_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
/** What clients of registries tell them to know. */
export const ACCEPT = [...MANIFEST_TYPES, ...INDEX_TYPES].join(', ');

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const LAYERS_LIMIT = 10_000;

/**
 * @param type of the answer, where the document does not say its own
 * @returns nothing for what is neither
 */
export function parseManifest(
  text: string,
  type: string | undefined,
  digest: string,
): Manifest | { readonly index: readonly IndexEntry[] } | undefined {
  const value = parse(text);
  if (value === undefined) return undefined;
  const named = typeof value['mediaType'] === 'string' ? value['mediaType'] : (type ?? '').split(';')[0];
  const mediaType = named?.trim() ?? '';
  if (INDEX_TYPES.includes(mediaType)) {
    const entries = listOf(value['manifests'], indexEntryOf);
    return entries && { index: entries };
  }
  if (!MANIFEST_TYPES.includes(mediaType)) return undefined;
  const config = descriptorOf(value['config']);
  const layers = listOf(value['layers'], descriptorOf);
  return config && layers && { digest, config, layers };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Nothing where one of them is not what it should be. */
function listOf<T>(value: unknown, read: (entry: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value) || value.length > LAYERS_LIMIT) return undefined;
  const entries = value.map(read);
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

function descriptorOf(value: unknown): Descriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !DIGEST.test(digest)) return undefined;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0
    ? { mediaType, digest, size }
    : undefined;
}

function indexEntryOf(value: unknown): IndexEntry | undefined {
  const descriptor = descriptorOf(value);
  if (!descriptor || !isObject(value) || !isObject(value['platform'])) return descriptor;
  const { os, architecture } = value['platform'];
  if (typeof os !== 'string' || typeof architecture !== 'string') return descriptor;
  return { ...descriptor, platform: `${os}/${architecture}` };
}
