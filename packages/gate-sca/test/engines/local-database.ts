import { OSV_RECORDS } from '@railgate/testkit';
import { expect, it } from 'vitest';

import type { Engine } from '../../src/engines/engine.js';
import { ask, DAY, failure, importRecords, lock, type AskOptions, type Folders } from './support.js';

const { npm, PyPI } = OSV_RECORDS;

/** An engine of several ecosystems, with a database that knows one of two. */
export async function expectNpmAlone(engine: Engine, { folder, root }: Folders): Promise<void> {
  const database = await importRecords(folder, { npm });
  const locked = await lock(root, { npm: ['lodash@4.17.20'], PyPI: ['jinja2@2.10'] });
  const answer = await ask(engine, root, locked, { database });
  expect(answer.proven).toEqual(['npm']);
  expect(answer.reports).toHaveLength(2);
  expect(answer.left).toMatch(/PyPI.*railgate db update/);
}

/**
 * What an engine of PyPI says where the database proves nothing.
 *
 * @param asked where there is none
 */
export function itDoubtsTheDatabase(engine: Engine, folders: () => Folders, asked: AskOptions = {}): void {
  it('broken: there is no database, nothing of PyPI in it, or it is stale', async () => {
    const { folder, root } = folders();
    const locked = await lock(root, { PyPI: ['jinja2@2.10'] });
    const none = await failure(ask(engine, root, locked, { database: `${folder}/none`, ...asked }));
    const other = await failure(
      ask(engine, root, locked, { database: await importRecords(folder, { npm }) }),
    );
    for (const error of [none, other])
      expect(error).toMatchObject({ code: 'NEED_UNMET', remedy: expect.stringContaining('railgate db') });
    const database = await importRecords(folder, { PyPI });
    expect(await failure(ask(engine, root, locked, { database, maxDataAge: DAY }))).toMatchObject({
      code: 'DATA_STALE',
    });
  });

  it('broken: the database is another one than that of osv.dev', async () => {
    const { folder, root } = folders();
    const records = PyPI.filter(({ id }) => id.startsWith('MAL-'));
    const database = await importRecords(folder, { PyPI: records });
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({ code: 'CANARY_MISSED' });
  });
}
