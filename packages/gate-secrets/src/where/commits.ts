import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { nameOf } from './read-batch.js';
import type { Repository } from './repository.js';

/** Commits, oldest first; each behind its parents. */
export interface Commits {
  readonly ids: readonly string[];
  /** Of the first parents; nothing for a commit without. */
  readonly parentIds: readonly (string | undefined)[];
  /** Index of the first parent; -1 where it is outside of the range, or there is none. */
  readonly parents: Int32Array;
}

/** What a commit does to a path, against its first parent. */
export interface Change {
  /** Index of the commit. */
  readonly commit: number;
  /** From the top of the working tree. */
  readonly path: string;
  /** Objects that were asked about; nothing for another, or for none. */
  readonly before?: string;
  readonly after?: string;
  /** `A` added, `D` deleted, `M` modified, `T` another type. */
  readonly status: string;
}

/** How many there are, as far as git can walk. */
export async function countCommits(repository: Repository, revisions: readonly string[]): Promise<number> {
  const said = await repository.ask(['rev-list', '--count', ...revisions, '--']);
  return Number(said ?? 0);
}

/** Where git cannot walk to the end, those that it listed until then. */
export async function listCommits(repository: Repository, revisions: readonly string[]): Promise<Commits> {
  const git = repository.start(['rev-list', '--parents', '--date-order', '--reverse', ...revisions, '--']);
  const ids: string[] = [];
  const parentIds: (string | undefined)[] = [];
  for await (const line of linesOf(git.child.stdout)) {
    const [id = '', parent] = line.split(' ', 2);
    ids.push(id);
    parentIds.push(parent);
  }
  await git.ended;
  const index = new Map(ids.map((id, i) => [id, i]));
  return { ids, parentIds, parents: Int32Array.from(parentIds, (parent) => index.get(parent ?? '') ?? -1) };
}

/**
 * The changes by which one of the objects comes to a path or goes from it. A commit that cannot be compared ends it.
 *
 * @returns why git could not go on.
 */
export async function readChanges(
  repository: Repository,
  { ids, parentIds }: Commits,
  objects: Objects,
  take: (change: Change) => void,
): Promise<string | undefined> {
  const git = repository.start([
    'diff-tree',
    '--stdin',
    '-r',
    '--root',
    '-z',
    '--raw',
    '--no-abbrev',
    '--no-renames',
  ]);
  // A commit with one other is compared with that one, merges too.
  const questions = function* (): Generator<string> {
    for (let start = 0; start < ids.length; start += BATCH) {
      const batch = ids.slice(start, start + BATCH);
      yield batch.map((id, i) => `${[id, parentIds[start + i]].filter(Boolean).join(' ')}\n`).join('');
    }
  };
  const asked = pipeline(Readable.from(questions()), git.child.stdin).catch(() => undefined);
  const index = new Map(ids.map((id, i) => [id, i]));
  const reader = new ChangeReader(index, objects, take);
  for await (const chunk of git.child.stdout as AsyncIterable<Buffer>) reader.read(chunk);
  await asked;
  return (await git.ended)?.failure;
}

/** Those that are asked about. */
interface Objects {
  has(object: string): boolean;
}

const BATCH = 500;
const COLON = 0x3a;

/** Reads `<commit>\0`, and for each path `:<mode> <mode> <object> <object> <status>\0<path>\0`. */
class ChangeReader {
  readonly #index: ReadonlyMap<string, number>;
  readonly #objects: Objects;
  readonly #take: (change: Change) => void;
  #rest = Buffer.alloc(0);
  #commit = -1;
  #open: Omit<Change, 'path'> | undefined;
  #isName = false;

  constructor(index: ReadonlyMap<string, number>, objects: Objects, take: (change: Change) => void) {
    this.#index = index;
    this.#objects = objects;
    this.#take = take;
  }

  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end; (end = bytes.indexOf(0, start)) >= 0; start = end + 1) this.#field(bytes, start, end);
    this.#rest = Buffer.from(bytes.subarray(start));
  }

  #field(bytes: Buffer, start: number, end: number): void {
    if (this.#isName) {
      if (this.#open) this.#take({ ...this.#open, path: nameOf(bytes.subarray(start, end)) });
      this.#isName = false;
    } else if (bytes[start] === COLON) {
      this.#open = this.#parse(bytes.toString('latin1', start, end));
      this.#isName = true;
    } else this.#commit = this.#index.get(bytes.toString('latin1', start, end)) ?? -1;
  }

  #parse(record: string): Omit<Change, 'path'> | undefined {
    const [, , from = '', to = '', status = ''] = record.split(' ');
    const [before, after] = [this.#objects.has(from), this.#objects.has(to)];
    if (!before && !after) return undefined;
    return { commit: this.#commit, status, ...(before && { before: from }), ...(after && { after: to }) };
  }
}

/** Lines of short text, as object ids are. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
