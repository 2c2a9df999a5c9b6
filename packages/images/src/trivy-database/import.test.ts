import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { exampleTrivyDatabase } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { withMirror, type TrivyMirror } from '../../test/trivy-mirror.js';
import { importTrivyDatabases } from './index.js';

let mirror: TrivyMirror;
withMirror((made) => void (mirror = made));

describe('import', () => {
  const imported = (from = join(mirror.folder, 'from')) =>
    importTrivyDatabases(from, { folder: join(mirror.folder, 'trivy') });

  it("ok: copies what Trivy's own cache holds, also what is older", async () => {
    await mirror.update();
    await exampleTrivyDatabase(join(mirror.folder, 'from'), { updatedAt: new Date('2026-11-01T00:00:00Z') });
    expect(await imported()).toMatchObject([
      {
        name: 'trivy',
        state: 'imported',
        database: { builtAt: '2026-11-01T00:00:00Z' },
        before: { builtAt: '2026-11-20T06:00:00Z' },
      },
    ]);
    expect((await mirror.there()).builtAt).toBe('2026-11-01T00:00:00Z');
  });

  it('ok: takes a copy of our own folder', async () => {
    await mirror.update();
    await cp(join(mirror.folder, 'trivy'), join(mirror.folder, 'from'), {
      recursive: true,
      dereference: true,
    });
    expect(await imported()).toMatchObject([{ state: 'imported' }]);
  });

  it('ok: a folder without one is no failure', async () => {
    expect(await imported(mirror.folder)).toEqual([]);
  });

  it('broken: what cannot be used leaves what was there', async () => {
    await mirror.update();
    await exampleTrivyDatabase(join(mirror.folder, 'from'));
    await writeFile(join(mirror.folder, 'from/db/trivy.db'), 'short');
    expect(await imported()).toMatchObject([
      { state: 'failed', why: expect.stringContaining('no bbolt') as string },
    ]);
    expect((await mirror.there()).builtAt).toBe('2026-11-20T06:00:00Z');
  });
});
