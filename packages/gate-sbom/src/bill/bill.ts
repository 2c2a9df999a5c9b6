import type { Ecosystem } from '@railgate/dependencies';

/** `excluded` is CycloneDX's word for what is there while developing and never ships. */
export type Scope = 'required' | 'optional' | 'excluded';

/** One package at one version. */
export interface BillComponent {
  /** Package URL. Unique in a bill: the same version at several places is one component. */
  readonly purl: string;
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Empty where nothing pins it. */
  readonly version: string;
  /** A project of the repository itself, and no package that comes from elsewhere. */
  readonly isOwn: boolean;
  readonly scope: Scope;
  /** As written: an SPDX expression most often. */
  readonly licence?: string;
  /** Subresource integrity or `sha256:<hex>`; several are separated by a space. */
  readonly integrity?: string;
  /** Where it was fetched from. */
  readonly resolved?: string;
  /** Package URLs. Nothing where the lockfile does not tell who depends on whom. */
  readonly dependencies?: ReadonlySet<string>;
}

/** What something is made of. */
export interface Bill {
  /** The folder of the project, relative to the repository root; `.` for the repository as a whole. */
  readonly path: string;
  readonly name: string;
  /** Sorted by package URL. */
  readonly components: readonly BillComponent[];
  /** Package URLs of what it asks for itself. */
  readonly direct: ReadonlySet<string>;
  /** Who was asked, beside Railgate. */
  readonly tools: readonly BillTool[];
  /** Everything that it depends on is known by version, and nothing was left unread. */
  readonly isComplete: boolean;
}

export interface BillTool {
  readonly name: string;
  readonly version: string;
}
