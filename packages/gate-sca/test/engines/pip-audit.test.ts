import { OSV_RECORDS, startOsv, type OsvStub } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { engine } from '../../src/engines/pip-audit/index.js';
import { itDoubtsTheDatabase } from './local-database.js';
import { ask, failure, importRecords, linesOf, lock, withFolders, withStub } from './support.js';

const { PyPI } = OSV_RECORDS;

// Each start of it imports for a second of processor time.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let root: string;
withFolders((made) => void ({ folder, root } = made), 'pip-audit');

describe('the real pip-audit on the local database', () => {
  it('ok: finds nothing in versions that are fixed, and is proven by its canary', async () => {
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, { PyPI: ['jinja2@3.1.6', 'flask@3.0.0'] });
    expect(await ask(engine, root, locked, { database })).toEqual({
      reports: [],
      evidence: { name: 'pip-audit', version: '2.10.1', canary: 'found' },
      proven: ['PyPI'],
      data: expect.objectContaining({ id: 'osv' }),
    });
  });

  it('ng: several versions of a package, and a canary that is locked, too', async () => {
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, {
      PyPI: ['jinja2@2.10', 'jinja2@2.8', 'django@4.0.3', 'django@4.0.4', 'requests@2.30.0', 'pyyaml@6.0'],
    });
    const answer = await ask(engine, root, locked, { database });
    expect(linesOf(answer)).toEqual([
      'django@4.0.3 PYSEC-2022-190',
      'jinja2@2.10 PYSEC-2019-217',
      'jinja2@2.8 PYSEC-2019-217',
      'requests@2.30.0 PYSEC-2023-74',
    ]);
    expect(answer.proven).toEqual(['PyPI']);
    expect(answer.reports.find(({ name }) => name === 'django')).toEqual({
      engine: 'pip-audit',
      ecosystem: 'PyPI',
      name: 'django',
      version: '4.0.3',
      ids: ['PYSEC-2022-190', 'CVE-2022-28346', 'GHSA-2gwj-7jmv-h26r'],
      title: expect.stringContaining('SQL injection'),
      details: expect.stringContaining('SQL injection'),
      fixed: ['4.0.4'],
    });
  });

  it('asks no proxy and nobody else', async () => {
    const proxy = await startOsv();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'])
      vi.stubEnv(name, proxy.url);
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    expect(await ask(engine, root, locked, { database })).toMatchObject({ proven: ['PyPI'] });
    expect(proxy.requests).toEqual([]);
    await proxy.close();
  });

  it('names and versions that would be options or other lines are left out, and it says so', async () => {
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, {
      PyPI: ['flask@3.0.0', 'a\n--index-url http://evil@1.0', 'django@latest', '-r/etc/passwd@1'],
    });
    const answer = await ask(engine, root, locked, { database });
    expect(answer).toMatchObject({ proven: [], reports: [] });
    expect(answer.left).toMatch(/django latest/);
    expect(answer.left).not.toMatch(/\n/);
  });
});

describe('the real pip-audit on a service', () => {
  let service: OsvStub;
  beforeEach(async () => {
    service = await startOsv();
  });
  afterEach(() => service.close());

  it('ng: where there is no database, the service is asked, for public names alone', async () => {
    const locked = await lock(root, {
      PyPI: [
        'django@4.0.3',
        { package: 'internal-name@1.0', source: 'git' },
        { package: 'internal-name2@1.0', resolved: 'https://pypi.company.example/simple/internal-name2.whl' },
      ],
    });
    const answer = await ask(engine, root, locked, {
      database: `${folder}/none`,
      offline: false,
      osvService: service.url,
    });
    expect(linesOf(answer)).toEqual(['django@4.0.3 PYSEC-2022-190']);
    expect(answer.data).toBeUndefined();
    expect(answer.left).toContain('internal-name');
    expect(answer.uncovered).toMatchObject([
      {
        ecosystem: 'PyPI',
        gap: { code: 'SOURCE_MISSING', message: expect.stringContaining('internal-name2') },
      },
    ]);
    expect(JSON.stringify(service.queries())).not.toContain('internal-name');
  });

  it.each([
    ['says that nothing is known', { body: {} }, 'CANARY_MISSED'],
    ['fails', 503, 'NEED_UNMET'],
    ['is a login page', 'html', 'NEED_UNMET'],
    ['cuts the connection', 'reset', 'NEED_UNMET'],
  ] as const)('broken: one that %s', async (_, reply, code) => {
    service.reply('query', reply);
    const locked = await lock(root, { PyPI: ['jinja2@3.1.6'] });
    const asked = ask(engine, root, locked, {
      database: `${folder}/none`,
      offline: false,
      osvService: service.url,
    });
    expect(await failure(asked)).toMatchObject({ code });
  });

  it('broken: nobody is there', async () => {
    const locked = await lock(root, { PyPI: ['jinja2@3.1.6'] });
    const asked = ask(engine, root, locked, { database: `${folder}/none`, offline: false });
    expect(await failure(asked)).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('railgate db import'),
    });
  });
});

describe('the local database', () => {
  itDoubtsTheDatabase(engine, () => ({ folder, root }));
});

describe('broken: a pip-audit that', () => {
  it.each([
    ['says "nothing found"', `echo '{"dependencies": []}'; exit 0`, 'CANARY_MISSED'],
    ['says nothing of the canary', `echo '{"dependencies": []}'; exit 1`, 'CANARY_MISSED'],
    ['fails', 'echo "ValueError: x" >&2; exit 1', 'TOOL_CRASHED'],
    ['knows none of the arguments', 'exit 2', 'TOOL_CRASHED'],
    ['writes half a report', `printf '{"dependencies": [{'; exit 1`, 'REPORT_UNREADABLE'],
    ['writes another report', `echo '{"a": 1}'; exit 1`, 'REPORT_UNREADABLE'],
  ])('%s', async (_, script, code) => {
    const database = await importRecords(folder, { PyPI });
    const stub = `if [ "$1" = --version ]; then echo pip-audit 2.10.1; exit 0; fi\n${script}`;
    vi.stubEnv('PATH', await withStub(folder, 'pip-audit', stub));
    const locked = await lock(root, { PyPI: ['jinja2@2.10'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({ code });
  });

  it('leaves out a package', async () => {
    const database = await importRecords(folder, { PyPI });
    const jinja = '{"name":"jinja2","version":"2.10","vulns":[{"id":"PYSEC-2019-217","aliases":[]}]}';
    const skipped = '{"name":"flask","skip_reason":"not on PyPI"}';
    const stub = `if [ "$1" = --version ]; then echo pip-audit 2.99; exit 0; fi\necho '{"dependencies": [${jinja},${skipped}]}'; exit 1`;
    vi.stubEnv('PATH', await withStub(folder, 'pip-audit', stub));
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    const answer = await ask(engine, root, locked, { database });
    expect(answer.proven).toEqual([]);
    expect(answer.left).toMatch(/2\.99 is not a version that was tested.*flask/);
  });

  it('is not installed', async () => {
    const database = await importRecords(folder, { PyPI });
    vi.stubEnv('PATH', '/nowhere');
    const locked = await lock(root, { PyPI: ['jinja2@2.10'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('pipx install pip-audit'),
    });
  });
});
