import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { UsageError } from '@railgate/contract';
import { makeTempFolder, removeFolder, writeFiles } from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run } from '../src/run.js';
import {
  joinShards,
  judgeShards,
  scanShard,
  type JudgeShardsOptions,
  type ScanShardOptions,
} from '../src/shards.js';
import { readShards, type Shard } from '../src/shard-file.js';
import { bytesOf, listing } from './reports.js';
import { ENV, MONOREPO } from './run-in.js';
import { makeFolder, makeRepository, stubGate } from './support.js';
import { TempRepository } from './temp-repository.js';

const GATES = [
  stubGate({ id: 'lint', does: 'finding-and-gap', scope: 'project' }),
  stubGate({ id: 'sca', does: 'skip' }),
  stubGate({ id: 'deps', does: 'throws-error', scope: 'project' }),
  stubGate({ id: 'secrets', does: 'artifact' }),
];
const PROJECTS = ['root', 'apps/web', 'api'];

function scanIn(
  root: string,
  project: string,
  options: Partial<ScanShardOptions> = {},
): ReturnType<typeof scanShard> {
  return scanShard({ root, project, gates: GATES, env: ENV, jobs: 1, ...options });
}

function judgeIn(
  root: string,
  shards: readonly string[],
  options: Partial<JudgeShardsOptions> = {},
): ReturnType<typeof judgeShards> {
  return judgeShards({ root, shards, gates: GATES, env: ENV, ...options });
}

/** The monorepo with a shard of each project, scanned once for all tests. */
let original: string;
const shardFiles: string[] = [];
beforeAll(async () => {
  original = await makeTempFolder();
  await writeFiles(original, MONOREPO);
  for (const project of PROJECTS) {
    const { file } = await scanIn(original, project);
    shardFiles.push(relative(original, file));
  }
});
afterAll(() => removeFolder(original));

/** A copy of it. */
function scanned(): { root: string; files: [root: string, web: string, api: string] } {
  const root = makeFolder();
  cpSync(original, root, { recursive: true });
  const [first = '', web = '', api = ''] = shardFiles.map((file) => join(root, file));
  return { root, files: [first, web, api] };
}

describe('ok: a run in shards', () => {
  it('gives the same bytes as one run, in whatever order the shards come, timings aside', async () => {
    const { root, files } = scanned();
    const whole = makeRepository(MONOREPO);
    await run({ root: whole, gates: GATES, env: ENV, jobs: 2 });
    const expected = bytesOf(join(whole, '.railgate'));
    expect(Object.keys(expected)).toContain('upload/github-1.sarif');
    expect(Object.keys(expected)).toHaveLength(12);
    await judgeIn(root, files);
    expect(bytesOf(join(root, '.railgate'))).toEqual(expected);
    await judgeIn(root, [...files].reverse());
    expect(bytesOf(join(root, '.railgate'))).toEqual(expected);
  });

  it('keeps the shards in .railgate, which git ignores, and judges the folder again and again', async () => {
    const { root } = scanned();
    const shards = join(root, '.railgate/shards');
    expect(listing(join(root, '.railgate'))).toEqual([
      '.gitignore',
      'shards/apps--api.json',
      'shards/apps--web.json',
      'shards/root.json',
    ]);
    const first = await judgeIn(root, [shards]);
    const second = await judgeIn(root, [shards]);
    expect(second.verdict).toEqual(first.verdict);
    expect(second.verdict).toMatchObject({ status: 'findings', exitCode: 1, counts: { high: 3 } });
  });

  it('says how many gates broke, for a build system that caches success only', async () => {
    const { broken, shard } = await scanIn(makeRepository(MONOREPO), 'web');
    expect(broken).toBe(1);
    expect(shard).toMatchObject({ project: 'apps/web', offline: false, tool: { name: 'railgate' } });
    expect(shard.plan).toHaveLength(8);
    expect(shard.parts.map(({ outcome }) => `${outcome.gate} ${outcome.target}`)).toEqual([
      'lint apps/web',
      'deps apps/web',
    ]);
  });

  it('takes policy and waivers from the judge, not from the scan', async () => {
    const { root, files } = scanned();
    const configFile = join(makeFolder(), 'policy.json');
    writeFileSync(configFile, '{ "gates": { "lint": { "enforce": false }, "deps": { "enforce": false } } }');
    writeFileSync(join(root, 'railgate.waivers.yaml'), '[]\n');
    const { verdict, report } = await judgeIn(root, files, { configFile });
    expect(verdict.exitCode).toBe(0);
    expect(report.manifest.outcomes[0]).toMatchObject({ gate: 'lint', enforced: false });
  });

  it('judges the age of data again: a cached shard grows old', async () => {
    const gates = [stubGate({ does: 'old-data' })];
    const root = makeRepository();
    const { file } = await scanIn(root, 'root', { gates });
    expect((await judgeIn(root, [file], { gates, maxDataAge: '1000d' })).verdict.exitCode).toBe(0);
    expect((await judgeIn(root, [file], { gates, maxDataAge: '10d' })).verdict).toMatchObject({
      exitCode: 2,
      reasons: [{ code: 'DATA_STALE' }],
    });
  });

  it('was offline when one of its shards was', async () => {
    const root = makeRepository();
    const { file } = await scanIn(root, 'root', { offline: true });
    expect((await judgeIn(root, [file])).report.manifest.offline).toBe(true);
  });
});

