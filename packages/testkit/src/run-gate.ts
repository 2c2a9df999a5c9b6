import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type {
  DeclaredService,
  Gate,
  OptionsSchema,
  ProcessRegistry,
  Scan,
  ScanInput,
  SkipReason,
  Target,
  Workspace,
} from '@railgate/contract';
import { redact } from '@railgate/kit';
import { finishRun, readResults, schemaViolations, toLog, type ReadResult } from '@railgate/sarif';
import type * as sarif from 'sarif';

import { makeRepo, type Files } from './make-repo.js';
import { removeFolder } from './temp-folder.js';
import { targetOf, workspaceOf } from './workspace.js';

export interface RunGateOptions {
  /** The gate's options; what is left out has the default of its schema. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: Date;
  readonly services?: readonly DeclaredService[];
  /** Folders that are projects beside the root. */
  readonly projects?: readonly string[];
  /** The path of the project to scan; the whole workspace when left out. */
  readonly target?: string;
  readonly offline?: boolean;
  /** Milliseconds. */
  readonly maxDataAge?: number;
  readonly signal?: AbortSignal;
}

export interface GateRun {
  readonly findings: readonly ReadResult[];
  /** `path:line ruleId severity` of each finding, for short assertions. */
  readonly lines: readonly string[];
  readonly scan: Scan;
  /** With fingerprints and snippets, as the runner archives it. It passes the SARIF schema. */
  readonly log: sarif.Log;
  /** Where the gate said it was, in order. */
  readonly progress: readonly string[];
}

/** The date of every test run that sets none. */
export const TEST_DATE = new Date('2026-11-21T00:00:00Z');

/**
 * Runs a gate in process on files, or on a folder that is there already.
 *
 * @throws {GateError} what the gate throws. @throws {Error} when the gate skips the target or breaks the schema.
 */
export async function runGate<Options>(
  gate: Gate<Options>,
  input: Files | string,
  options: RunGateOptions = {},
): Promise<GateRun> {
  if (typeof input === 'string') return scanFolder(gate, input, options);
  const root = await makeRepo(input);
  try {
    return await scanFolder(gate, root, options);
  } finally {
    await removeFolder(root);
  }
}

/** Why the gate has nothing to do on this input, or nothing. */
export async function skipReason<Options>(
  gate: Gate<Options>,
  input: Files,
  options: RunGateOptions = {},
): Promise<SkipReason | undefined> {
  const root = await makeRepo(input);
  try {
    const { workspace, target } = placesOf(root, options);
    return await gate.skip(target, workspace, withDefaults(gate.options, options.options ?? {}) as Options);
  } finally {
    await removeFolder(root);
  }
}

async function scanFolder<Options>(
  gate: Gate<Options>,
  root: string,
  options: RunGateOptions,
): Promise<GateRun> {
  const { workspace, target } = placesOf(root, options);
  const given = withDefaults(gate.options, options.options ?? {}) as Options;
  const reason = await gate.skip(target, workspace, given);
  if (reason) throw new Error(`The gate ${gate.meta.id} skips ${target.id}: ${reason.message}`);
  const progress: string[] = [];
  const scan = await gate.scan({
    workspace,
    target,
    options: given,
    now: options.now ?? TEST_DATE,
    offline: options.offline ?? true,
    maxDataAge: options.maxDataAge,
    signal: options.signal ?? new AbortController().signal,
    processes: NO_PROCESSES,
    progress: (at) => progress.push(at),
  } satisfies ScanInput<Options>);
  return toGateRun(scan, root, progress);
}

function placesOf(root: string, options: RunGateOptions): { workspace: Workspace; target: Target } {
  const projects = [...(options.projects ?? []), ...(options.target === undefined ? [] : [options.target])];
  const workspace = workspaceOf(root, { projects: [...new Set(projects)], services: options.services ?? [] });
  return { workspace, target: targetOf(workspace, options.target) };
}

const NO_PROCESSES: ProcessRegistry = { started: () => undefined, ended: () => undefined };

function toGateRun(scan: Scan, root: string, progress: readonly string[]): GateRun {
  finishRun(scan.run, { readText: (path) => readText(root, path), textOf: scan.textOf, redact });
  const log = toLog([scan.run]);
  const violations = schemaViolations(log);
  if (violations.length > 0) throw new Error(`The run breaks the SARIF schema:\n${violations.join('\n')}`);
  const findings = readResults(scan.run);
  const lines = findings.map(
    ({ path, region, ruleId, severity }) => `${path}:${region.startLine} ${ruleId} ${severity}`,
  );
  return { findings, lines, scan, log, progress };
}

function readText(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** @throws {Error} on an option that the schema does not know: a typo in a test would test the default. */
function withDefaults(
  schema: OptionsSchema,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const unknown = Object.keys(given).filter((name) => !(name in schema.properties));
  if (unknown.length > 0) throw new Error(`The gate has no option ${unknown.join(', ')}.`);
  const options: Record<string, unknown> = { ...given };
  for (const [name, property] of Object.entries(schema.properties)) {
    if (options[name] === undefined && property.default !== undefined)
      options[name] = structuredClone(property.default);
  }
  return options;
}
