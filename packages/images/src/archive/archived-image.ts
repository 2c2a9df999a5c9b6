import type { Pieces } from '../pieces.js';

/** One image of a tar (`docker save`, `podman save`) or of an OCI layout. Everything in it is data of a stranger. */
export interface ArchivedImage {
  /** `node:22-slim`, as the archive names it; often none. */
  readonly tags: readonly string[];
  /** `sha256:…` of the configuration. */
  readonly id: string;
  readonly config: ImageConfig;
  /** The base first. As many as the history has entries that are not empty, where there is a whole history. */
  readonly layers: readonly ArchivedLayer[];
  readonly history: readonly HistoryEntry[];
  /**
   * The image alone as a `docker save` tar whose entry names are ours, whatever the archive calls them: what a scanner gets.
   * `size` is exact. May be called several times.
   */
  asTar(): { readonly size: number; readonly content: () => Pieces };
}

/** The parts of the image specification's configuration that anybody looks at. Values are checked for their type. */
export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly user?: string;
  /** `CMD-SHELL` and a command, `CMD` and words, or `NONE`. Docker's own form has it, that of OCI has not. */
  readonly healthcheck?: readonly string[];
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface ArchivedLayer {
  /** `sha256:…` of the unpacked content. */
  readonly diffId: string;
  /** Bytes in the archive. */
  readonly size: number;
}

/** One instruction, as whoever built the image wrote it down: Docker's builder, BuildKit, Buildah, Kaniko. */
export interface HistoryEntry {
  readonly createdBy: string;
  readonly comment?: string;
  /** It made no layer: `ENV`, `CMD`, `USER`. */
  readonly emptyLayer: boolean;
}
