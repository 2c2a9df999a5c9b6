import { availableParallelism } from 'node:os';
import { relative, resolve, sep } from 'node:path';

import type { ManifestSelection, RunEvent, Workspace } from '@railgate/contract';
import { findWorkingTree, projectTargetId, redact } from '@railgate/kit';

import { parseAge } from './age.js';
import { loadConfig, loadWaivers, type Config, type PlacedWaiver } from './config/index.js';
import { discover, discoverStaged, type Discovery } from './discover/index.js';
import { openRoot } from './discover/open-root.js';
import type { DiscoveryFacts } from './discovery-facts.js';
import { configurable, loadGates } from './load-gates.js';
import { lastLook, type LastLook } from './masks.js';
import { makePlan, type Plan } from './plan.js';
import { isReportPath } from './report-files.js';
import { runDate, startOfDay } from './run-date.js';
import type { ScanRunOptions } from './run-options.js';
import type { Selection } from './selection.js';

/** Everything that is known before the first gate starts. */
export interface Prepared {
  readonly config: Config;
  readonly waivers: readonly PlacedWaiver[];
  /** Of the rules of all gates that load. Gates make their rules when they are first asked for. */
  readonly ruleIds: () => readonly string[];
  readonly workspace: Workspace;
  readonly discovery: DiscoveryFacts;
  readonly plan: Plan;
  readonly now: Date;
  readonly jobs: number;
  /** Milliseconds; no limit without it. */
  readonly maxDataAge: number | undefined;
  readonly onEvent: (event: RunEvent) => void;
  /** At the answers that are kept, and at the reports. */
  readonly lastLook: LastLook;
  /** Of the files as they were listed, by path. */
  readonly states: ReadonlyMap<string, string>;
  /** What was found, reports in the output folder among it. */
  readonly found: Discovery;
  /** Milliseconds, by phase. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Reads the configuration, lists the files and plans.
 *
 * @param out the output folder of the command line: reports of an earlier run in it are no input of this one.
 * @throws {UsageError} on everything that the user has to mend first.
 */
export async function prepare(
  options: ScanRunOptions,
  selection: Selection,
  out?: string,
): Promise<Prepared> {
  const start = performance.now();
  const root = openRoot(options.root);
  const env = options.env ?? process.env;
  const now = options.now ? startOfDay(options.now) : runDate(env);
  const gates = await loadGates(options.gates);
  const { configFile, trustRepository } = options;
  const config = await loadConfig(root, { gates: gates.map(configurable), env, configFile, trustRepository });
  const waivers = await loadWaivers(root);
  const maxDataAge =
    options.maxDataAge === undefined ? config.maxDataAge : parseAge(options.maxDataAge, '--max-data-age');
  const { ignore, services } = config;
  const found = options.staged
    ? await discoverStaged(root, { ignore, index: env['GIT_INDEX_FILE'] })
    : await discover(root, { ignore, services });
  const { workspace, notScanned } = withoutReports(found, out);
  const onEvent = safely(options.onEvent);
  const discovered = performance.now();
  onEvent({
    type: 'discovered',
    files: workspace.files.length,
    projects: workspace.projects.length,
    source: found.source,
  });
  const plan = await makePlan({
    gates,
    workspace,
    settings: withOptions(config.gates, options.gateOptions),
    selection,
    keepsAnswers: options.cache,
  });
  onEvent({
    type: 'planned',
    steps: plan.steps.map(({ gate, target }) => ({ gate, target: target.id })),
    skipped: skippedIn(plan),
  });
  const { source, ignored, gaps } = found;
  return {
    config,
    waivers,
    ruleIds: () => gates.flatMap(({ gate }) => gate?.rules.map(({ id }) => id) ?? []),
    workspace,
    discovery: {
      root: source === 'folder' ? '.' : placeInRepository(workspace.root),
      ...selectionOf(selection, plan, configFile === undefined ? undefined : config.sources.at(-1)),
      source,
      ignored,
      gaps,
      notScanned,
      files: workspace.files.length,
      projects: workspace.projects,
    },
    plan,
    now,
    jobs: options.jobs ?? availableParallelism(),
    maxDataAge,
    onEvent,
    lastLook: lastLook(),
    states: found.states ?? new Map(),
    found,
    timings: { discover: rounded(discovered - start), plan: rounded(performance.now() - discovered) },
  };
}

/** What the command line says of a gate goes before the configuration. */
function withOptions(gates: Config['gates'], given: ScanRunOptions['gateOptions'] = {}): Config['gates'] {
  const changed = Object.entries(given).flatMap(([id, options]) => {
    const gate = gates[id];
    return gate ? [[id, { ...gate, options: { ...gate.options, ...options } }] as const] : [];
  });
  return { ...gates, ...Object.fromEntries(changed) };
}

/** The gates and projects that were meant, however they were called. */
function selectionOf(
  { gates = [], projects = [] }: Selection,
  plan: Plan,
  config: string | undefined,
): Pick<DiscoveryFacts, 'selection'> {
  const selection: ManifestSelection = {
    ...(gates.length > 0 && { gates: [...new Set(plan.pairs.map(({ gate }) => gate))] }),
    ...(projects.length > 0 && { projects: plan.projects.map(projectTargetId).sort() }),
    ...(config !== undefined && { config }),
  };
  return Object.keys(selection).length > 0 ? { selection } : {};
}

function placeInRepository(root: string): string {
  const tree = findWorkingTree(root, true) ?? root;
  return relative(tree, root).split(sep).join('/') || '.';
}

export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** Reports in a folder of the repository would be the next run's input, and no two runs would be the same. */
function withoutReports(
  found: Discovery,
  out: string | undefined,
): Pick<Discovery, 'workspace' | 'notScanned'> {
  const { workspace, notScanned } = found;
  const folder = out === undefined ? '..' : relative(workspace.root, resolve(out)).split(sep).join('/');
  if (folder === '..' || folder.startsWith('../')) return found;
  const prefix = folder === '' ? '' : `${folder}/`;
  const isReport = (path: string): boolean =>
    path.startsWith(prefix) && isReportPath(path.slice(prefix.length));
  const files = workspace.files.filter(({ path }) => !isReport(path));
  const entry = { path: folder === '' ? '.' : folder, reason: 'reports of Railgate' };
  return { workspace: { ...workspace, files }, notScanned: [...notScanned, entry] };
}

function skippedIn({ settled }: Plan): number {
  return settled.filter(({ status }) => status === 'skipped').length;
}

/** A display that fails must not change what a run finds; it shows the name of a project, which may hold anything. */
function safely(onEvent: ((event: RunEvent) => void) | undefined): (event: RunEvent) => void {
  return (event) => {
    try {
      onEvent?.('target' in event ? { ...event, target: redact(event.target) } : event);
    } catch {
      // Whoever shows progress has its own ways to say that it cannot.
    }
  };
}
