import { hash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';

import { cleanText, type FileEntry, type Gap } from '@railgate/contract';
import { projectTargetId } from '@railgate/kit';

import { KnownFiles } from './answers/known-files.js';
import { WorkspaceDigest } from './answers/workspace-digest.js';
import { passFiles } from './file-pass.js';
import { stateOf } from './file-state.js';
import { ownOutputs } from './own-output.js';
import type { Prepared } from './prepare.js';
import { WAIVERS_FILE } from './report-files.js';
import type { ScanRunOptions } from './run-options.js';
import type { Shard } from './shard-file.js';

/** The files that a shard's findings are true of. A gate may read any file, whatever its project. See docs/decisions/0064. */
export class ShardState {
  readonly #prepared: Prepared;
  readonly #files: readonly FileEntry[];

  constructor(prepared: Prepared) {
    const { workspace, listed = new Map() } = prepared.found;
    const own = ownOutputs(workspace.root, listed);
    this.#prepared = prepared;
    this.#files = workspace.files.filter(({ path }) => path !== WAIVERS_FILE && !own.has(path));
  }

  /** There is no checkout to compare with. */
  get isEmpty(): boolean {
    return this.#files.length === 0;
  }

  /** Of names and contents; nothing where reading them was interrupted. */
  async digest({
    signal,
    cache = true,
  }: Pick<ScanRunOptions, 'signal' | 'cache'>): Promise<string | undefined> {
    const { workspace, states, lastLook } = this.#prepared;
    const known = cache ? KnownFiles.open(workspace.root, states, lastLook) : undefined;
    const files = { ...workspace, files: this.#files };
    const reading = new WorkspaceDigest(files, known);
    await passFiles(files, [reading], signal);
    const contents = await reading.contents;
    return contents && hash('sha256', JSON.stringify([this.#files.map(({ path }) => path), contents]));
  }

  /** Are all files still what they were when they were listed? */
  isStill(): boolean {
    const { workspace, states } = this.#prepared;
    return this.#files.every(({ path }) => {
      const stat = lstatSync(join(workspace.root, path), { throwIfNoEntry: false });
      return stat !== undefined && stateOf(stat) === states.get(path);
    });
  }
}

/** What keeps shards from being believed: they saw something else than what is judged, or nobody knows what. */
export function stateGaps(shards: readonly Shard[], state: string | undefined): Gap[] {
  const changing = shards.filter((shard) => shard.state === null);
  const others = shards.filter((shard) => shard.state !== null && shard.state !== state);
  return [
    ...gapOf(others, 'saw another state of the repository than the one that is judged'),
    ...gapOf(changing, 'cannot be believed: files changed while the scan was reading them'),
  ];
}

const NAMED = 3;

function gapOf(shards: readonly Shard[], problem: string): Gap[] {
  if (shards.length === 0) return [];
  const names = shards.map(({ project }) => cleanText(projectTargetId(project))).sort();
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const subject = names.length === 1 ? 'The shard' : 'The shards';
  return [
    {
      code: 'STATE_CHANGED',
      path: '.',
      message: `${subject} of ${names.slice(0, NAMED).join(', ')}${more} ${problem}.`,
    },
  ];
}