/** One project, and gates that find nothing. */
const PLAIN = [stubGate({ id: 'lint', scope: 'project' }), stubGate({ id: 'secrets' })];
const SMALL = { 'package.json': '{}', 'a.ts': 'a;\n' };

async function plainShard(root: string, options: Partial<ScanShardOptions> = {}): Promise<string> {
  return (await scanIn(root, 'root', { gates: PLAIN, ...options })).file;
}

/** The verdict, and what it says of shards of another state. */
async function judged(
  root: string,
  files: readonly string[],
  options: Partial<JudgeShardsOptions> = {},
): Promise<{ status: string; stale: readonly string[]; warnings: readonly string[] }> {
  const { verdict, warnings } = await judgeIn(root, files, { gates: PLAIN, ...options });
  const stale = verdict.reasons.filter(({ code }) => code === 'STATE_CHANGED');
  return { status: verdict.status, stale: stale.map(({ message }) => message), warnings };
}

const CLEAN = { status: 'clean', stale: [], warnings: [] };
const OTHER = 'saw another state of the repository than the one that is judged.';

describe('ok: shards of what is judged', () => {
  it('in another checkout of the same files, and without one, which is said', async () => {
    const file = await plainShard(makeRepository(SMALL));
    expect(await judged(makeRepository(SMALL), [file])).toEqual(CLEAN);
    expect(await judged(makeFolder(), [file])).toEqual({
      ...CLEAN,
      warnings: [expect.stringMatching(/^There are no files of the repository here/)],
    });
  });

  it('also where git ignores what came, and where shards and reports lie in the repository, in the next round, too', async () => {
    const repository = new TempRepository().write({ ...SMALL, '.gitignore': 'dist/\n' }).commit();
    const [shards, out] = [repository.at('shards'), repository.at('reports')];
    for (let round = 0; round < 2; round++) {
      await plainShard(repository.path, { shard: join(shards, 'root.json') });
      repository.write({ 'dist/made.js': String(round) });
      expect(await judged(repository.path, [shards], { out })).toEqual(CLEAN);
      expect(await judged(repository.path, [shards], { out })).toEqual(CLEAN);
    }
    repository.remove();
  });
});

