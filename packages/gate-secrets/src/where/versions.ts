import { pipeline } from 'node:stream/promises';

import type { StartedGit } from '@railgate/kit';

import { BATCH_FORM, readBatch, type BatchAnswer } from './read-batch.js';
import type { Repository } from './repository.js';

/** A version of a file, or what keeps it from being read. */
export type Version =
  | BatchAnswer
  /** An object that is there and damaged. */
  | { readonly type: 'corrupt'; readonly object: string; readonly path: string; readonly why: string }
  /** Git could not go on: what comes after is unknown. */
  | { readonly type: 'stopped'; readonly why: string };

/** Damaged objects, each of which costs a start of git. */
const CORRUPT_LIMIT = 20;

/**
 * Every version of every file that the revisions reach, each once, newest first, in the order in which git walks.
 * Whoever reads them sets the pace: git waits.
 *
 * @param limit bytes; larger versions come without content.
 */
export async function* readVersions(
  repository: Repository,
  revisions: readonly string[],
  limit: number,
): AsyncGenerator<Version> {
  const state: State = { done: 0, missing: 0, corrupt: 0 };
  for (let ended = false; !ended;) {
    const pass = new Pass(repository, revisions, limit, state);
    try {
      for await (const answer of pass.answers()) {
        state.done++;
        if (answer.type === 'missing') state.missing++;
        yield answer;
      }
      const failed = await pass.failure();
      if (pass.skipped) yield { type: 'corrupt', ...pass.skipped, why: state.why ?? '' };
      ended = next(state, failed);
    } finally {
      pass.end();
    }
  }
  if (state.stopped !== undefined && state.missing === 0) yield { type: 'stopped', why: state.stopped };
}

/** What the passes over one history have in common. */
interface State {
  /** Answers so far, those included that git could not give: the next pass goes on behind them. */
  done: number;
  missing: number;
  corrupt: number;
  /** Why git could not give the last object. */
  why?: string | undefined;
  /**
   * Why git did not list everything. It is told to at first, and to go on without what is missing only then: in that mode it
   * is silent about lost folders.
   */
  stopped?: string;
}

interface Failure {
  readonly failure: string;
  readonly from: 'list' | 'store';
}

/** Is there nothing more to be had? */
function next(state: State, failed: Failure | undefined): boolean {
  delete state.why;
  if (failed === undefined) return true;
  if (failed.from === 'list') {
    const isOver = state.stopped !== undefined;
    state.stopped = failed.failure;
    return isOver;
  }
  if (state.corrupt++ === CORRUPT_LIMIT) {
    Object.assign(state, { stopped: failed.failure, missing: 0 });
    return true;
  }
  state.why = failed.failure;
  state.done++;
  return false;
}

class Pass {
  readonly #list: StartedGit;
  readonly #store: StartedGit;
  readonly #limit: number;
  readonly #skip: number;
  /** The last of what is skipped. */
  readonly #isCorrupt: boolean;
  readonly #piped: Promise<void>;
  /** The last object that was left out, as an earlier pass could not read it. */
  skipped: { readonly object: string; readonly path: string } | undefined;

  constructor(repository: Repository, revisions: readonly string[], limit: number, state: State) {
    this.#limit = limit;
    this.#skip = state.done;
    this.#isCorrupt = state.why !== undefined;
    const paths =
      repository.prefix === '' ? [] : ['--full-history', '--', `:(top,literal)${repository.prefix}`];
    this.#list = repository.start([
      'rev-list',
      '--objects',
      ...BLOBS,
      ...(state.stopped === undefined ? [] : GOING_ON),
      ...revisions,
      ...(paths.length > 0 ? paths : ['--']),
    ]);
    this.#store = repository.start(['cat-file', '--buffer', BATCH_FORM]);
    const lines = (source: AsyncIterable<Buffer>) => this.#rest(source);
    // A reader that ends says why by itself.
    this.#piped = pipeline(this.#list.child.stdout, lines, this.#store.child.stdin).catch(() => undefined);
  }

  answers(): AsyncGenerator<BatchAnswer> {
    return readBatch(this.#store.child.stdout, this.#limit);
  }

  async failure(): Promise<Failure | undefined> {
    const store = await this.#store.ended;
    if (store) return { failure: store.failure, from: 'store' };
    await this.#piped;
    const list = await this.#list.ended;
    return list && { failure: list.failure, from: 'list' };
  }

  end(): void {
    for (const { child } of [this.#list, this.#store]) if (child.exitCode === null) child.kill('SIGKILL');
  }

  async *#rest(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let left = this.#skip;
    let line = '';
    for await (const chunk of source) {
      let at = 0;
      for (; left > 0 && at < chunk.length;) {
        const end = chunk.indexOf(0x0a, at);
        line += chunk.toString('utf8', at, end < 0 ? chunk.length : end);
        at = end < 0 ? chunk.length : end + 1;
        if (end < 0) break;
        left--;
        if (left === 0 && this.#isCorrupt)
          this.skipped = { object: line.split(' ', 1)[0] ?? '', path: line.slice(line.indexOf(' ') + 1) };
        line = '';
      }
      if (at < chunk.length) yield chunk.subarray(at);
    }
  }
}

const BLOBS = ['--filter=object:type=blob', '--filter-provided-objects'];
/** Prints the names of what is not there, and does not fetch them. */
const GOING_ON = ['--missing=print'];
