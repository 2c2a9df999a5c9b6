import { availableParallelism } from 'node:os';

import type { Report, RunEvent, RunManifest, Verdict } from '@railgate/contract';

import { AnswerCache } from './answers/answer-cache.js';
import { KeptRuns, type WholeRun, type WrittenFile } from './answers/kept-runs.js';
import { remember } from './answers/remember.js';
import type { OpenedBaseline } from './baseline/open-baseline.js';
import { InterruptedError } from './output-error.js';
import { collectIgnores, NO_IGNORES, type Ignores } from './ignores/collect.js';
import { foreignComments } from './ignores/foreign-comments.js';
import { judgeRun, type JudgedRun, type JudgeInput } from './judge-run.js';
import { loadPackedMask, maskFor, warmMasks, withoutSecretNames, type LastLook } from './masks.js';
import { lostStep, matchParts } from './match-parts.js';
import { openReports } from './output-folder.js';
import { checkDataAge, settledPart, type Part } from './part.js';
import type { ScanStep } from './plan.js';
import { policyOf } from './policy.js';
import { prepare, rounded, type Prepared } from './prepare.js';
import { rehearse } from './rehearse.js';
import { renderReports, type PackedFile } from './render-reports.js';
import type { JudgeOptions, RunOptions, ScanRunOptions } from './run-options.js';
import { scanSteps } from './scan-steps.js';
import { memoryLimitOf } from './thread-start.js';
import { ThreadSupply } from './thread-supply.js';
import type { CheckedScan } from './worker-protocol.js';
import { writeReports, type WritableFile } from './write-reports.js';

export interface RunResult {
  readonly report: Report;
  readonly verdict: Verdict;
  /** Of reporters that failed and waivers that expired. */
  readonly warnings: readonly string[];
  /** Absolute; where the reports are. */
  readonly folder: string;
  /** What is said about the run, which depends on it and on `name` alone: kept with the run, where that is kept. */
  text(name: string, make: () => Promise<string>): Promise<string>;
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
    openReports(prepared.workspace.root, options.out, options.staged);
    const opened = await openWantedBaseline(prepared, options);
    const compare = await opened?.load((base) => scanAlone(base, options));
    const start = performance.now();
    // While the gates run in threads of their own, this one has nothing else to do.
    const answers = openAnswers(prepared, options);
    const timings = (): RunManifest['timings'] => ({
      ...prepared.timings,
      scan: rounded(performance.now() - start),
    });
    // Asked for before the scan, which would read all files by itself.
    const others = answers ? [answers.visitor] : [];
    const { signal } = options;
    const reading = collectIgnores(prepared.workspace, { signal, others, isUnmarked: answers?.isUnmarked });
    // Whoever waits for it hears of it; a run that is remembered does not.
    reading.catch(() => undefined);
    const runs = openRuns(prepared, options, answers);
    const kept = await runs?.recall(timings);
    if (kept) return writeRun(prepared, kept, { ...options, runs });
    const [parts, ignores] = await Promise.all([scanPlan(prepared, options, threads, answers), reading]);
    // They end while the reports are made.
    void threads.close();
    const offline = options.offline ?? false;
    const warnings = opened?.warnings;
    const found = { ignores, compare, warnings, offline, timings: timings(), runs };
    return await finish(prepared, parts, { ...options, ...found });
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
  options: ScanRunOptions & Pick<JudgeOptions, 'reporters'>,
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
    onWords: () => void getReady(options),
    // A hook mostly finds nothing, and shall cost little.
    ...(!options.staged && { onAlone: (step, answer) => void rehearseRun(step, answer, prepared, options) }),
    onSpare: (parts) => void lookAhead(parts, prepared.lastLook),
    heartbeat: (options.heartbeat ?? HEARTBEAT_SECONDS) * 1000,
    titles: plan.titles,
  });
  await known.keep(found);
  return matchParts([...settled, ...known.parts, ...scanned], plan.pairs, lostStep).map((part) =>
    checkDataAge(part, now, maxDataAge),
  );
}

/** While the only gate scans. */
async function rehearseRun(
  step: ScanStep,
  answer: Promise<unknown>,
  prepared: Prepared,
  options: ScanRunOptions & Pick<JudgeOptions, 'reporters'>,
): Promise<void> {
  await getReady(options);
  const { offline = false, reporters = [] } = options;
  await rehearse(step, answer, {
    workspace: prepared.workspace,
    judge: (parts) => judgeParts(prepared, parts, { ignores: NO_IGNORES, offline, timings: {} }).report,
    reporters: async () => (typeof reporters === 'function' ? await reporters() : reporters),
    lastLook: prepared.lastLook,
  });
}