describe('ng: shards of another state are never clean', () => {
  it.each<[string, (root: string) => void]>([
    [
      'was edited, with the same size',
      (root) => writeFileSync(join(root, 'apps/web/src/a.ts'), 'const b = 1;\neval(b);\n'),
    ],
    ['came', (root) => writeFileSync(join(root, 'new.ts'), '')],
    ['is gone', (root) => rmSync(join(root, 'apps/web/src/a.ts'))],
    [
      'has another name',
      (root) => renameSync(join(root, 'apps/web/src/a.ts'), join(root, 'apps/web/src/b.ts')),
    ],
    ['configures', (root) => writeFileSync(join(root, 'railgate.json'), '{}')],
  ])('a file %s', async (_, edit) => {
    const { root, files } = scanned();
    expect((await judged(root, files, { gates: GATES })).stale).toEqual([]);
    edit(root);
    const { stale } = await judged(root, files, { gates: GATES });
    expect(stale).toEqual([`The shards of apps/api, apps/web, root ${OTHER}`]);
  });

  it('those of some projects are named, and nothing is uploaded', async () => {
    const { root, files } = scanned();
    writeFileSync(join(root, 'apps/web/src/a.ts'), '');
    await scanIn(root, 'web');
    await scanIn(root, 'root');
    expect((await judged(root, files, { gates: GATES })).stale).toEqual([`The shard of apps/api ${OTHER}`]);
    expect(listing(join(root, '.railgate'))).not.toContain('upload/github-1.sarif');
    await expect(judgeIn(makeFolder(), files)).rejects.toThrow(/different states of the repository/);
  });

  it('what git tracks counts, also in the form of a report', async () => {
    const head = '{ "schemaVersion": "1.0.0", "tool": { "name": "railgate" } }';
    const repository = new TempRepository().write({ ...SMALL, 'run.json': head, 'summary.md': 'a' }).commit();
    const file = await plainShard(repository.path);
    repository.write({ 'summary.md': 'b' });
    expect(await judged(repository.path, [file])).toMatchObject({
      status: 'incomplete',
      stale: [`The shard of root ${OTHER}`],
    });
    repository.remove();
  });
});

describe('broken: nobody knows what a shard saw', () => {
  it('since a file changed during the scan', async () => {
    const root = makeRepository(SMALL);
    const { file, shard } = await scanIn(root, 'root', {
      gates: PLAIN,
      onEvent: ({ type }) => {
        if (type === 'finished') writeFileSync(join(root, 'a.ts'), 'changed\n');
      },
    });
    expect(shard.state).toBeNull();
    for (const place of [root, makeFolder()])
      expect(await judged(place, [file])).toMatchObject({
        status: 'incomplete',
        stale: [expect.stringMatching(/^The shard of root cannot be believed: files changed while/)],
      });
  });

  it('since it does not say: it is no shard of this version', async () => {
    const root = makeRepository(SMALL);
    const file = await plainShard(root);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"state":"\w+",/, ''));
    await expect(judgeIn(root, [file], { gates: PLAIN })).rejects.toThrow(/no shard of this version.*state/);
  });
});

describe('broken: shards that are not the whole', () => {
  it('a missing shard is incomplete, named with the command that makes it', async () => {
    const { root, files } = scanned();
    const { verdict, report } = await judgeIn(root, files.slice(0, 2));
    expect(verdict.reasons).toContainEqual(
      expect.objectContaining({
        gate: 'lint',
        target: 'apps/api',
        code: 'NEED_UNMET',
        remedy: expect.stringContaining('railgate scan --project apps/api'),
      }),
    );
    expect(report.manifest.outcomes).toHaveLength(8);
  });

  it('no gate is clean when its only shard is missing', async () => {
    const gates = [stubGate({ scope: 'project' })];
    const root = makeRepository(MONOREPO);
    const files = [await scanIn(root, 'root', { gates }), await scanIn(root, 'web', { gates })].map(
      ({ file }) => file,
    );
    expect((await judgeIn(root, files, { gates })).verdict).toMatchObject({
      status: 'incomplete',
      exitCode: 2,
    });
    files.push((await scanIn(root, 'api', { gates })).file);
    expect((await judgeIn(root, files, { gates })).verdict).toMatchObject({ status: 'clean', exitCode: 0 });
  });

  it('a project that came since is missed', async () => {
    const { root, files } = scanned();
    mkdirSync(join(root, 'apps/new'));
    writeFileSync(join(root, 'apps/new/package.json'), '{ "name": "new" }');
    const { verdict } = await judgeIn(root, files);
    expect(verdict.reasons).toContainEqual(
      expect.objectContaining({ target: 'apps/new', code: 'NEED_UNMET' }),
    );
  });

  it('a shard of a project that is gone is not believed', async () => {
    const { root, files } = scanned();
    rmSync(join(root, 'apps/web'), { recursive: true });
    const { verdict } = await judgeIn(root, files);
    expect(verdict.reasons).toContainEqual(
      expect.objectContaining({ target: 'apps/web', code: 'REPORT_UNREADABLE' }),
    );
  });

  it('a shard that is given twice counts once by its file, and is in conflict as a copy', async () => {
    const { root, files } = scanned();
    expect(
      (await judgeIn(root, [...files, ...files])).verdict.reasons.every(
        ({ code }) => code !== 'REPORT_UNREADABLE',
      ),
    ).toBe(true);
    const copy = join(makeFolder(), 'copy.json');
    cpSync(files[1], copy);
    expect((await judgeIn(root, [...files, copy])).verdict.reasons).toContainEqual(
      expect.objectContaining({
        target: 'apps/web',
        code: 'REPORT_UNREADABLE',
        message: expect.stringContaining('Several shards'),
      }),
    );
  });

  it('go by their common plan where nobody knows the repository', async () => {
    const { files } = scanned();
    const shards = await readShards(files);
    expect(joinShards(shards)).toHaveLength(8);
    expect(
      joinShards(shards.slice(1)).filter(
        ({ outcome }) => outcome.status === 'broken' && outcome.code === 'NEED_UNMET',
      ),
    ).toHaveLength(4);
    const [first, ...others] = shards as [Shard, ...Shard[]];
    expect(() => joinShards([{ ...first, plan: [] }, ...others])).toThrow(UsageError);
    expect(() => joinShards([])).toThrow(UsageError);
  });
});

