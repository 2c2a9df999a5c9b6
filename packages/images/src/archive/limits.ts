/** What an archive may ask of us: far more than any real image does. */
export interface ArchiveLimits {
  /** Of a tar. `docker save` writes four for each layer. */
  readonly entries: number;
  /** Bytes of all entry names of a tar together. */
  readonly names: number;
  readonly images: number;
  /** Of one image. The kernel's overlay file system takes 500, Docker 127. */
  readonly layers: number;
  /** Bytes of one index, manifest or configuration. Registries take no manifest over 4 MiB; as objects they are 20 times that. */
  readonly document: number;
  /** Bytes of all documents of an archive. */
  readonly documents: number;
  /** Bytes of a temporary file: an engine's export, or what a compressed archive unpacks to. */
  readonly temporary: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 65_536,
  names: 16 * 1024 ** 2,
  images: 64,
  layers: 512,
  document: 4 * 1024 ** 2,
  documents: 64 * 1024 ** 2,
  temporary: 64 * 1024 ** 3,
};
