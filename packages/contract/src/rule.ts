import type { Severity } from './severity.js';

/** A short program before and after the repair. `language` names the fence of the docs page. */
export interface Example {
  readonly language: string;
  readonly before: string;
  readonly after: string;
}

/** One thing that a gate looks for. Everything that a reader ever sees of it is generated from here. */
export interface Rule {
  /** `<gate>/<kebab-case>`; also the path of the docs page. */
  readonly id: string;
  /** PascalCase, SARIF's `reportingDescriptor.name`. */
  readonly name: string;
  /** One sentence with a full stop, at most 1024 characters: what is wrong. */
  readonly summary: string;
  /** What the rule sees, in plain words: what is reported and what deliberately is not. */
  readonly description: string;
  /** Why it matters: what an attacker or an outage makes of it. */
  readonly why: string;
  /** What to do, first step first. Markdown. */
  readonly remediation: string;
  readonly example?: Example;
  readonly severity: Severity;
  /** How often a finding is right. */
  readonly precision: 'very-high' | 'high' | 'medium' | 'low';
  /** CWE numbers, the most specific first. */
  readonly cwe: readonly number[];
  /** Further SARIF tags, in kebab-case. */
  readonly tags?: readonly string[];
  /** Ids of a requirement catalogue that the rule answers, `RLY-CONF-001` for instance. */
  readonly catalogue?: readonly string[];
  /** Pages that a reader may check the rule against. */
  readonly references: readonly string[];
  /** Its page, where that is none of ours: of a published advisory. */
  readonly helpUri?: string;
  /** The version that brought the rule. */
  readonly since: string;
}
