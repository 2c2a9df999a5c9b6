import type { Documents, JsonView } from './document.js';

/** How an OCI document refers to another one (image-spec 1.1, descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:…` or `sha512:…`. */
  readonly digest: string;
  readonly size: number;
  /** `linux/arm64/v8`; absent where it says nothing. */
  readonly platform?: string;
  /** The image's name, where it has one. */
  readonly tag?: string;
  /** It lies elsewhere, too: a layer that nobody may pass on. */
  readonly isForeign: boolean;
}

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const ANNOTATIONS = 1000;
const URLS = 100;
/** Characters of an architecture's name, which a message may show. */
const WORD = 64;

/** @throws {GateError} when it names nothing */
export function readDescriptor(documents: Documents, view: JsonView): Descriptor {
  const digest = view.required('digest');
  if (!DIGEST.test(digest)) throw documents.error('refers to a part by something that is no digest.');
  const annotations = view.record('annotations', ANNOTATIONS);
  // containerd and Docker write the whole name beside the tag.
  const tag = annotations['io.containerd.image.name'] ?? annotations['org.opencontainers.image.ref.name'];
  const platform = readPlatform(view.view('platform'));
  return {
    mediaType: view.required('mediaType'),
    digest,
    size: view.size('size'),
    isForeign: view.list('urls', URLS).length > 0,
    ...(platform !== undefined && { platform }),
    ...(tag !== undefined && tag !== '' && { tag }),
  };
}

function readPlatform(view: JsonView | undefined): string | undefined {
  if (view === undefined) return undefined;
  const parts = ['os', 'architecture', 'variant'].map((key) => view.text(key, WORD));
  return parts.filter((part) => part !== undefined && part !== '').join('/');
}

/** Where a layout keeps it. */
export function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}
