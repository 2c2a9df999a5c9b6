import {
  GateError,
  UsageError,
  type GateMeta,
  type Outcome,
  type SkipReason,
  type Target,
  type Workspace,
} from '@railgate/contract';

import { assignFiles } from './discover/assign-files.js';
import { settingsOf, type GateSettings, type SettingsByGate } from './gate-settings.js';
import type { LoadedGate } from './load-gates.js';
import { loadMasks } from './masks.js';
import { plainError } from './plain-error.js';
import { selectGates, selectProjects, type Selection } from './selection.js';
import { targetsOf, type PlacedTarget } from './targets.js';

/** One gate on one target, which will have exactly one outcome. */
export interface PlannedPair {
  readonly gate: string;
  readonly target: string;
  /** Path of the project that a shard scans it with. */
  readonly project: string;
}

/** What a thread is to do. */
export interface ScanStep {
  readonly gate: string;
  readonly module: string;
  /** What the scan loads: a thread that has it loaded is quicker. */
  readonly engine: string;
  readonly target: Target;
  /** As the gate's `meta` has them. */
  readonly inputs: GateMeta['inputs'];
  readonly options: Readonly<Record<string, unknown>>;
  readonly enforced: boolean;
  /** Seconds. */
  readonly timeout: number;
  /** Seconds that clearing away may take; the runner's own grace without it. */
  readonly cleanup?: number | undefined;
  /** What an answer depends on besides what the runner knows; without it, none is kept. */
  readonly dependsOn?: string | undefined;
  /** Of the target's files. */
  readonly bytes: number;
  /** Bytes times the seconds that the gate thinks it may need: only for the order. */
  readonly cost: number;
}

export interface Plan {
  /** In the order of the reports: gates as listed, then targets, the root first. */
  readonly pairs: readonly PlannedPair[];
  /** As `pairs`, those of the projects too that are not selected: what the shards must hold together. */
  readonly allPairs: readonly PlannedPair[];
  /** Paths of the selected projects. */
  readonly projects: readonly string[];
  /** Slowest first. */
  readonly steps: readonly ScanStep[];
  /** What is known without scanning: skipped, or broken because the gate does not load. */
  readonly settled: readonly Outcome[];
  /** The driver's name in SARIF, by gate. */
  readonly titles: Readonly<Record<string, string>>;
}

export interface PlanInput {
  /** In the order of the reports. */
  readonly gates: readonly LoadedGate[];
  readonly workspace: Workspace;
  readonly settings: SettingsByGate;
  readonly selection: Selection;
  /** Are answers kept? Gates are asked what theirs depend on only then. */
  readonly keepsAnswers?: boolean | undefined;
}

/** @throws {UsageError} when a gate or project is named that is not there, and when the selection leaves nothing. */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { gates, workspace, settings, selection } = input;
  // Of what is staged no answer is kept, and a hook does not wait for git to say what it depends on.
  const keepsAnswers = (input.keepsAnswers ?? true) && !workspace.staged;
  const chosen = selectGates(gates, selection.gates);
  const projects = selectProjects(workspace, selection.projects);
  const files = assignFiles(workspace);
  const items = chosen.map((loaded) => ({ ...loaded, settings: settingsOf(settings, loaded.id) }));
  const all = items.flatMap((item) => placesOf(item, workspace, files).map((place) => ({ item, ...place })));
  const drafts = all.filter(({ project }) => projects.has(project));
  if (drafts.length === 0 && isNarrowed(selection)) throw nothingSelected();
  const decided = await Promise.all(
    drafts.map(({ item, target }) => decide(item, target, workspace, keepsAnswers)),
  );
  return {
    pairs: drafts.map(pairOf),
    allPairs: all.map(pairOf),
    projects: [...projects],
    steps: decided.filter((item) => 'cost' in item).sort((a, b) => b.cost - a.cost || b.timeout - a.timeout),
    settled: decided.filter((item) => 'status' in item),
    titles: Object.fromEntries(items.map(({ id, gate }) => [id, gate?.meta.title ?? `Railgate ${id}`])),
  };
}

function pairOf({ item, target, project }: PlacedTarget & { readonly item: Item }): PlannedPair {
  return { gate: item.id, target: target.id, project };
}

type Item = LoadedGate & { readonly settings: GateSettings };

/** What is not asked has one outcome all the same. */
function placesOf(item: Item, workspace: Workspace, files: Parameters<typeof targetsOf>[2]): PlacedTarget[] {
  const scope = item.gate && item.settings.enabled ? item.gate.meta.scope : 'workspace';
  return targetsOf(scope, workspace, files);
}

async function decide(
  item: Item,
  target: Target,
  workspace: Workspace,
  keepsAnswers: boolean,
): Promise<Outcome | ScanStep> {
  const { id, settings, module } = item;
  const of = { gate: id, target: target.id, enforced: settings.enforce };
  if (!settings.enabled) return { ...of, status: 'skipped', reason: DISABLED };
  if (item.error) return { ...of, status: 'broken', ...item.error };
  const { meta } = item.gate;
  let engine: string;
  let dependsOn: string | undefined;
  if (workspace.staged && !meta.staged) return { ...of, status: 'skipped', reason: NOT_STAGED };
  try {
    const reason = await withinReason(item.gate.skip(target, workspace, settings.options));
    if (reason) return { ...of, status: 'skipped', reason: checkReason(reason) };
    engine = `${id}/${String(item.gate.engine?.(target) ?? '')}`;
    if (keepsAnswers) dependsOn = await item.gate.dependsOn?.(target, workspace, settings.options);
  } catch (error) {
    const plain = plainError(error, workspace.root, (await loadMasks()).maskSecrets);
    return { ...of, status: 'broken', ...plain };
  }
  const timeout = settings.timeout ?? meta.timeout;
  const bytes = bytesOf(target);
  return {
    ...of,
    module,
    engine,
    target,
    inputs: meta.inputs,
    options: settings.options,
    dependsOn,
    timeout,
    cleanup: meta.cleanup,
    bytes,
    cost: (bytes + 1) * timeout,
  };
}

/** `verify` knows it by its words: a manifest holds no more of it. */
export const DISABLED: SkipReason = { kind: 'disabled', message: 'Disabled by the configuration.' };
/** `verify` knows this one, too. */
export const NOT_STAGED: SkipReason = {
  kind: 'disabled',
  message: 'Only what is staged was looked at, and this gate needs the whole repository.',
};

/** It stands in the manifest, whose schema says the same. */
function checkReason({ kind, message }: SkipReason): SkipReason {
  const isKnown = kind === 'nothing-to-scan' || kind === 'disabled';
  if (!isKnown || typeof message !== 'string') throw new Error('the gate gives no reason for skipping');
  return { kind, message };
}

/** How long a gate's `skip` may think: it is to be cheap and to read nothing. */
const SKIP_SECONDS = 10;

async function withinReason<T>(answer: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new GateError(
      'TOOL_TIMEOUT',
      `The gate did not say within ${SKIP_SECONDS} s whether it has anything to do.`,
    );
    timer = setTimeout(() => reject(error), SKIP_SECONDS * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function bytesOf(target: Target): number {
  let bytes = 0;
  for (const { size } of target.files) bytes += size;
  return bytes;
}

function isNarrowed({ gates = [], projects = [] }: Selection): boolean {
  return gates.length + projects.length > 0;
}

function nothingSelected(): UsageError {
  return new UsageError(
    'The selection leaves nothing to do: the named gates do not look at the named projects.',
    'Gates that look at the whole workspace belong to the root: add `--project root`.',
  );
}
