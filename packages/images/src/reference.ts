/** Name of an image, in its parts: `docker.io/library/node:22-slim`. */
export interface ImageReference {
  /** Host and port; `docker.io` where the text names none. */
  readonly registry: string;
  /** `library/node`. */
  readonly repository: string;
  /** `latest` where neither a tag nor a digest is given. */
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}
