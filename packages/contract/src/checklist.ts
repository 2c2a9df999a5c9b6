import type { Severity } from './severity.js';

/**
 * What a step of a checklist came to. `unknown` is "could not check": never a pass, and a gap of the gate beside it
 * unless the step is informational.
 */
export const STEP_STATUSES = ['pass', 'findings', 'not-applicable', 'unknown'] as const;

export type StepStatus = (typeof STEP_STATUSES)[number];

/** Steps and findings that a gate may hand in for one target; more is no list that a person reads. */
export const CHECKLIST_LIMITS = { checklists: 500, steps: 40, findings: 50_000, text: 400 } as const;

/**
 * A list of questions about one subject, each with its answer, in the words in which readers ask them. A gate may hand
 * in any number beside its findings; every report shows them.
 */
export interface Checklist {
  /** What kind of list it is: `Quick-Check`. */
  readonly title: string;
  /** What it is about: the name of a service, a cluster, a database. */
  readonly subject: string;
  readonly steps: readonly ChecklistStep[];
}

export interface ChecklistStep {
  /** In kebab-case, once in a list. */
  readonly id: string;
  /** A few words: `Port line`. */
  readonly title: string;
  readonly status: StepStatus;
  /**
   * A clause without a full stop, never empty. `pass`: what was looked at and what it says; `not-applicable` and
   * `unknown`: why; `findings`: the worst of them.
   */
  readonly evidence: string;
  /** Where the evidence stands. */
  readonly place?: StepPlace;
  /** The findings of the gate's run that belong to the step; at least one with `findings`, none with any other. */
  readonly findings: readonly StepFinding[];
  /** `unknown` is no gap: often nobody can know it, and the verdict does not hang on it. */
  readonly informational?: boolean;
}

export interface StepPlace {
  /** Relative to the repository root. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
}

/** Names a finding of the same run: all of this rule at this line. */
export interface StepFinding {
  readonly ruleId: string;
  /** Empty for one that is in no file of the repository, as in an image; its line is 1. */
  readonly path: string;
  readonly line: number;
}

/** A checklist in `run.json`: findings are counted as they were judged. */
export interface ManifestChecklist extends Omit<Checklist, 'steps'> {
  readonly steps: readonly ManifestStep[];
}

export interface ManifestStep extends Omit<ChecklistStep, 'findings' | 'informational'> {
  readonly informational: boolean;
  /** Findings that are not waived. */
  readonly findings: number;
  readonly waived: number;
  /** Of those that are not waived. */
  readonly worst?: Severity;
  /** Ids of the rules of those that are not waived, sorted. */
  readonly rules: readonly string[];
}
