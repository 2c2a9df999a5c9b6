import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { TOOL_NAME, UsageError, VERSION, cleanText } from '@railgate/contract';
import { isPackedText } from '@railgate/kit';
import { schemaViolations, toLog } from '@railgate/sarif/run';
import type { Ajv2020 } from 'ajv/dist/2020.js';

import type { Part } from './part.js';
import type { PlannedPair } from './plan.js';
import { SHARD_SCHEMA } from './shard-schema.js';

/** What the gates found in one project, kept until `judge` joins all of them. Holds no policy and no waiver. */
export interface Shard {
  readonly schemaVersion: '1.0.0';
  readonly tool: { readonly name: typeof TOOL_NAME; readonly version: string };
  /** Path of the project. */
  readonly project: string;
  readonly offline: boolean;
  /** Digest of the files that were scanned; `null` where some of them changed meanwhile. */
  readonly state: string | null;
  /** Of the whole workspace, at the time of the scan. */
  readonly plan: readonly PlannedPair[];
  readonly parts: readonly Part[];
}

export function shardOf(parts: Omit<Shard, 'schemaVersion' | 'tool'>): Shard {
  const { project, offline, state, plan } = parts;
  return {
    schemaVersion: '1.0.0',
    tool: { name: TOOL_NAME, version: VERSION },
    project,
    offline,
    state,
    plan,
    parts: parts.parts,
  };
}

/**
 * Reads shards; a folder stands for all `.json` files in it.
 *
 * @throws {UsageError} that names the file which is not there, is no shard, or is one of another version.
 */
export async function readShards(paths: readonly string[]): Promise<Shard[]> {
  // Only here: it takes 50 ms, and a run reads no shard.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false });
  const files = paths.flatMap(shardFiles);
  const unique = [...new Set(files)];
  return unique.map((file) => readShard(file, ajv));
}

const AGAIN = 'Scan the project again with `railgate scan`, with the same version of Railgate that judges.';

function shardFiles(path: string): string[] {
  const isFolder = attempt(path, () => statSync(path).isDirectory());
  if (!isFolder) return [path];
  const names = attempt(path, () => readdirSync(path))
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new UsageError(
    `There is no shard in ${cleanText(path)}.`,
    'Name the folder that `railgate scan` wrote into.',
  );
}

function readShard(file: string, ajv: Ajv2020): Shard {
  const value: unknown = attempt(file, () => JSON.parse(readFileSync(file, 'utf8')));
  const problem = shardProblem(value, ajv);
  if (problem !== undefined)
    throw new UsageError(`${cleanText(file)} is no shard of this version: ${problem}.`, AGAIN);
  return value as Shard;
}

function shardProblem(value: unknown, ajv: Ajv2020): string | undefined {
  if (!ajv.validate(SHARD_SCHEMA, value))
    return `it has an error at ${ajv.errorsText(ajv.errors?.slice(0, 1), { dataVar: '' })}`;
  const { tool, parts } = value as Shard;
  if (tool.version !== VERSION) return `it is of version ${cleanText(tool.version)}, and this is ${VERSION}`;
  for (const { path, content } of parts.flatMap(({ artifacts }) => artifacts))
    if (typeof content !== 'string' && !isPackedText(content)) return `${cleanText(path)} cannot be unpacked`;
  const [violation] = schemaViolations(toLog(parts.flatMap(({ run }) => (run ? [run] : []))));
  return violation === undefined ? undefined : `its SARIF has an error at ${violation}`;
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const why =
      error instanceof SyntaxError
        ? 'it is no JSON'
        : ((error as NodeJS.ErrnoException).code ?? String(error));
    throw new UsageError(`The shard ${cleanText(path)} cannot be read: ${why}.`, AGAIN, { cause: error });
  }
}
