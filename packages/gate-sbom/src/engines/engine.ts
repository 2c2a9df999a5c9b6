import type { ScanInput } from '@railgate/contract';
import type { Lockfile } from '@railgate/dependencies';

import type { BillTool } from '../bill/bill.js';

export const ENGINE_NAMES = ['cyclonedx-npm', 'cdxgen'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** One component as an engine lists it. Its words are those of a program that was given hostile files. */
export interface ListedComponent {
  /** With the scope: `@scope/name`. */
  readonly name: string;
  /** Empty where it gives none. */
  readonly version: string;
  /** It says that this is a project of the repository, and nothing that is fetched. */
  readonly isOwn: boolean;
  readonly licence?: string;
  /** Digests as `sha512:<hex>`, separated by spaces. */
  readonly integrity?: string;
}

export interface EngineAnswer {
  readonly tool: BillTool;
  /** Flat. The same package may be listed more than once. */
  readonly components: readonly ListedComponent[];
}

export type EngineInput = Pick<ScanInput, 'workspace' | 'signal' | 'processes' | 'progress'>;

/** Somebody else who can tell what a lockfile holds. */
export interface Engine {
  readonly name: EngineName;
  /** Can it read lockfiles of this kind? */
  reads(lockfile: Lockfile): boolean;
  /**
   * @throws {GateError} when it did not answer: `NEED_UNMET`, `TOOL_CRASHED`, `TOOL_TIMEOUT`, `REPORT_UNREADABLE`.
   */
  list(input: EngineInput, lockfile: Lockfile): Promise<EngineAnswer>;
}
