/** A file that a gate makes beside its findings, an SBOM for instance. */
export interface Artifact {
  /** Relative to the output folder, `sbom/apps--api.cdx.json`. */
  readonly path: string;
  readonly mediaType: string;
  /** A list where it may be large: pieces as `packText` of the kit makes them, which nobody holds all at once. */
  readonly content: string | PackedText;
}

/** Pieces of a text that end with a line, each packed, as base64. */
export type PackedText = readonly string[];
