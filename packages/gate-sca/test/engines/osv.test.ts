import { OSV_RECORDS, pysec } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { engine } from '../../src/engines/osv/index.js';
import { expectNpmAlone } from './local-database.js';
import { ask, DAY, failure, importRecords, linesOf, lock, withFolders } from './support.js';

let folder: string;
let root: string;
withFolders((made) => void ({ folder, root } = made));

const { npm, PyPI, Go } = OSV_RECORDS;

it('ok: finds nothing in versions that are fixed, and is proven by its canaries', async () => {
  const database = await importRecords(folder, { npm, PyPI, Go });
  const locked = await lock(root, {
    npm: ['lodash@4.17.21'],
    PyPI: ['jinja2@3.1.6'],
    Go: ['golang.org/x/text@v0.40.0'],
  });
  const answer = await ask(engine, root, locked, { database });
  expect(answer).toMatchObject({
    reports: [],
    proven: ['npm', 'PyPI', 'Go'],
    gaps: [],
    evidence: { name: 'osv', canary: 'found' },
    data: {
      id: 'osv',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      builtAt: expect.stringMatching(/^2026-08-01/),
    },
  });
  expect(answer.left).toBeUndefined();
});

it('ng: reports each version once, however often it is locked, with all that is known', async () => {
  const database = await importRecords(folder, { npm, PyPI });
  const locked = await lock(root, {
    npm: ['lodash@4.17.20', 'lodash@4.17.20', 'lodash@4.17.21', 'railgate-sample-malware@9.9.9'],
    PyPI: ['jinja2@2.10'],
  });
  const answer = await ask(engine, root, locked, { database });
  expect(linesOf(answer)).toEqual([
    'jinja2@2.10 GHSA-462w-v97r-4m45',
    'jinja2@2.10 PYSEC-2019-217',
    'lodash@4.17.20 GHSA-29mw-wpgm-hmr9',
    'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
    'railgate-sample-malware@9.9.9 MAL-0000-0001',
  ]);
  expect(answer.reports.find(({ ids }) => ids[0] === 'GHSA-35jh-r3h4-6jhm')).toMatchObject({
    engine: 'osv',
    ecosystem: 'npm',
    ids: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
    severity: 'high',
    score: 7.2,
    fixed: ['4.17.21'],
    cwes: [77, 94],
  });
  expect(answer.reports.find(({ ids }) => ids[0].startsWith('MAL-'))).toMatchObject({ malicious: true });
});

it('ng: a version in another spelling, a local one and a pre-release', async () => {
  const database = await importRecords(folder, { PyPI });
  const locked = await lock(root, {
    PyPI: ['jinja2@2.10.0', 'django@4.0.3+company.1', 'requests@2.31.0rc1'],
  });
  expect(linesOf(await ask(engine, root, locked, { database }))).toEqual([
    'django@4.0.3+company.1 PYSEC-2022-190',
    'jinja2@2.10.0 GHSA-462w-v97r-4m45',
    'jinja2@2.10.0 PYSEC-2019-217',
    'requests@2.31.0rc1 PYSEC-2023-74',
  ]);
});

it('names of packages are data: __proto__ is one of them', async () => {
  const database = await importRecords(folder, { npm });
  const locked = await lock(root, { npm: ['__proto__@1.0.0', 'constructor@1.0.0', 'lodash@4.17.21'] });
  expect(await ask(engine, root, locked, { database })).toMatchObject({ reports: [], proven: ['npm'] });
});

it('does not ask about the projects of the repository itself', async () => {
  const database = await importRecords(folder, { npm });
  const locked = await lock(root, { npm: [{ package: 'lodash@4.17.20', source: 'workspace' }] });
  expect(await ask(engine, root, locked, { database })).toMatchObject({ reports: [] });
});

