/** What a document or blob of an OCI layout is, by its media type (image-spec 1.1, media-types.md; Docker's own names). */
const INDEXES = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const MANIFESTS = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);
const CONFIGS = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
const LAYERS = [
  'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.oci.image.layer.nondistributable.v1.tar',
  'application/vnd.docker.image.rootfs.diff.tar',
  'application/vnd.docker.image.rootfs.foreign.diff.tar',
];
/** Docker writes a dot before it, OCI a plus. */
const COMPRESSIONS = new Set(['', '+gzip', '+zstd', '.gzip', '.zstd']);

export const isIndexType = (type: string): boolean => INDEXES.has(type);
export const isManifestType = (type: string): boolean => MANIFESTS.has(type);
export const isConfigType = (type: string): boolean => CONFIGS.has(type);

/** `unknown` is a layer in a form that nothing here reads: encrypted, say. `other` is no layer: a signature, an attestation. */
export function layerKind(type: string): 'layer' | 'unknown' | 'other' {
  const base = LAYERS.find((known) => type.startsWith(known));
  if (base === undefined) return 'other';
  return COMPRESSIONS.has(type.slice(base.length)) ? 'layer' : 'unknown';
}
