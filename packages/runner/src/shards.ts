import { basename, dirname, join, resolve } from 'node:path';

import { UsageError, cleanText, type Artifact, type Broken, type Gap } from '@railgate/contract';
import { encodeTarget, packText, projectTargetId } from '@railgate/kit';

import { canonicalJson } from './canonical-json.js';
import { collectIgnores } from './ignores/collect.js';
import { hideFoundSecrets } from './found-secrets.js';
import { loadMasks, loadPackedMask } from './masks.js';
import { matchParts } from './match-parts.js';
import { openOutput } from './output-folder.js';
import type { Part } from './part.js';
import type { PlannedPair } from './plan.js';
import { prepare, type Prepared } from './prepare.js';
import { OWN_FOLDER } from './report-files.js';
import { finish, openWantedBaseline, scanAlone, scanPlan, startThreads, type RunResult } from './run.js';
import type { JudgeOptions, ScanRunOptions } from './run-options.js';
import { readShards, shardOf, type Shard } from './shard-file.js';
import { ShardState, stateGaps } from './shard-state.js';
import { writeFileSafely } from './write-reports.js';

export interface ScanShardOptions extends ScanRunOptions {
  /** Name or path of the project; `root` for the root, with all gates that look at the whole workspace. */
  readonly project: string;
  /** Default: `.railgate/shards/<project>.json` in the repository. */
  readonly shard?: string | undefined;
}

export interface ScannedShard {
  readonly shard: Shard;
  /** Absolute. */
  readonly file: string;
  /** Number of gates that broke. */
  readonly broken: number;
}

/**
 * Scans one project with every gate and keeps what came out for `judgeShards`.
 *
 * @throws {UsageError} {@link prepare}; also when several projects have the name. @throws {InterruptedError}
 * @throws {OutputError}
 */
export async function scanShard(options: ScanShardOptions): Promise<ScannedShard> {
  const threads = startThreads(options);
  try {
    const prepared = await prepare(options, { projects: [options.project] });
    const project = onlyProject(prepared.plan.projects, options.project);
    const state = new ShardState(prepared);
    const [digest, scanned] = await Promise.all([
      state.digest(options),
      scanPlan(prepared, options, threads),
    ]);
    const parts = await maskPacked(hideFoundSecrets(scanned));
    const shard = shardOf({
      project,
      offline: options.offline ?? false,
      state: digest !== undefined && state.isStill() ? digest : null,
      plan: prepared.plan.allPairs,
      parts,
    });
    const broken = parts.filter(({ outcome }) => outcome.status === 'broken').length;
    const text = (await loadMasks()).maskWritten(`${JSON.stringify(shard)}\n`);
    return { shard, file: writeShard(prepared.workspace.root, options.shard, project, text), broken };
  } finally {
    await threads.close();
  }
}

export interface JudgeShardsOptions extends ScanRunOptions, JudgeOptions {
  /** Shard files, or folders that hold them. */
  readonly shards: readonly string[];
}

/**
 * Judges shards as one run: the reports have the same bytes as those of `run`, timings aside. Plans the repository
 * anew, so that a project that came since its shards were made is missed, and so are changes of files. Without a checkout
 * the shards are compared with each other.
 *
 * @throws {UsageError} also when a file is no shard. @throws {OutputError}
 */
export async function judgeShards(options: JudgeShardsOptions): Promise<RunResult> {
  const shards = await readShards(options.shards);
  const known = await prepare(options, {}, options.out);
  const state = new ShardState(known);
  const seen = state.isEmpty ? commonState(shards) : await state.digest(options);
  const prepared = withGaps(known, stateGaps(shards, seen));
  const parts = state.isEmpty ? joinShards(shards) : joinShards(shards, prepared.plan.allPairs);
  const offline = shards.some((shard) => shard.offline);
  const ignores = await collectIgnores(prepared.workspace, options);
  const opened = await openWantedBaseline(prepared, options);
  const compare = await opened?.load((base) => scanAlone(base, { ...options, offline }));
  const { timings } = prepared;
  const warnings = [...(state.isEmpty ? [NO_CHECKOUT] : []), ...(opened?.warnings ?? [])];
  return await finish(prepared, parts, { ...options, ignores, compare, warnings, offline, timings });
}

const NO_CHECKOUT =
  'There are no files of the repository here: the shards were compared with each other only, and its configuration and waivers are not known.';

/**
 * The parts of all shards in the order of the plan; each planned pair exactly once, whatever else becomes broken.
 *
 * @param plan of the repository as it is; without one that of the shards, which must all have the same.
 * @throws {UsageError} when there is no plan to go by.
 */
export function joinShards(
  shards: readonly Shard[],
  plan: readonly PlannedPair[] = commonPlan(shards),
): Part[] {
  return matchParts(
    shards.flatMap(({ parts }) => parts),
    plan,
    missingShard,
  );
}

/** @throws {UsageError} when shards saw different states. */
function commonState(shards: readonly Shard[]): string | undefined {
  const states = new Set(shards.flatMap(({ state }) => state ?? []));
  if (states.size > 1) throw differentStates();
  return [...states][0];
}

function withGaps(prepared: Prepared, gaps: readonly Gap[]): Prepared {
  const { discovery } = prepared;
  return { ...prepared, discovery: { ...discovery, gaps: [...gaps, ...discovery.gaps] } };
}

function commonPlan(shards: readonly Shard[]): readonly PlannedPair[] {
  const plans = new Map(shards.map(({ plan }) => [canonicalJson(plan), plan]));
  const [plan] = plans.values();
  if (plan && plans.size === 1) return plan;
  throw differentStates();
}

function differentStates(): UsageError {
  return new UsageError(
    'The shards are from different states of the repository, or there are none.',
    'Scan every project again, all in the same commit.',
  );
}

function missingShard({ project }: PlannedPair): Pick<Broken, 'code' | 'message' | 'remedy'> {
  const name = cleanText(projectTargetId(project));
  return {
    code: 'NEED_UNMET',
    message: `No shard holds the outcome: the project ${name} was not scanned, or its shard was not given.`,
    remedy: `Run \`railgate scan --project ${name}\` and give its shard to \`railgate judge\`.`,
  };
}

function onlyProject(projects: readonly string[], name: string): string {
  const [project, ...others] = projects;
  if (project !== undefined && others.length === 0) return project;
  throw new UsageError(
    `Several projects are called ${cleanText(name)}.`,
    `Name one by its path: ${projects.map(cleanText).join(', ')}.`,
  );
}

/** What looks at a shard as a text does not see what is packed in it. */
async function maskPacked(parts: readonly Part[]): Promise<Part[]> {
  const mask = await loadPackedMask();
  const masked = (artifact: Artifact): Artifact => {
    const { content } = artifact;
    return typeof content === 'string' ? artifact : { ...artifact, content: packText(mask(content)) };
  };
  return parts.map((part) => ({ ...part, artifacts: part.artifacts.map(masked) }));
}

function writeShard(root: string, wanted: string | undefined, project: string, text: string): string {
  if (wanted === undefined) writeFileSafely(join(openOutput(root).path, '.gitignore'), '*\n');
  const name = `${encodeTarget(projectTargetId(project))}.json`;
  const file = resolve(wanted ?? join(root, OWN_FOLDER, 'shards', name));
  const folder = openOutput(root, dirname(file));
  writeFileSafely(join(folder.path, basename(file)), text);
  return file;
}
