import type { Ecosystem } from './ecosystem.js';

/** Where a package comes from. Only `registry` packages have names that the public may know. */
export type PackageSource = 'registry' | 'git' | 'file' | 'url' | 'workspace';

/** One package at one version, as a lockfile holds it. Plain data of a hostile file. */
export interface LockedPackage {
  /** As its registry knows it: an alias is resolved, a name of PyPI is normalised by PEP 503. */
  readonly name: string;
  /** As written; empty where the lockfile gives none (git and file dependencies of some formats). */
  readonly version: string;
  /** The name under which it is installed, where that is another one (`"a": "npm:b@1"`). */
  readonly alias?: string;
  /** The line of the lockfile that brings it, from 1. */
  readonly line: number;
  readonly source: PackageSource;
  /** A project of the lockfile asks for it itself. */
  readonly direct: boolean;
  /** It is reached through development dependencies alone. */
  readonly dev: boolean;
  /** It is reached through optional dependencies alone. */
  readonly optional: boolean;
  /** Indices of `Lockfile.packages`. May form cycles. */
  readonly dependencies: readonly number[];
  /** The address that it was fetched from, without credentials. */
  readonly resolved?: string;
  /**
   * Subresource integrity (`sha512-…`) or `sha256:…`; several are separated by a space. yarn berry writes the hash of the
   * archive in its own cache, which nobody else can check: `yarn:10c0/…`.
   */
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  /** What its maintainer says of why. */
  readonly deprecated?: string;
  /** As written: most often an SPDX expression. */
  readonly licence?: string;
  /** It comes inside the archive of another package and is never fetched itself. */
  readonly bundled?: boolean;
}

export type RequirementKind = 'prod' | 'dev' | 'optional' | 'peer';

/** What a project asks for itself. */
export interface Requirement {
  /** As the manifest writes it. */
  readonly name: string;
  readonly kind: RequirementKind;
  /** As written: `^1.2.0`, `>=2,<3`, `npm:other@1`. Empty: any. */
  readonly range: string;
  /** Index of `Lockfile.packages`; none where the lockfile does not hold it. */
  readonly target?: number;
  /** The line of the manifest, from 1, where there is one. */
  readonly line?: number;
}

/** Manifest and lockfile say different things of one requirement: one was changed without the other. */
export interface Disagreement {
  readonly name: string;
  readonly kind: RequirementKind;
  /** The range that the manifest asks for; none: it asks for the package no more. */
  readonly declared?: string;
  /** The range that the lockfile was written for; none: it does not hold the package. */
  readonly recorded?: string;
  /** The line of the manifest, from 1, where there is one. */
  readonly line?: number;
}

/** A project that a lockfile serves. */
export interface LockedProject {
  /** Its folder, relative to the repository root; `.` is the root. */
  readonly path: string;
  readonly name?: string;
  /** Its manifest, relative to the repository root, where it is among the files. */
  readonly manifest?: string;
  readonly requirements: readonly Requirement[];
  /** What the lockfile was not brought up to date for. */
  readonly disagreements?: readonly Disagreement[];
}

export type LockfileFormat =
  | 'package-lock' | 'pnpm-lock' | 'yarn-classic' | 'yarn-berry' | 'bun-lock'
  | 'requirements' | 'poetry-lock' | 'uv-lock' | 'pipfile-lock' | 'pdm-lock' | 'pylock'
  | 'go-mod' | 'gemfile-lock' | 'cargo-lock' | 'composer-lock' | 'nuget-lock' | 'gradle-lock' | 'maven-pom' | 'mix-lock' | 'pubspec-lock'; // prettier-ignore

/** What a lockfile says. The projects of a workspace share one; the project in whose folder it lies comes first. */
export interface Lockfile {
  /** Relative to the repository root. */
  readonly path: string;
  readonly format: LockfileFormat;
  /** The format's own version, as written: `3`, `9.0`. */
  readonly version?: string;
  readonly ecosystem: Ecosystem;
  readonly projects: readonly LockedProject[];
  readonly packages: readonly LockedPackage[];
  /** Registries that the lockfile names itself, without credentials. Names of their packages may be private. */
  readonly registries?: readonly { readonly url: string; readonly line: number }[];
}

/** A manifest that declares dependencies, and what of it no lockfile pins. */
export interface Manifest {
  /** Relative to the repository root. */
  readonly path: string;
  readonly ecosystem: Ecosystem;
  /** `npm`, `pnpm`, `yarn`, `bun`, `pip`, `poetry`, …: as far as the manifest or its neighbours tell. */
  readonly manager: string;
  /** Those whose version nothing pins. */
  readonly requirements: readonly Requirement[];
  /** The lockfile that pins what else the manifest asks for, and was not written for these. */
  readonly lockfile?: string;
}