describe('broken:', () => {
  it('there is no database', async () => {
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    const error = await failure(ask(engine, root, locked, { database: `${folder}/none` }));
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('railgate db update'),
    });
  });

  it('the database lies in the repository', async () => {
    const database = await importRecords(root, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringContaining('inside the scanned repository'),
    });
  });

  it('one ecosystem is missing: the other one is proven, and the remedy is said', () =>
    expectNpmAlone(engine, { folder, root }));

  it('another database is there than that of osv.dev: the canary is missed', async () => {
    const database = await importRecords(folder, { npm: npm.filter(({ id }) => id.startsWith('MAL-')) });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({
      code: 'CANARY_MISSED',
      remedy: expect.stringContaining('railgate db'),
    });
  });

  it('the data is older than the limit', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    expect(await failure(ask(engine, root, locked, { database, maxDataAge: 9 * DAY }))).toMatchObject({
      code: 'DATA_STALE',
      message: expect.stringContaining('10 days old'),
    });
    expect(await ask(engine, root, locked, { database, maxDataAge: 10 * DAY })).toMatchObject({
      proven: ['npm'],
    });
  });

  it('a stamp in the future counts as now', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@4.17.20'] });
    const asked = ask(engine, root, locked, {
      database,
      maxDataAge: DAY,
      now: new Date('2020-01-01T00:00:00Z'),
    });
    expect(await asked).toMatchObject({ proven: ['npm'] });
  });

  it('stale data of one ecosystem does not hide the other', async () => {
    const database = await importRecords(folder, { npm, Go });
    const locked = await lock(root, { npm: ['lodash@4.17.20'], Go: ['golang.org/x/text@v0.3.2'] });
    const answer = await ask(engine, root, locked, { database, maxDataAge: 30 * DAY });
    expect(answer.proven).toEqual(['npm']);
    expect(answer.left).toContain('Go');
  });

  it('without a canary, what is found is kept, and silence is worth nothing', async () => {
    const database = await importRecords(folder, {
      npm: npm.filter(({ id }) => id === 'GHSA-pxg6-pf52-xh8x'),
    });
    const answer = await ask(engine, root, await lock(root, { npm: ['cookie@0.6.0'] }), { database });
    expect(linesOf(answer)).toEqual(['cookie@0.6.0 GHSA-pxg6-pf52-xh8x']);
    expect(answer).toMatchObject({ proven: [], evidence: { canary: 'missed' } });
    expect(answer.left).toContain('lodash 4.17.20');
  });

  it('the canary of another ecosystem proves its own alone', async () => {
    const rack = pysec('GHSA-wq4h-7r42-5hrr', ['CVE-2022-30123'], 'rack', {
      details: 'Rack.',
      ranges: [{ introduced: '0', fixed: '2.2.3.1' }],
      versions: ['2.2.2', '2.2.3'],
    });
    const [affected] = rack.affected;
    const record = { ...rack, affected: [{ ...affected, package: { ecosystem: 'RubyGems', name: 'rack' } }] };
    const database = await importRecords(folder, { RubyGems: [record], npm: npm.slice(3) });
    const locked = await lock(root, { RubyGems: ['rack@2.2.3'], npm: ['left-pad@1.0.0'] });
    const answer = await ask(engine, root, locked, { database });
    expect(answer.proven).toEqual(['RubyGems']);
    expect(linesOf(answer)).toEqual(['rack@2.2.3 GHSA-wq4h-7r42-5hrr']);
  });

  it('records of the import that could not be read are counted and named', async () => {
    const database = await importRecords(folder, { npm: [...npm, '{"id":', 'no json'] });
    const locked = await lock(root, { npm: ['lodash@4.17.21'] });
    const { gaps = [], proven } = await ask(engine, root, locked, { database });
    expect(gaps).toMatchObject([
      { code: 'PART_SKIPPED', message: expect.stringMatching(/^2 records .*broken-\d+\.json/) },
    ]);
    expect(proven).toEqual(['npm']);
  });

  it('a record that cannot be used is mentioned, and a gap for the packages that it names', async () => {
    const nameless = { ...npm[0], id: '' };
    const database = await importRecords(folder, { npm: [...npm, JSON.stringify(nameless)] });
    const locked = await lock(root, { npm: ['left-pad@1.0.0'] });
    const other = await ask(engine, root, locked, { database });
    expect(other.gaps).toEqual([]);
    expect(other.left).toMatch(/^1 record of the npm database could not be used .*it has no id/);
    const named = await ask(engine, root, await lock(root, { npm: ['lodash@4.17.21'] }), { database });
    expect(named.gaps).toMatchObject([
      { message: expect.stringMatching(/^broken-\d+\.json may speak of lodash/) },
    ]);
  });

  it('a version that is none, of a package with advisories', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: ['lodash@latest\u001b[31m', 'unheard-of@latest'] });
    const { gaps = [] } = await ask(engine, root, locked, { database });
    expect(gaps).toMatchObject([{ code: 'PART_SKIPPED', path: 'web/package-lock.json', line: 1 }]);
    expect(gaps[0]?.message).toContain('lodash latest\\u001b[31m');
  });

  it('many such versions: their number is bounded, and said', async () => {
    const database = await importRecords(folder, { npm });
    const locked = await lock(root, { npm: Array.from({ length: 500 }, (_, i) => `lodash@x${i}`) });
    const { gaps = [] } = await ask(engine, root, locked, { database });
    expect(gaps).toHaveLength(21);
    expect(gaps.at(-1)?.message).toMatch(/^480 more packages/);
  });
});
