import { join } from 'node:path';

import type { Ecosystem, LockedPackage, Lockfile } from '@railgate/dependencies';
import {
  makeTempFolder,
  OSV_RECORDS,
  removeFolder,
  startOsv,
  writeFiles,
  type OsvStub,
  type StubReply,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { engine } from '../../src/engines/osv-service/index.js';
import { isPrivateModule, isPublicPlace } from '../../src/engines/osv-service/public-places.js';
import { npmConfiguration, npmLock, type Npm } from './npm-support.js';
import { ask, failure, linesOf, type AskOptions } from './support.js';

let root: string;
let home: string;
let osv: OsvStub;
beforeEach(async () => {
  [root, home, osv] = await Promise.all([makeTempFolder(), makeTempFolder(), startOsv()]);
  await npmConfiguration(home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await osv.close();
  await Promise.all([root, home].map(removeFolder));
});

type Locked = Readonly<Partial<Record<Ecosystem, readonly Npm[]>>>;

/** One lockfile for each ecosystem. */
function locked(packages: Locked) {
  const lockfiles = Object.entries(packages).map(([ecosystem, list]): Lockfile => {
    const [lockfile] = npmLock(list, `${ecosystem}.lock`).lockfiles;
    if (!lockfile) throw new Error('There is one.');
    return { ...lockfile, ecosystem: ecosystem as Ecosystem };
  });
  return { ...npmLock([]), lockfiles };
}

const asking = (packages: Locked, options: AskOptions = {}) =>
  ask(engine, root, locked(packages), { offline: false, osvService: osv.url, ...options });
const queried = () =>
  osv.queries().map(({ package: asked, version }) => `${asked?.ecosystem} ${asked?.name} ${version}`);
const requestsOf = (route: 'querybatch' | 'vulns') =>
  osv.requests.filter((request) => request.route === route);

it('ok: nothing is reported of what is fixed, and every ecosystem is proven in the same request', async () => {
  const answer = await asking({
    npm: [['lodash@4.17.21']],
    PyPI: [['jinja2@3.1.6']],
    Go: [['golang.org/x/text@v0.40.0']],
  });
  expect(answer).toEqual({
    reports: [],
    evidence: { name: 'osv.dev', version: 'v1', canary: 'found' },
    proven: ['npm', 'PyPI', 'Go'],
    gaps: [],
    uncovered: [],
  });
  expect(osv.requests).toHaveLength(1);
  expect(queried()).toEqual(
    expect.arrayContaining(['npm lodash 4.17.20', 'PyPI jinja2 2.10', 'Go golang.org/x/text 0.40.0']),
  );
});

it('ng: each version, with what the records say', async () => {
  const answer = await asking({
    npm: [['lodash@4.17.20'], ['lodash@4.17.20'], ['railgate-sample-malware@1.0.0']],
    PyPI: [['jinja2@2.10']],
    Go: [['golang.org/x/text@v0.3.0']],
  });
  expect(linesOf(answer)).toEqual([
    'golang.org/x/text@v0.3.0 GO-2021-0113',
    'jinja2@2.10 GHSA-462w-v97r-4m45',
    'jinja2@2.10 PYSEC-2019-217',
    'lodash@4.17.20 GHSA-29mw-wpgm-hmr9',
    'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
    'railgate-sample-malware@1.0.0 MAL-0000-0001',
  ]);
  expect(answer.reports.find(({ ids }) => ids[0] === 'GHSA-35jh-r3h4-6jhm')).toMatchObject({
    engine: 'osv.dev',
    ids: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
    title: 'Command injection in lodash',
    severity: 'high',
    score: 7.2,
    cwes: [77, 94],
    fixed: ['4.17.21'],
  });
  expect(answer.reports.find(({ ids }) => ids[0].startsWith('MAL'))).toMatchObject({
    malicious: true,
    severity: 'critical',
  });
});

it('ng: an answer of several pages, and several batches, each with the canaries', async () => {
  await osv.close();
  osv = await startOsv({ pageSize: 1 });
  expect(linesOf(await asking({ npm: [['lodash@4.17.20']] }))).toEqual([
    'lodash@4.17.20 GHSA-29mw-wpgm-hmr9',
    'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
  ]);
  const many = Array.from({ length: 2500 }, (_, i): Npm => [`package-${i}@1.0.0`]);
  await asking({ npm: [...many, ['minimist@1.2.5']] });
  const batches = requestsOf('querybatch').map(({ body }) => (body as { queries: unknown[] }).queries);
  const first = batches.filter((queries) => queries.length > 400);
  expect(first).toHaveLength(3);
  for (const queries of first) {
    expect(queries.length).toBeLessThanOrEqual(1000);
    expect(queries[0]).toEqual({ package: { name: 'lodash', ecosystem: 'npm' }, version: '4.17.20' });
  }
});

it('records are kept until they change, and not asked for again', async () => {
  vi.stubEnv('XDG_CACHE_HOME', join(home, 'cache'));
  const packages = { npm: [['lodash@4.17.20'], ['minimist@1.2.5']] } as const;
  const first = await asking(packages);
  expect(requestsOf('vulns')).toHaveLength(3);
  expect((await asking(packages)).reports).toEqual(first.reports);
  expect(requestsOf('vulns')).toHaveLength(3);
  const changed = { id: 'GHSA-xvch-5gv4-984h', modified: '2026-11-20T00:00:00Z' };
  osv.reply('querybatch', {
    body: { results: [{ vulns: [{ id: 'GHSA-35jh-r3h4-6jhm', modified: '' }] }, {}, { vulns: [changed] }] },
  });
  osv.reply('vulns', { body: { ...OSV_RECORDS.npm[2], ...changed, summary: 'Changed' } });
  expect((await asking({ npm: [['minimist@1.2.5']] })).reports).toMatchObject([{ title: 'Changed' }]);
  expect(requestsOf('vulns')).toHaveLength(4);
});

describe('what leaves this machine', () => {
  const secret: Npm = ['@corp/secret@1.0.0'];
  const hidden = (answer: Awaited<ReturnType<typeof asking>>, from: string) => {
    expect(queried().join()).not.toMatch(/secret/);
    expect(answer.uncovered).toMatchObject([
      {
        gap: { code: 'SOURCE_MISSING', message: expect.stringContaining(`they come from ${from}`) as string },
      },
    ]);
  };

  it('no name of git, file and workspace dependencies', async () => {
    const sources: LockedPackage['source'][] = ['git', 'file', 'url', 'workspace'];
    const packages = sources.map((source): Npm => [`secret-${source}@1.0.0`, { source }]);
    const answer = await asking({ npm: [...packages, ['left-pad@1.3.0']] });
    expect(queried().join()).not.toMatch(/secret/);
    expect(answer.left).toContain('secret-git, secret-file, secret-url (');
    await asking({ npm: packages }, { registryOnly: false });
    expect(queried().filter((query) => query.includes('secret'))).toHaveLength(3);
  });

  it('no name of a scope with a registry of its own', async () => {
    await npmConfiguration(home, '@corp:registry=https://npm.corp.example/');
    hidden(await asking({ npm: [secret, ['left-pad@1.3.0']] }), 'npm.corp.example');
  });

  it('no name that the repository fetches from elsewhere', async () => {
    await writeFiles(root, { '.npmrc': '@corp:registry=https://npm.corp.example/' });
    hidden(await asking({ npm: [secret, ['left-pad@1.3.0']] }), 'npm.corp.example');
  });

  it('no name whose address in the lockfile is not public', async () => {
    const resolved = 'https://python.corp.example/simple';
    hidden(
      await asking({
        PyPI: [
          ['secret@1.0.0', { resolved }],
          ['jinja2@3.1.6', { resolved: 'https://pypi.org/simple' }],
        ],
      }),
      'python.corp.example',
    );
  });

  it('no module that the user has declared private', async () => {
    vi.stubEnv('GOPRIVATE', 'github.com/corp/*');
    hidden(
      await asking({ Go: [['github.com/corp/secret/v2@v2.0.0'], ['golang.org/x/text@v0.40.0']] }),
      'github.com',
    );
  });

  it('nothing at all where everything is private: that is told', async () => {
    await npmConfiguration(home, 'registry=https://npm.corp.example/');
    expect(await failure(asking({ npm: [secret] }))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('railgate db update') as string,
    });
    expect(osv.requests).toEqual([]);
    expect(await failure(asking({ npm: [['a@1.0.0', { source: 'git' }]] }))).toMatchObject({
      code: 'LOOKED_AT_NOTHING',
    });
  });

  it('hosts and modules are told apart by whole names', () => {
    expect(isPublicPlace('PyPI', 'https://files.pythonhosted.org/x')).toBe(true);
    expect(isPublicPlace('PyPI', 'https://evilpypi.org/x')).toBe(false);
    expect(isPublicPlace('Maven', 'https://repo.example/')).toBe(false);
    const env = { GOPRIVATE: '*.corp.example,git.example/team' };
    expect(isPrivateModule('a.corp.example/x', env)).toBe(true);
    expect(isPrivateModule('git.example/team/x', env)).toBe(true);
    expect(isPrivateModule('git.example/teams', env)).toBe(false);
    expect(isPrivateModule('git.example', env)).toBe(false);
    expect(isPrivateModule('a.b', {})).toBe(false);
  });
});

describe('broken: could not check, and why', () => {
  it.each<[string, StubReply, string, RegExp]>([
    ['404', 404, 'NEED_UNMET', /404/],
    ['405', 405, 'NEED_UNMET', /405/],
    ['500', 500, 'NEED_UNMET', /500/],
    ['403', 403, 'NEED_UNMET', /403/],
    ['a login page', 'html', 'REPORT_UNREADABLE', /web page/],
    ['half an answer', 'truncated', 'REPORT_UNREADABLE', /no JSON/],
    ['the connection ends', 'reset', 'NEED_UNMET', /ended the connection/],
    ['an empty object', { body: {} }, 'REPORT_UNREADABLE', /another number/],
    ['an empty list', { body: [] }, 'REPORT_UNREADABLE', /another number/],
    ['fewer answers', { body: { results: [{}] } }, 'REPORT_UNREADABLE', /another number/],
    ['nothing known of the canary', { body: { results: [{}, {}, {}] } }, 'CANARY_MISSED', /lodash 4\.17\.20/],
    [
      'pages without end',
      { body: { results: [{}, {}, { next_page_token: 'x' }] } },
      'REPORT_UNREADABLE',
      /./,
    ],
    ['another host', { redirect: 'http://127.0.0.2:9/' }, 'NEED_UNMET', /127\.0\.0\.2:9/],
  ])('%s', async (_case, reply, code, said) => {
    osv.reply('querybatch', reply);
    const error = await failure(asking({ npm: [['left-pad@1.3.0']] }));
    expect(error).toMatchObject({ code, message: expect.stringMatching(said) as string });
    expect(error.message).toContain(osv.host);
  });

  it('an ecosystem that it knows nothing of is not proven, others are', async () => {
    await osv.close();
    osv = await startOsv({ records: OSV_RECORDS.npm });
    const answer = await asking({ npm: [['lodash@4.17.20']], PyPI: [['jinja2@2.10']] });
    expect(answer.proven).toEqual(['npm']);
    expect(answer.reports).toHaveLength(2);
  });

  it('a record that cannot be had: the finding stays, and that is a gap', async () => {
    osv.reply('vulns', 500);
    const answer = await asking({ npm: [['lodash@4.17.20']] });
    expect(linesOf(answer)).toEqual([
      'lodash@4.17.20 GHSA-29mw-wpgm-hmr9',
      'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
    ]);
    expect(answer.gaps).toMatchObject([
      { code: 'PART_SKIPPED', message: expect.stringContaining('GHSA-29mw-wpgm-hmr9') as string },
    ]);
    osv.reply('vulns', { body: { id: 'GHSA-29mw-wpgm-hmr9' } });
    expect((await asking({ npm: [['lodash@4.17.20']] })).gaps).toHaveLength(1);
  });

  it('a withdrawn record is none', async () => {
    const [lodash] = OSV_RECORDS.npm;
    osv.reply('vulns', { body: { ...lodash, withdrawn: '2026-01-01T00:00:00Z' } });
    expect((await asking({ npm: [['lodash@4.17.20']] })).reports).toEqual([]);
  });

  it('a service that fails is not asked a thousand times', async () => {
    const packages = Array.from({ length: 50 }, (_, i): Npm => [`package-${i}@1.0.0`]);
    const vulns = (count: number) => ({
      results: [
        { vulns: [{ id: 'GHSA-35jh-r3h4-6jhm', modified: '' }] },
        {},
        ...Array.from({ length: count }, (_, i) => ({ vulns: [{ id: `X-${i}`, modified: '' }] })),
      ],
    });
    osv.reply('querybatch', { body: vulns(50) });
    osv.reply('vulns', 404);
    expect((await asking({ npm: packages })).reports).toHaveLength(50);
    expect(requestsOf('vulns').length).toBeLessThan(15);
  });
});
