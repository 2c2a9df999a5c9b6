/** A secret in a file's bytes. Holds no part of it. */
export interface Hit {
  /** Id of the kind. */
  readonly kind: string;
  /** Of the secret alone, in bytes from the beginning of the file; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The bytes there are the encoding of the secret. */
  readonly encoded?: 'base64' | 'hex';
}
