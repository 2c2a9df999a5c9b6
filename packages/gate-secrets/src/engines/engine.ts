import type { EngineEvidence, Region, ScanInput } from '@railgate/contract';

/** What an engine reports: a place, and the name of its rule. Never any part of the secret. */
export interface Leak {
  readonly engine: EngineName;
  /** As the engine calls it: `github-pat`. */
  readonly rule: string;
  /** Relative to the repository root. */
  readonly path: string;
  /** Covers the secret, and perhaps what stands around it. Without columns where the line cannot be read again. */
  readonly region: Region;
}

export interface EngineAnswer {
  readonly leaks: readonly Leak[];
  readonly evidence: EngineEvidence;
  /** Files that it did not read, with what it says of them. */
  readonly left?: string;
}

export type EngineInput = Pick<ScanInput, 'target' | 'workspace' | 'signal' | 'processes' | 'progress'>;

/** Another scanner that answers the gate's question. */
export interface Engine {
  readonly name: EngineName;
  /** @throws {GateError} when it did not answer, or its answer proves nothing. */
  look(input: EngineInput): Promise<EngineAnswer>;
}

/** In the order in which one of them gives its name to what only they have found. */
export const ENGINE_NAMES = ['gitleaks', 'betterleaks', 'secretlint'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];
