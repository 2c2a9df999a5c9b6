import type { EngineEvidence, FileEntry, Finding, Gap, NotScanned, ScanInput } from '@railgate/contract';

/** One way to look at source files of some languages. Heavy libraries load in `scan`, never at import. */
export interface LintEngine {
  readonly id: string;
  /** Does this engine read the file? By name only. */
  reads(path: string): boolean;
  /** @throws {GateError} when the engine itself cannot work; a file that fails is a gap. */
  scan(files: readonly FileEntry[], context: LintContext): Promise<LintScan>;
}

export type LintContext = Pick<
  ScanInput,
  'workspace' | 'options' | 'now' | 'offline' | 'signal' | 'processes' | 'progress'
>;

/** `files` given = `seen` + files named by `gaps` + files named by `notScanned`. */
export interface LintScan {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly notScanned: readonly NotScanned[];
  /** Files read to the end. */
  readonly seen: number;
  /** With its canary: a known-bad snippet that the engine found in this very run. */
  readonly engines: readonly EngineEvidence[];
}
