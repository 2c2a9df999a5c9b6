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
  let done = 0;
  let why: string | undefined;
  for (let corrupt = 0; ; corrupt++) {
    const pass = new Pass(repository, revisions, limit, done);
    try {
      for await (const answer of pass.answers()) {
        done++;
        yield answer;
      }
      const failed = await pass.failure();
      if (why !== undefined && pass.skipped) yield { type: 'corrupt', ...pass.skipped, why };
      if (failed === undefined) return;
      if (failed.from === 'list' || corrupt === CORRUPT_LIMIT)
        return yield { type: 'stopped', why: failed.failure };
      why = failed.failure;
    } finally {
      pass.end();
    }
    // The one that git could not give: the next pass goes on behind it, and learns what it is.
    done++;
  }
}

class Pass {
  readonly #list: StartedGit;
  readonly #store: StartedGit;
  readonly #limit: number;
  readonly #skip: number;
  readonly #piped: Promise<void>;
  /** The last object that was left out, as an earlier pass could not read it. */
  skipped: { readonly object: string; readonly path: string } | undefined;

  constructor(repository: Repository, revisions: readonly string[], limit: number, skip: number) {
    this.#limit = limit;
    this.#skip = skip;
    const paths =
      repository.prefix === '' ? [] : ['--full-history', '--', `:(top,literal)${repository.prefix}`];
    // Objects that are not there are printed, and not fetched.
    this.#list = repository.start([
      'rev-list',
      '--objects',
      ...BLOBS,
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

  async failure(): Promise<{ readonly failure: string; readonly from: 'list' | 'store' } | undefined> {
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
        if (left === 0)
          this.skipped = { object: line.split(' ', 1)[0] ?? '', path: line.slice(line.indexOf(' ') + 1) };
        line = '';
      }
      if (at < chunk.length) yield chunk.subarray(at);
    }
  }
}

const BLOBS = ['--filter=object:type=blob', '--filter-provided-objects', '--missing=print'];
