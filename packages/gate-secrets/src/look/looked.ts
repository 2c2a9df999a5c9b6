import type { Gap, NotScanned, Region } from '@railgate/contract';
import type { Hit } from '@railgate/secrets';

/** A secret in a text. Holds no part of it. */
export interface SecretPlace {
  /** Id of the kind. */
  readonly kind: string;
  /** Lines and columns as in SARIF, of the secret alone. */
  readonly region: Required<Region>;
  readonly encoded?: Hit['encoded'];
  /** Equal for the same secret on the same line of any version of the file, unequal else. Never written anywhere. */
  readonly same: string;
}

/** The name of the account that a stored password opens: no secret. */
export interface AccountPlace {
  readonly region: Required<Region>;
  /** Of the password: its kind, and its first line. */
  readonly kind: string;
  readonly line: number;
}

/** What looking at one file or one version of it gave. Plain data: it crosses a thread boundary. */
export interface Looked {
  readonly places: readonly SecretPlace[];
  /** Left out where there is none. */
  readonly accounts?: readonly AccountPlace[];
  /** Read to the end. */
  readonly seen: boolean;
  readonly gap?: Gap;
  readonly leftOut?: NotScanned;
}
