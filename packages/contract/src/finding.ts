import type { Severity } from './severity.js';

/** Lines and columns count from 1; columns are UTF-16 code units; the end column is exclusive (SARIF 3.30). */
export interface Region {
  readonly startLine: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface Place {
  /** Relative to the repository root, `/` between segments, not URI-encoded. */
  readonly path: string;
  readonly region: Region;
  readonly message?: string;
}

/** Replaces a region by a text. A finding's edits never overlap. */
export interface Edit {
  readonly path: string;
  readonly region: Required<Region>;
  readonly text: string;
}

/** A repair that `railgate fix` may apply: `safe` when it cannot change behaviour for the worse. */
export interface Fix {
  readonly description: string;
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

/** What one engine said of a vulnerability. Kept for each that reported it. */
export interface AdvisorySource {
  /** `osv`, `npm audit`, `trivy`. */
  readonly engine: string;
  /** The id under which it reported it. */
  readonly id: string;
  readonly severity: Severity;
  /** CVSS base score, where it gave one. */
  readonly score?: number;
}

/** A vulnerable package: the finding is the same one in every version of the package and under every alias. */
export interface DependencySubject {
  readonly kind: 'dependency';
  /** With the version: `pkg:npm/lodash@4.17.20`. */
  readonly purl: string;
  /** All ids of the one vulnerability, in any order: CVE, GHSA, the ecosystem's own. */
  readonly advisories: readonly string[];
  /** Name of the image that holds the package, without tag and digest; absent for a manifest. */
  readonly image?: string;
  readonly sources?: readonly AdvisorySource[];
}

/** The region of `at` covers the secret and nothing else: identity and masking go by it. */
export interface SecretSubject {
  readonly kind: 'secret';
}

/** What an image holds and no package is: a file, a setting. The finding is the same one in every build of the image. */
export interface ImageSubject {
  readonly kind: 'image';
  /** Name, without tag and digest. */
  readonly image: string;
  /** What tells it from others of its rule in the image, and stays when the image is built again: a path, a check. */
  readonly what: string;
}

/**
 * A file as such: that it is there, what it is called, what it lacks. `at` is its first line, and what that says is not what the
 * finding is known by.
 */
export interface FileSubject {
  readonly kind: 'file';
}

/** Commits that hold what a finding is about, by their ids. Nobody's name and address. */
export interface FindingCommits {
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

/** One result, before it becomes SARIF. `packages/sarif` turns it into a `sarif.Result`. */
export interface Finding {
  readonly ruleId: string;
  /** Plain text that ends with a full stop and names the thing. Never holds a secret's value. */
  readonly message: string;
  /** Overrides the rule's severity for this finding. */
  readonly severity?: Severity;
  /** The one primary location. */
  readonly at: Place;
  /** The way there: where a value came in, the other half of a conflict. */
  readonly related?: readonly Place[];
  readonly fix?: Fix;
  /** Which engine saw it, where a gate has several. */
  readonly engine?: string;
  /** What it is about, where that is not a place in code or configuration. */
  readonly subject?: DependencySubject | SecretSubject | ImageSubject | FileSubject;
  /** Where the history holds it. */
  readonly commits?: FindingCommits;
  /** `at` is a place in the file as this commit has it, and in no file of the working tree. */
  readonly version?: string;
}

/** Where something lies in an image. */
export interface ImagePlace {
  /** Name, without tag and digest. */
  readonly image: string;
  /** The file in the image, without a leading `/`. */
  readonly path?: string;
}

/** A result in an image that no line of the repository explains. `related` says where the repository names the image. */
export interface ImageFinding extends Pick<
  Finding,
  'ruleId' | 'message' | 'severity' | 'related' | 'engine'
> {
  readonly at?: undefined;
  readonly in: ImagePlace;
  readonly subject: DependencySubject | ImageSubject;
}
