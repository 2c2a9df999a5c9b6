import { readFile, readdir } from 'node:fs/promises';

import { OSV_RECORDS, pysec, startOsv, startStubServer, type StubServer } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { engine } from '../../src/engines/safety/index.js';
import { SERVERS, startUpProbe } from '../../src/engines/safety/start-up.js';
import { itDoubtsTheDatabase } from './local-database.js';
import { ask, failure, importRecords, linesOf, lock, withFolders, withStub } from './support.js';

const { PyPI } = OSV_RECORDS;

// Each start of it imports for two seconds of processor time.
vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let root: string;
withFolders((made) => void ({ folder, root } = made), 'safety');
beforeEach(() => void vi.stubEnv('SAFETY_API_KEY', ''));

describe('the real safety without a key, on the local database', () => {
  it('ok: finds nothing in versions that are fixed, and is proven by its canary; asks no server, no proxy and nobody else, and reads no configuration of the user', async () => {
    const proxy = await startOsv();
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', ...SERVERS])
      vi.stubEnv(name, proxy.url);
    vi.stubEnv('HOME', folder);
    const database = await importRecords(folder, { PyPI });
    const before = await readdir(folder);
    const locked = await lock(root, { PyPI: ['jinja2@3.1.6', 'flask@3.0.0'] });
    expect(await ask(engine, root, locked, { database, offline: false })).toEqual({
      reports: [],
      evidence: { name: 'safety', version: '3.8.1', canary: 'found' },
      proven: ['PyPI'],
      data: expect.objectContaining({ id: 'osv' }),
    });
    expect(proxy.requests).toEqual([]);
    expect((await readdir(folder)).filter((name) => name !== '.cache')).toEqual(before);
    await proxy.close();
  });

  it('ng: several versions, other spellings, pre-releases, local versions; beside versions and ranges that Python does not know', async () => {
    const old = pysec('PYSEC-0000-1', [], 'flask', {
      details: 'Flask.',
      ranges: [{ introduced: '0', fixed: '1.0' }],
      versions: ['a3', '2004d', '3.1', '3.2+local'],
    });
    const database = await importRecords(folder, { PyPI: [...PyPI, old] });
    const locked = await lock(root, {
      PyPI: [
        'jinja2@2.10', 'jinja2@2.10.1rc1', 'jinja2@2.10.1', 'django@4.0.3+company.1', 'django@4.0.4', 'django@3.2',
        'requests@2.31.0.dev1', 'railgate-sample-malware@7', 'flask@3.1',
      ], // prettier-ignore
    });
    const answer = await ask(engine, root, locked, { database });
    expect(linesOf(answer)).toEqual([
      'django@3.2 PYSEC-2022-190',
      'django@4.0.3+company.1 PYSEC-2022-190',
      'flask@3.1 PYSEC-0000-1',
      'jinja2@2.10 GHSA-462w-v97r-4m45',
      'jinja2@2.10 PYSEC-2019-217',
      'jinja2@2.10.1rc1 GHSA-462w-v97r-4m45',
      'jinja2@2.10.1rc1 PYSEC-2019-217',
      'railgate-sample-malware@7 MAL-0000-0002',
      'requests@2.31.0.dev1 PYSEC-2023-74',
    ]);
    expect(answer.proven).toEqual(['PyPI']);
  });

  itDoubtsTheDatabase(engine, () => ({ folder, root }), { offline: false });
});

type Route = 'initialize' | 'announcements' | 'short' | 'full' | 'start' | 'other';

const SPEC = '<2.10.1';
const VENDOR = {
  short: { meta: { schema_version: '2.0.0' }, vulnerable_packages: { jinja2: [SPEC] } },
  full: {
    meta: { schema_version: '2.0.0' },
    vulnerable_packages: {
      jinja2: [
        {
          specs: [SPEC],
          advisory: 'Jinja2 lets templates out of the sandbox. Upgrade.',
          transitive: false,
          more_info_path: '/v/37071',
          ids: [
            { type: 'pyup', id: 'pyup.io-37071' },
            { type: 'cve', id: 'CVE-2019-10906' },
          ],
        },
      ],
    },
  },
};

