/** A finding about a package that somebody wants repaired. */
export interface RepairTarget {
  readonly ruleId: string;
  /** As the finding's: relative to the repository root. */
  readonly path: string;
  /** With the version: `pkg:npm/lodash@4.17.20`. */
  readonly purl: string;
}

/** A change that removes findings, made by a tool and checked by the gate. */
export interface Repair {
  /** A sentence. */
  readonly description: string;
  readonly removes: readonly RepairTarget[];
  /** Files that it changes. */
  readonly paths: readonly string[];
  /** Packages that were not there before, as purls: a new finding about one of them is this repair's doing. */
  readonly brings: readonly string[];
}

/** A finding that a gate was asked to repair and did not. */
export interface NotRepaired extends RepairTarget {
  /** Sentences. */
  readonly reason: string;
  /** What somebody may run who wants it all the same. */
  readonly command?: string;
}

/** What a gate proposes when it is asked for repairs: nothing is written by it. */
export interface Repairs {
  /** Whole new texts of files that exist, with all repairs of `done` in them; no byte order mark. */
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  readonly done: readonly Repair[];
  readonly notDone: readonly NotRepaired[];
}
