import type { Ecosystem } from '@railgate/dependencies';

/** What a registry says of one version. */
export interface VersionFacts {
  /** ISO 8601. */
  readonly published?: string;
  /** What its maintainer says of why. */
  readonly deprecated?: string;
  /** Why it was taken back; `''` where nobody says. A version that the registry no longer has was, too. */
  readonly yanked?: string;
  /** As written. */
  readonly licence?: string;
}

export interface RegistryFacts {
  /** Nothing where the registry was not asked, or knows no such package. */
  of(ecosystem: Ecosystem, name: string, version: string): VersionFacts | undefined;
  /** Has a registry of this ecosystem answered that says licences? */
  saysLicences(ecosystem: Ecosystem): boolean;
  /** What of this ecosystem was not asked or not answered, and why: sentences. */
  silence(ecosystem: Ecosystem): readonly string[];
}

/** What one registry has said of everything that it was asked. */
export interface RegistryWord {
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, VersionFacts>>;
  readonly saysLicences: boolean;
  readonly silence: readonly string[];
}