describe('the real safety with a key', () => {
  let vendor: StubServer<Route>;
  beforeEach(async () => {
    vendor = await startVendor();
    for (const name of SERVERS) vi.stubEnv(name, name.includes('DATA') ? `${vendor.url}/` : vendor.url);
    vi.stubEnv('SAFETY_API_KEY', 'key-of-the-user');
  });
  afterEach(() => vendor.close());

  const online = { offline: false } as const;

  it('ng: the vendor is asked, who exits with 0 when it has findings; ids are completed from its database', async () => {
    const locked = await lock(root, { PyPI: ['jinja2@2.10', 'jinja2@2.8', 'flask@3.0.0'] });
    vendor.reply('short', { body: withCanaries(VENDOR.short, SPEC_OF_ALL) });
    vendor.reply('full', { body: withCanaries(VENDOR.full, ENTRY_OF_ALL) });
    const answer = await ask(engine, root, locked, online);
    expect(linesOf(answer)).toEqual(['jinja2@2.10 pyup.io-37071', 'jinja2@2.8 pyup.io-37071']);
    expect(answer.reports[0]).toMatchObject({
      engine: 'safety',
      ids: ['pyup.io-37071', 'CVE-2019-10906'],
      title: 'Jinja2 lets templates out of the sandbox',
      range: SPEC,
    });
    expect(answer).toMatchObject({ proven: ['PyPI'], evidence: { version: '3.8.1', canary: 'found' } });
    expect(vendor.requests.some(({ headers }) => headers['x-api-key'] === 'key-of-the-user')).toBe(true);
  });

  it('ok: nothing but the canary, and is told no name that is not public', async () => {
    const locked = await lock(root, {
      PyPI: ['flask@3.0.0', { package: 'internal-name@1.0', source: 'git' }],
    });
    const answer = await ask(engine, root, locked, online);
    expect(answer).toMatchObject({ reports: [], proven: ['PyPI'] });
    expect(answer.left).toContain('internal-name');
    expect(JSON.stringify(vendor.requests)).not.toContain('internal-name');
  });

  it('is not asked with --offline: the local database is', async () => {
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    expect((await ask(engine, root, locked, { database })).data).toBeDefined();
    expect(vendor.requests).toEqual([]);
  });

  it.each([
    ['does not accept the key', 401, 'NEED_UNMET'],
    ['forbids', 403, 'NEED_UNMET'],
    ['has been asked too often', 429, 'NEED_UNMET'],
    ['is out of order', 503, 'NEED_UNMET'],
    ['answers with a login page', 'html', 'NEED_UNMET'],
    [
      'has an empty database',
      { body: { meta: { schema_version: '2.0.0' }, vulnerable_packages: {} } },
      'CANARY_MISSED',
    ],
    ['has a database of another form', { body: { a: 1 } }, 'NEED_UNMET'],
  ] as const)('broken: the vendor %s', async (_, reply, code) => {
    for (const route of ['short', 'full', 'initialize'] as const) vendor.reply(route, reply);
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    expect(await failure(ask(engine, root, locked, online))).toMatchObject({ code });
  });

  it('broken: nobody is there', async () => {
    await vendor.close();
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    expect(await failure(ask(engine, root, locked, online))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('network'),
    });
  });
});

describe('broken: a safety that', () => {
  it.each([
    [
      'says "nothing found"',
      `echo '{"report_meta":{},"vulnerabilities":[],"scanned_packages":{}}'; exit 0`,
      'CANARY_MISSED',
    ],
    ['wants a login', 'echo "Please login or register Safety CLI"; exit 1', 'NEED_UNMET'],
    ['cannot load its database', 'exit 67', 'NEED_UNMET'],
    ['says that its database is malformed', 'exit 69', 'NEED_UNMET'],
    ['fails', 'echo "ValueError: x" >&2; exit 1', 'TOOL_CRASHED'],
    ['ends with a code that it does not have', 'exit 3', 'TOOL_CRASHED'],
    ['writes half a report', `printf 'DEPRECATED\\n{"report_meta":'; exit 64`, 'REPORT_UNREADABLE'],
    ['writes another report', `echo '{"report_meta":{}}'; exit 64`, 'REPORT_UNREADABLE'],
    [
      'reports what its database does not hold',
      `echo '{"report_meta":{},"vulnerabilities":[{"package_name":"jinja2","vulnerability_id":"1"}]}'; exit 64`,
      'REPORT_UNREADABLE',
    ],
  ])('%s', async (_, script, code) => {
    const database = await importRecords(folder, { PyPI });
    vi.stubEnv('PATH', await withStub(folder, 'safety', script));
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({ code });
  });

  it('gets no credential for the local database', async () => {
    vi.stubEnv('SAFETY_API_KEY', 'key-of-the-user');
    const database = await importRecords(folder, { PyPI });
    const locked = await lock(root, { PyPI: ['flask@3.0.0'] });
    vi.stubEnv('PATH', await withStub(folder, 'safety', `env > '${folder}/env'; exit 1`));
    await failure(ask(engine, root, locked, { database }));
    const env = await readFile(`${folder}/env`, 'utf8');
    expect(env).not.toContain('key-of-the-user');
    // What a user has installed for himself is found, though the home is another one.
    if (process.platform === 'linux') expect(env).toMatch(/^PYTHONUSERBASE=.*\.local$/m);
  });

  it('is not installed', async () => {
    const database = await importRecords(folder, { PyPI });
    vi.stubEnv('PATH', '/nowhere');
    const locked = await lock(root, { PyPI: ['jinja2@2.10'] });
    expect(await failure(ask(engine, root, locked, { database }))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('pipx install safety'),
    });
  });
});

const SPEC_OF_ALL = [SPEC, '==2.19.1'];
const ENTRY_OF_ALL = [
  {
    specs: SPEC_OF_ALL,
    advisory: '',
    transitive: false,
    more_info_path: '/',
    ids: [{ type: 'pyup', id: '1' }],
  },
];

/** Where jinja2 is locked, another known-bad package is asked about. */
function withCanaries<Of>(database: { vulnerable_packages: object }, entries: Of): object {
  const vulnerable_packages = { ...database.vulnerable_packages, requests: entries };
  return { ...database, vulnerable_packages };
}

/** Safety's servers on the loopback interface. */
function startVendor(): Promise<StubServer<Route>> {
  return startStubServer<Route>((url) => ({
    routeOf(_, path) {
      if (path.startsWith('/initialize')) return 'initialize';
      if (path.startsWith('/announcements')) return 'announcements';
      if (path.startsWith('/insecure.json')) return 'short';
      if (path.startsWith('/insecure_full.json')) return 'full';
      return startUpProbe({ method: 'GET', path, body: '' }, url) === undefined ? 'other' : 'start';
    },
    answer({ route, path, method }) {
      if (route === 'start') return { body: startUpProbe({ method, path, body: '' }, url) };
      if (route === 'short' || route === 'full') return { body: VENDOR[route] };
      return { status: 404 };
    },
  }));
}