/** While the thread that has something to say masks it, this one loads what masks and shows it in turn. */
async function getReady({ reporters }: Pick<JudgeOptions, 'reporters'>): Promise<void> {
  await warmMasks();
  try {
    if (typeof reporters === 'function') await reporters();
  } catch {
    // It fails again where it is used.
  }
}

/** Results of a run. Of many, most do not say what others said. */
const LOOKED_AHEAD = 500;

/** While the last gates scan, a part of what the reports will say gets its last look. */
async function lookAhead(parts: readonly Part[], look: LastLook): Promise<void> {
  const runs = parts.flatMap(({ run }) => (run?.results?.length ? [run] : []));
  if (runs.length === 0) return;
  try {
    const mask = await look();
    for (const tool of new Set(runs.map((run) => run.tool))) mask(JSON.stringify(tool));
    for (const { results = [] } of runs) mask(JSON.stringify(results.slice(0, LOOKED_AHEAD)));
  } catch {
    // It fails again where it is needed.
  }
}

/** Of earlier runs, where the user wants them and some gate keeps any. */
function openAnswers(
  { plan, workspace, now, maxDataAge, lastLook, states }: Prepared,
  { cache = true, offline = false, signal = new AbortController().signal }: ScanRunOptions,
): AnswerCache | undefined {
  const context = { workspace, now, offline, maxDataAge, signal, lastLook, states };
  return cache ? AnswerCache.open(plan.steps, context) : undefined;
}

/** Where all answers can be kept. What a baseline says is not in their keys. */
function openRuns(
  prepared: Prepared,
  { program, baseline, failOn, newOnly }: RunOptions,
  answers: AnswerCache | undefined,
): KeptRuns | undefined {
  if (!answers || program === undefined || baseline) return undefined;
  const policy = policyOf(prepared.config, { failOn, newOnly });
  return KeptRuns.open({ prepared, answers, policy, program });
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
  /** Where the run is kept. */
  readonly runs?: KeptRuns | undefined;
}

/** Judges the parts of a plan. */
export function judgeParts(
  prepared: Prepared,
  parts: readonly Part[],
  options: Omit<FinishOptions, 'out' | 'reporters' | 'warnings' | 'signal' | 'runs'>,
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
  // What a gate makes beside its findings holds the repository's names, whatever the report says.
  const hasArtifacts = judged.parts.some(({ artifacts }) => artifacts.length > 0);
  const mask = await (hasArtifacts ? prepared.lastLook() : maskFor(judged.report, [], prepared.lastLook));
  const report = withoutSecretNames(judged.report, mask);
  const { reporters = [], runs } = options;
  const asked = typeof reporters === 'function' ? await reporters() : reporters;
  const { files, packed, warnings } = renderReports(report, judged.parts, asked);
  const shown = files.map(({ path, content }) => ({ path, content: mask(content) }));
  const whole: WholeRun = {
    report,
    verdict: judged.verdict,
    warnings: [...(options.warnings ?? []), ...judged.warnings, ...warnings],
    files: shown.map(({ path, content }): WrittenFile => ({ path, content: Buffer.from(content) })),
  };
  const large = await maskPacked(packed);
  const result = writeRun(prepared, { ...whole, files: [...whole.files, ...large] }, options);
  // A name that is a secret, or a report that could not be made, is looked at again in the next run.
  const isPlain = report === judged.report && shown.every(({ content }, i) => content === files[i]?.content);
  if (isPlain && packed.length + warnings.length === 0) await runs?.keep(whole, judged.parts);
  return result;
}

/** Looked at when they are written. */
async function maskPacked(files: readonly PackedFile[]): Promise<WritableFile[]> {
  if (files.length === 0) return [];
  const mask = await loadPackedMask();
  return files.map(({ path, content }) => ({ path, content: mask(content) }));
}

function writeRun(
  { workspace, onEvent }: Prepared,
  { report, verdict, warnings, files }: Omit<WholeRun, 'files'> & { readonly files: readonly WritableFile[] },
  { out, signal, runs }: Pick<FinishOptions, 'out' | 'signal' | 'runs'>,
): RunResult {
  if (signal?.aborted) throw new InterruptedError(signal.reason);
  const output = openReports(workspace.root, out, workspace.staged);
  onEvent({ type: 'writing', folder: output.path });
  writeReports(output, files, (message) => onEvent({ type: 'waiting', message }));
  const text = (name: string, make: () => Promise<string>): Promise<string> =>
    runs?.text(name, make) ?? make();
  return { report, verdict, warnings, folder: output.path, text };
}
