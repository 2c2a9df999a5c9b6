import type { GapCode, Severity } from '@railgate/contract';

import type { Repository } from '../src/in-memory.js';

/** What a rule must find in an ng case. */
export interface Expected {
  /** `path:line` or `path:line:column`. */
  readonly at: string;
  /** Defaults to the rule's severity. */
  readonly severity?: Severity;
  /** A part of the message. */
  readonly says?: string;
}

interface Case extends Repository {
  readonly name: string;
  /** Look-alikes of the requirement catalogue that the case stands for: `RLY-PORT-001 port 0`. */
  readonly traps?: readonly string[];
}

interface NgCase extends Case {
  readonly finds: readonly [Expected, ...Expected[]];
  /** The files after all safe fixes of the rule; on them it must be silent. Left out where there is no safe fix. */
  readonly fixed?: Readonly<Record<string, string>>;
}

interface BrokenCase extends Case {
  /** `CODE path` of every gap. */
  readonly gaps: readonly `${GapCode} ${string}`[];
}

/** `ok`: look-alikes on which the rule is silent; `ng`: what it finds; `broken`: what it cannot know. */
export interface RuleCases {
  readonly ok: readonly [Case, ...Case[]];
  readonly ng: readonly [NgCase, ...NgCase[]];
  readonly broken?: readonly BrokenCase[];
}
