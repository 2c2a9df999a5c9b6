import { basename, dirname, join, resolve } from 'node:path';

import { UsageError, cleanText, type Broken } from '@railgate/contract';
import { encodeTarget, projectTargetId } from '@railgate/kit';

import { canonicalJson } from './canonical-json.js';
import { collectIgnores } from './ignores/collect.js';
import { hideFoundSecrets } from './found-secrets.js';
import { loadMasks } from './masks.js';
import { matchParts } from './match-parts.js';
import { openOutput } from './output-folder.js';
import type { Part } from './part.js';
import type { PlannedPair } from './plan.js';
import { prepare } from './prepare.js';
import { OWN_FOLDER } from './report-files.js';
import { finish, openWantedBaseline, scanAlone, scanPlan, startThreads, type RunResult } from './run.js';
import type { JudgeOptions, ScanRunOptions } from './run-options.js';
import { readShards, shardOf, type Shard } from './shard-file.js';
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
    const parts = hideFoundSecrets(await scanPlan(prepared, options, threads));
    const shard = shardOf({
      project,
      offline: options.offline ?? false,
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
 * anew, so that a project that came since its shards were made is missed.
 *
 * @throws {UsageError} also when a file is no shard. @throws {OutputError}
 */
export async function judgeShards(options: JudgeShardsOptions): Promise<RunResult> {
  const shards = await readShards(options.shards);
  const prepared = await prepare(options, {}, options.out);
  const parts = joinShards(shards, prepared.plan.allPairs);
  const offline = shards.some((shard) => shard.offline);
  const ignores = await collectIgnores(prepared.workspace, options);
  const opened = await openWantedBaseline(prepared, options);
  const compare = await opened?.load((base) => scanAlone(base, { ...options, offline }));
  const { timings } = prepared;
  const warnings = opened?.warnings;
  return await finish(prepared, parts, { ...options, ignores, compare, warnings, offline, timings });
}

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

function commonPlan(shards: readonly Shard[]): readonly PlannedPair[] {
  const plans = new Map(shards.map(({ plan }) => [canonicalJson(plan), plan]));
  const [plan] = plans.values();
  if (plan && plans.size === 1) return plan;
  throw new UsageError(
    'The shards were planned for different states of the repository, or there are none.',
    'Scan all projects again.',
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

function writeShard(root: string, wanted: string | undefined, project: string, text: string): string {
  if (wanted === undefined) writeFileSafely(join(openOutput(root).path, '.gitignore'), '*\n');
  const name = `${encodeTarget(projectTargetId(project))}.json`;
  const file = resolve(wanted ?? join(root, OWN_FOLDER, 'shards', name));
  const folder = openOutput(root, dirname(file));
  writeFileSafely(join(folder.path, basename(file)), text);
  return file;
}
