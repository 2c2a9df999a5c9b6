import type { EngineEvidence, Evidence, Gap, GateError, ScanInput, Severity } from '@railgate/contract';
import type { Dependencies, Ecosystem, LockfileFormat } from '@railgate/dependencies';

import type { Options } from '../options.js';

/** In the order in which their words are preferred: what a vulnerability is called, how it is described. */
export const ENGINE_NAMES = [
  'osv', 'osv.dev', 'npm-registry', 'npm-audit', 'osv-scanner', 'safety', 'pip-audit',
] as const; // prettier-ignore

export type EngineName = (typeof ENGINE_NAMES)[number];

/** The lockfiles that an engine reads, where those are not all of its ecosystems. */
export const READS: Readonly<Partial<Record<EngineName, readonly LockfileFormat[]>>> = {
  'npm-audit': ['package-lock'],
};

/**
 * One engine's word on one package version. It counts wherever a lockfile holds that version, unless it names a `path`.
 * The gate joins what several engines say by the ids.
 */
export interface Report {
  readonly engine: EngineName;
  readonly ecosystem: Ecosystem;
  /** As in `LockedPackage.name`. */
  readonly name: string;
  /** As in `LockedPackage.version`. */
  readonly version: string;
  /** The file that brings it, where no reader of ours reads that file. Relative to the repository root. */
  readonly path?: string;
  /** All ids that it gives, its own first. Never empty. */
  readonly ids: readonly [string, ...string[]];
  /** One line of plain text. */
  readonly title: string;
  /** Markdown. */
  readonly details?: string;
  readonly severity?: Severity;
  /** Who rated it: `CVSS 3.1`, `GHSA`, `npm`. */
  readonly severitySource?: string;
  /** CVSS base score. */
  readonly score?: number;
  readonly vector?: string;
  readonly cwes?: readonly number[];
  /** Versions in which it is fixed, where it says so. */
  readonly fixed?: readonly string[];
  /** The versions that it calls vulnerable, as written: `<4.17.21`. */
  readonly range?: string;
  readonly malicious?: boolean;
  readonly references?: readonly string[];
}

export interface EngineAnswer {
  readonly reports: readonly Report[];
  /** `canary: 'found'`: each ecosystem of `proven` has reported its known-bad package in this very run. */
  readonly evidence: EngineEvidence;
  /** Ecosystems for which its silence is worth something. */
  readonly proven: readonly Ecosystem[];
  /** The database that it asked, where there is one. `builtAt` is ISO 8601. */
  readonly data?: NonNullable<Evidence['data']>;
  /** What it could not look at, and what that means: a record that does not parse, a package that is unknown. */
  readonly gaps?: readonly Gap[];
  /**
   * Packages of ecosystems in `proven` that nobody could be asked about: a name that may be private, a registry of their own
   * that does not answer. Each is a gap unless another engine covers its ecosystem without an exception.
   */
  readonly uncovered?: readonly Uncovered[];
  /** Why its silence on the others is worth nothing, where it can say that of each. */
  readonly problems?: ReadonlyMap<Ecosystem, GateError>;
  /** What it says of itself for the list of degraded engines. */
  readonly left?: string;
}

export interface Uncovered {
  readonly ecosystem: Ecosystem;
  readonly gap: Gap;
}

export type EngineInput = Pick<
  ScanInput<Options>,
  'workspace' | 'target' | 'options' | 'now' | 'offline' | 'maxDataAge' | 'signal' | 'processes' | 'progress'
> & {
  readonly dependencies: Dependencies;
};

/** Someone who knows vulnerabilities. */
export interface Engine {
  readonly name: EngineName;
  /** What it can answer for. */
  readonly ecosystems: readonly Ecosystem[];
  /** The lockfiles that it reads, where those are not all of its ecosystems: without one of them it is not asked. */
  readonly formats?: readonly LockfileFormat[];
  /** It asks somebody beyond this machine: never with `--offline`. */
  readonly online: boolean;
  /**
   * Asked only where the target has packages of one of its ecosystems.
   *
   * @throws {GateError} when it did not answer, or its answer proves nothing: `NEED_UNMET`, `TOOL_CRASHED`, `TOOL_TIMEOUT`,
   * `REPORT_UNREADABLE`, `CANARY_MISSED`, `DATA_STALE`.
   */
  ask(input: EngineInput): Promise<EngineAnswer>;
}
