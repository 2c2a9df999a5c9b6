import { availableParallelism } from 'node:os';

import type { Report, RunEvent, Verdict } from '@railgate/contract';

import { AnswerCache } from './answers/answer-cache.js';
import { remember } from './answers/remember.js';
import type { OpenedBaseline } from './baseline/open-baseline.js';
import { InterruptedError } from './output-error.js';
import { collectIgnores, type Ignores } from './ignores/collect.js';
import { foreignComments } from './ignores/foreign-comments.js';
import { judgeRun, type JudgedRun, type JudgeInput } from './judge-run.js';
import { maskFor, withoutSecretNames } from './masks.js';
import { lostStep, matchParts } from './match-parts.js';
import { openOutput } from './output-folder.js';
import { checkDataAge, settledPart, type Part } from './part.js';
import type { ScanStep } from './plan.js';
import { policyOf } from './policy.js';
import { prepare, rounded, type Prepared } from './prepare.js';
import { renderReports } from './render-reports.js';
import type { JudgeOptions, RunOptions, ScanRunOptions } from './run-options.js';
import { scanSteps } from './scan-steps.js';
import { memoryLimitOf } from './thread-start.js';
import { ThreadSupply } from './thread-supply.js';
import type { CheckedScan } from './worker-protocol.js';
import { writeReports } from './write-reports.js';

export interface RunResult {
  readonly report: Report;
  readonly verdict: Verdict;
  /** Of reporters that failed and waivers that expired. */
  readonly warnings: readonly string[];
  /** Absolute; where the reports are. */
  readonly folder: string;
}

const HEARTBEAT_SECONDS = 10;

/**
 * Discovers, plans, scans, merges, judges and writes the reports.
 *
 * @throws {UsageError} before any gate starts. @throws {InterruptedError} when the signal fired: nothing was written.
 * @throws {OutputError} when the reports cannot be written.
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const threads = startThreads(options);
  try {
    const prepared = await prepare(options, options.selection ?? {}, options.out);
    // Before the scan: nobody wants to wait for minutes to hear that the folder cannot be written.
    openOutput(prepared.workspace.root, options.out, options.staged);
    const opened = await openWantedBaseline(prepared, options);
    const compare = await opened?.load((base) => scanAlone(base, options));
    const start = performance.now();
    // While the gates run in threads of their own, this one has nothing else to do.
    const answers = openAnswers(prepared, options);
    // Asked for before the scan, which would read all files by itself.
    const visitors = answers ? [answers.visitor] : [];
    const [parts, ignores] = await Promise.all([
      scanPlan(prepared, options, threads, answers),
      collectIgnores(prepared.workspace, options.signal, visitors),
    ]);
    const timings = { ...prepared.timings, scan: rounded(performance.now() - start) };
    // They end while the reports are made.
    void threads.close();
    const offline = options.offline ?? false;
    const warnings = opened?.warnings;
    return await finish(prepared, parts, { ...options, ignores, compare, warnings, offline, timings });
  } finally {
    await threads.close();
  }
}

/** Loaded where it is asked for only: comparing takes as long to load as the rest of a run. */
export async function openWantedBaseline(
  prepared: Prepared,
  options: ScanRunOptions & Pick<JudgeOptions, 'baseline'>,
): Promise<OpenedBaseline | undefined> {
  if (!options.baseline) return undefined;
  const { openBaseline } = await import('./baseline/open-baseline.js');
  return openBaseline(options.baseline, prepared, options);
}

/** Threads for a scan, the first on its way. Whoever starts them closes them. */
export function startThreads(options: ScanRunOptions): ThreadSupply {
  const { jobs = availableParallelism() } = options;
  return new ThreadSupply(options.memoryLimit ?? memoryLimitOf(jobs));
}

/** Scans with threads of its own, which are gone afterwards with all the memory that they took. */
export async function scanAlone(prepared: Prepared, options: ScanRunOptions): Promise<Part[]> {
  const threads = startThreads(options);
  try {
    return await scanPlan(prepared, options, threads);
  } finally {
    await threads.close();
  }
}

