import type { Count, Degraded, EngineEvidence, Finding, Gap, NotScanned } from '@railgate/contract';

/** What one part of the gate says: the files, the history, the environment, another engine. `scan` adds them up. */
export interface Part {
  readonly findings: readonly Finding[];
  readonly gaps?: readonly Gap[];
  readonly notScanned?: readonly NotScanned[];
  readonly engines?: readonly EngineEvidence[];
  readonly degraded?: readonly Degraded[];
  /** `expected` = `seen` + what `gaps` name. */
  readonly expected: Count;
  readonly seen: Count;
}
