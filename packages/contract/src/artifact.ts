/** A file that a gate makes beside its findings, an SBOM for instance. */
export interface Artifact {
  /** Relative to the output folder, `sbom/apps--api.cdx.json`. */
  readonly path: string;
  readonly mediaType: string;
  readonly content: string;
}
