import type { Severity } from '@railgate/contract';

/** How a leaked secret of one kind is made worthless. */
export interface Revocation {
  /** What to do, first step first: "Delete the token under Settings → Developer settings, then make a new one." */
  readonly steps: string;
  /** The page where that is done, or that describes it. */
  readonly url?: string;
}

/** One kind of secret, as readers see it. Its id is the rule `secrets/<id>`. */
export interface SecretKind {
  /** Kebab-case, provider first: `github-app-token`. */
  readonly id: string;
  /** As the provider calls it, with the provider's name: "GitHub App installation token". No full stop. */
  readonly title: string;
  /** What whoever holds it can do, one sentence: "It reads and writes every repository that the app is installed in." */
  readonly grants: string;
  readonly revoke: Revocation;
  readonly severity: Severity;
  /** How often a hit is right. A prefix and a checksum: very-high; a word nearby and 32 hex digits: medium. */
  readonly precision: 'very-high' | 'high' | 'medium' | 'low';
  /** CWE numbers; 798 (hard-coded credentials) when left out. */
  readonly cwe?: readonly number[];
  /** The provider's pages about the secret and its form. */
  readonly references: readonly string[];
}
