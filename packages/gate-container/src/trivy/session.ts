import type { EngineEvidence, Evidence } from '@railgate/contract';
import type { ArchivedImage } from '@railgate/images';

import type { Misconfiguration, Observed } from './observed.js';

/**
 * Trivy, ready to answer: its image pinned or verified, its version not refused, its database there and fresh, and proven by
 * the known-bad image. Made by `withTrivy`, whose end removes everything that it left with the engine.
 */
export interface Trivy {
  /** `canary: 'found'`, always: without it there is no session. */
  readonly evidence: EngineEvidence;
  readonly data: NonNullable<Evidence['data']>;
  /** Several at a time share the database. @throws {GateError} when nothing is known of this image. */
  scan(image: ArchivedImage, options: ScanOptions): Promise<ScannedImage>;
  /** By path. @throws {GateError} */
  checkDockerfiles(
    files: ReadonlyMap<string, string>,
  ): Promise<ReadonlyMap<string, readonly Misconfiguration[]>>;
}

export interface ScanOptions {
  readonly signal: AbortSignal;
  /** For the heartbeat. */
  readonly name: string;
}

export interface ScannedImage {
  readonly observed: Observed;
  /** CycloneDX JSON, without what changes from run to run. */
  readonly bill: string;
}
