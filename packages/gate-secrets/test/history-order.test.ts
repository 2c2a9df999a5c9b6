import { describe, expect, it } from 'vitest';

import type { Looked, Pool } from '../src/look/pool.js';
import { readHoldings } from '../src/where/holdings.js';
import { openRepository } from '../src/where/repository.js';
import { Repo } from './history-support.js';

const input = {
  processes: { started: () => undefined, ended: () => undefined },
  signal: new AbortController().signal,
  progress: () => undefined,
};

/** What is said of a file, by its name. */
function lookedAt(path: string): Looked {
  const [kind = ''] = path.split('.');
  if (kind.startsWith('binary')) return { places: [], seen: false, leftOut: { path, reason: kind } };
  if (kind.startsWith('gap'))
    return { places: [], seen: false, gap: { code: 'ENGINE_FAILED', message: path } };
  const region = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 };
  return { places: [{ kind: 'railway-token', region, same: path }], seen: true };
}

/** Answers once it was asked about `count` files, in the order that is told. */
function answering(count: number, order: (jobs: (() => void)[]) => (() => void)[]): Pool {
  const jobs: (() => void)[] = [];
  const bytes = (path: string): Promise<Looked> =>
    new Promise((resolve) => {
      jobs.push(() => resolve(lookedAt(path)));
      if (jobs.length === count) for (const job of order(jobs)) job();
    });
  return { bytes, file: (_, path) => bytes(path), close: () => Promise.resolve() };
}

describe('ok: the history', () => {
  it('is told in the same order, whichever thread answers first', async () => {
    const repo = await Repo.make();
    const names = ['binary1.a', 'binary2.a', 'gap1.a', 'gap2.a', 'token1.a', 'token2.a'];
    await repo.commit(Object.fromEntries(names.map((name) => [name, name])));
    const repository = await openRepository({ ...input, workspace: { root: repo.root } as never });
    const [one, other] = [answering(6, (jobs) => jobs), answering(6, (jobs) => jobs.toReversed())];
    const read = await readHoldings(input, repository, ['--all'], one);
    const again = await readHoldings(input, repository, ['--all'], other);
    expect(read.notScanned).toHaveLength(2);
    expect(read.gaps).toHaveLength(2);
    expect(again.notScanned).toEqual(read.notScanned);
    expect(again.gaps).toEqual(read.gaps);
    expect([...again.holdings.keys()]).toEqual([...read.holdings.keys()]);
  });
});