/** Scans what the plan holds; the parts are in its order. */
export async function scanPlan(
  prepared: Prepared,
  options: ScanRunOptions,
  threads: ThreadSupply,
  answers = openAnswers(prepared, options),
): Promise<Part[]> {
  const { plan, now, maxDataAge } = prepared;
  const settled = plan.settled.map((outcome) =>
    settledPart(outcome, plan.titles[outcome.gate] ?? outcome.gate),
  );
  const { workspace, jobs, onEvent } = prepared;
  const { offline = false, signal = new AbortController().signal } = options;
  const known = await remember(plan.steps, answers, plan.titles);
  for (const part of known.parts) onEvent(rememberedEvent(part));
  const found = new Map<ScanStep, CheckedScan>();
  const scanned = await scanSteps(known.left, {
    workspace,
    now,
    offline,
    maxDataAge,
    signal,
    jobs,
    threads,
    onEvent,
    onScan: (step, scan) => found.set(step, scan),
    heartbeat: (options.heartbeat ?? HEARTBEAT_SECONDS) * 1000,
    titles: plan.titles,
  });
  await known.keep(found);
  return matchParts([...settled, ...known.parts, ...scanned], plan.pairs, lostStep).map((part) =>
    checkDataAge(part, now, maxDataAge),
  );
}

/** Of earlier runs, where the user wants them and some gate keeps any. */
function openAnswers(
  { plan, workspace, now, maxDataAge, lastLook }: Prepared,
  { cache = true, offline = false, signal = new AbortController().signal }: ScanRunOptions,
): AnswerCache | undefined {
  const context = { workspace, now, offline, maxDataAge, signal, lastLook };
  return cache ? AnswerCache.open(plan.steps, context) : undefined;
}

function rememberedEvent({ outcome, duration }: Part): RunEvent {
  const { gate, target } = outcome;
  const milliseconds = Math.round(duration);
  return { type: 'finished', gate, target, outcome, milliseconds, remembered: true };
}

export interface FinishOptions extends JudgeOptions {
  /** Of the files of the repository, without what stands beside findings. */
  readonly ignores: Ignores;
  readonly compare?: JudgeInput['compare'];
  /** Of what came before. */
  readonly warnings?: readonly string[] | undefined;
  readonly offline: boolean;
  readonly timings: Readonly<Record<string, number>>;
  readonly signal?: AbortSignal | undefined;
}

/** Judges the parts of a plan. */
export function judgeParts(
  prepared: Prepared,
  parts: readonly Part[],
  options: Omit<FinishOptions, 'out' | 'reporters' | 'warnings' | 'signal'>,
): JudgedRun {
  const { config, waivers, ruleIds, discovery, now, maxDataAge, workspace, plan } = prepared;
  const policy = policyOf(config, options);
  const { timings, offline } = options;
  const outcomes = parts.map(({ outcome }) => outcome);
  const beside = foreignComments(workspace, outcomes);
  const ignores = { ...options.ignores, foreign: [...options.ignores.foreign, ...beside] };
  const narrowed = plan.pairs.length < plan.allPairs.length;
  return judgeRun({
    discovery,
    parts,
    policy,
    waivers,
    ignores,
    compare: options.compare,
    ruleIds,
    narrowed,
    now,
    offline,
    maxDataAge,
    timings,
  });
}

/** Judges the parts of a plan and writes what came out. */
export async function finish(
  prepared: Prepared,
  parts: readonly Part[],
  options: FinishOptions,
): Promise<RunResult> {
  const judged = judgeParts(prepared, parts, options);
  const { workspace } = prepared;
  const mask = await maskFor(judged.report, [], prepared.lastLook);
  const report = withoutSecretNames(judged.report, mask);
  const { files, warnings } = renderReports(report, judged.parts, options.reporters ?? []);
  if (options.signal?.aborted) throw new InterruptedError(options.signal.reason);
  const output = openOutput(workspace.root, options.out, workspace.staged);
  prepared.onEvent({ type: 'writing', folder: output.path });
  writeReports(
    output,
    files.map(({ path, content }) => ({ path, content: mask(content) })),
  );
  const { verdict } = judged;
  const said = [...(options.warnings ?? []), ...judged.warnings, ...warnings];
  return { report, verdict, warnings: said, folder: output.path };
}