describe('ng: what is no shard', () => {
  it.each<[string, (text: string) => string, RegExp]>([
    ['cut', (text) => text.slice(0, -20), /cannot be read: it is no JSON/],
    ['empty', () => '', /no JSON/],
    ['something else', () => '{}', /is no shard of this version/],
    [
      'another version of the format',
      (text) => text.replace('"schemaVersion":"1.0.0"', '"schemaVersion":"2.0.0"'),
      /no shard of this version/,
    ],
    [
      'another version of the command',
      (text) => text.replace(/"version":"[^"]+"/, '"version":"0.0.1"'),
      /of version 0\.0\.1/,
    ],
    [
      'broken SARIF',
      (text) => text.replace('"level":"error"', '"level":"loud"'),
      /SARIF has an error at .*level/,
    ],
    [
      'an unknown code',
      (text) => text.replace('"code":"INTERNAL"', '"code":"FINE"'),
      /no shard of this version/,
    ],
    [
      'counts that are none',
      (text) => text.replace(/"seen":\{"files":\d+\}/, '"seen":{"files":-1}'),
      /no shard of this version/,
    ],
  ])('%s', async (_name, change, message) => {
    const { root, files } = scanned();
    const [, web] = files;
    writeFileSync(web, change(readFileSync(web, 'utf8')));
    const judged = judgeIn(root, [web]);
    await expect(judged).rejects.toThrow(UsageError);
    await expect(judged).rejects.toThrow(message);
  });

  it.each([
    ['a path that is not there', () => '/no/such/shard.json', /ENOENT/],
    ['a folder without shards', () => makeFolder(), /There is no shard in/],
  ])('%s', async (_name, path, message) => {
    await expect(judgeIn(makeRepository(), [path()])).rejects.toThrow(message);
  });

  it('a project that is not there', async () => {
    await expect(scanIn(makeRepository(MONOREPO), 'wbe')).rejects.toThrow(/Did you mean web/);
  });

  it('a name that several projects share', async () => {
    const files = { ...MONOREPO, 'apps/api/package.json': '{ "name": "web" }' };
    await expect(scanIn(makeRepository(files), 'web')).rejects.toThrow(/Several projects are called web/);
  });

  it('a hostile folder for shards', async () => {
    const [root, elsewhere] = [makeRepository(MONOREPO), makeFolder()];
    mkdirSync(join(root, '.railgate'));
    symlinkSync(elsewhere, join(root, '.railgate/shards'));
    await expect(scanIn(root, 'web')).rejects.toThrow(/symbolic link/);
    expect(listing(elsewhere)).toEqual([]);
  });
});
