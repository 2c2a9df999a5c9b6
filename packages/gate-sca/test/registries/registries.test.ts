import type { Dependencies, Ecosystem } from '@railgate/dependencies';
import {
  makeTempFolder,
  removeFolder,
  runGate,
  writeFiles,
  type StubReply,
  type StubServer,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { gate } from '../../src/gate.js';
import { askRegistries } from '../../src/policy/ask-registries.js';
import type { RegistryFacts } from '../../src/policy/registry-facts.js';
import type { Options } from '../../src/options.js';
import { dependenciesOf, OPTIONS, type MadePackage } from '../made.js';
import { pypiRelease, SERVICES, simpleProject, startService, type Answers } from './services.js';

let home: string;
let service: StubServer<'any'> | undefined;
beforeEach(async () => {
  home = await makeTempFolder();
  vi.stubEnv('HOME', home);
  for (const name of ['XDG_CONFIG_HOME', 'VIRTUAL_ENV', 'PIP_EXTRA_INDEX_URL', 'PIP_INDEX_URL', 'CARGO_HOME'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await service?.close();
  service = undefined;
  await removeFolder(home);
});

/** Starts a stub and has the user's configuration of every ecosystem name it. */
async function serve(answers: Answers): Promise<StubServer<'any'>> {
  service = await startService(answers);
  const { url } = service;
  vi.stubEnv('PIP_INDEX_URL', `${url}/simple`);
  vi.stubEnv('HEX_API_URL', url);
  vi.stubEnv('PUB_HOSTED_URL', url);
  vi.stubEnv('BUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/', url);
  vi.stubEnv('CARGO_HOME', `${home}/cargo`);
  await writeFiles(home, {
    '.nuget/NuGet/NuGet.Config': `<packageSources><add key="x" value="${url}/v3/index.json" /></packageSources>`,
    'cargo/config.toml': `[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "sparse+${url}/"\n`,
  });
  return service;
}

function ask(dependencies: Dependencies, options: Partial<Options> = {}): Promise<RegistryFacts> {
  const { signal } = new AbortController();
  const input = { options: { ...OPTIONS, minimumAge: 7, ...options }, workspace: { root: '/repo' }, signal };
  return askRegistries({ ...input, progress: () => undefined } as never, dependencies);
}

const locked = (ecosystem: Ecosystem, ...packages: readonly MadePackage[]): Dependencies =>
  dependenciesOf([{ ecosystem, format: 'requirements', path: 'lock', packages }]);
const NEW = '2026-11-20T00:00:00.000Z';

describe('PyPI', () => {
  const wanted = locked('PyPI', { name: 'my-lib', version: '1.0' });
  const of = (facts: RegistryFacts, version = '1.0') => facts.of('PyPI', 'my-lib', version);

  it('ok: says when, by the file that was added last, and the licence by PEP 639', async () => {
    const info = { license_expression: 'MIT OR Apache-2.0' };
    const stub = await serve({
      '/pypi/my-lib/1.0/json': pypiRelease('My_Lib', info, ['2020-01-01T00:00:00Z', NEW]),
    });
    const facts = await ask(wanted);
    expect(of(facts)).toEqual({ published: NEW, licence: 'MIT OR Apache-2.0' });
    expect([facts.saysLicences('PyPI'), facts.silence('PyPI')]).toEqual([true, []]);
    expect(stub.requests.map(({ path }) => path)).toEqual(['/pypi/my-lib/1.0/json']);
  });

  it.each([
    ['one classifier', { classifiers: ['License :: OSI Approved', 'License :: OSI Approved :: MIT License'] }, 'MIT'],
    ['a classifier that names four', { classifiers: ['License :: OSI Approved :: BSD License'] }, 'BSD License'],
    ['the text beside it', { classifiers: ['License :: OSI Approved :: BSD License'], license: 'BSD-3-Clause' }, 'BSD-3-Clause'],
    ['several, of which nobody says how they go together', { classifiers: ['License :: OSI Approved :: MIT License', 'License :: OSI Approved :: ISC License (ISCL)'] }, 'MIT License / ISC License (ISCL)'],
    ['a text', { license: 'MIT' }, 'MIT'],
    ['the whole licence', { license: 'MIT\n\nPermission is hereby granted' }, undefined],
    ['nothing', {}, undefined],
  ])('reads the licence of %s', async (_, info, licence) => {
    await serve({ '/pypi/my-lib/1.0/json': pypiRelease('my-lib', info) });
    expect(of(await ask(wanted))?.licence).toBe(licence);
  }); // prettier-ignore

  it('ng: a version that was yanked', async () => {
    const yanked = { yanked: true, yanked_reason: 'it deletes files' };
    await serve({ '/pypi/my-lib/1.0/json': pypiRelease('my-lib', yanked) });
    expect(of(await ask(wanted))?.yanked).toBe('it deletes files');
  });

  it('ok: an index that has files alone, with another one where it does not know the package', async () => {
    const stub = await serve({
      '/simple/my-lib/': simpleProject('my-lib', [
        { filename: 'my_lib-1.0-py3-none-any.whl', 'upload-time': '2020-01-01T00:00:00Z', yanked: false },
        { filename: 'my-lib-1.0.tar.gz', 'upload-time': NEW },
        { filename: 'my-lib-2.0.tar.gz', 'upload-time': '2020-01-01T00:00:00Z', yanked: 'broken' },
        { filename: 'my-lib-extra-3.0.zip', 'upload-time': NEW },
      ]),
    });
    vi.stubEnv('PIP_INDEX_URL', `${stub.url}/empty/simple/`);
    vi.stubEnv('PIP_EXTRA_INDEX_URL', `http://user:pa%20ss@${stub.host}/simple`);
    const facts = await ask(
      locked('PyPI', ...['1.0', '2.0', '3.0'].map((version) => ({ name: 'my-lib', version }))),
    );
    expect([of(facts), of(facts, '2.0'), of(facts, '3.0')]).toEqual([
      { published: NEW },
      { published: '2020-01-01T00:00:00.000Z', yanked: 'broken' },
      undefined,
    ]);
    expect(facts.silence('PyPI')).toEqual([`${stub.host} does not know my-lib 3.0.`]);
    const [asked] = stub.requests.slice(-1);
    expect(asked?.headers).toMatchObject({
      accept: 'application/vnd.pypi.simple.v1+json',
      authorization: `Basic ${Buffer.from('user:pa ss').toString('base64')}`,
    });
  });

  it('is what the files of pip say, and none that lies in the repository', async () => {
    const stub = await serve({ '/pypi/my-lib/1.0/json': pypiRelease('my-lib', {}) });
    vi.stubEnv('PIP_INDEX_URL', undefined);
    vi.stubEnv('PIP_CONFIG_FILE', undefined);
    await writeFiles(home, {
      '.pip/pip.conf': '[global]\nindex-url = http://127.0.0.1:1/simple\n',
      '.config/pip/pip.conf': `[global]\nindex-url = http://127.0.0.1:2/simple\n[install]\nindex-url:\n  ${stub.url}/simple\n`,
    });
    expect(of(await ask(wanted))).toMatchObject({ published: '2020-01-01T00:00:00.000Z' });
    const { signal } = new AbortController();
    const workspace = { root: home };
    const inside = { options: { ...OPTIONS, minimumAge: 7 }, workspace, signal, progress: () => undefined };
    vi.stubEnv('PIP_PROXY', 'http://127.0.0.1:1');
    const facts = await askRegistries(inside as never, wanted);
    expect(facts.silence('PyPI')[0]).toMatch(/^pypi\.org /);
  });

  it('tells no name that may be private, unless it comes from the index itself', async () => {
    const stub = await serve({});
    const facts = await ask(
      locked(
        'PyPI',
        { name: 'secret', version: '1', resolved: 'https://pypi.corp.example/simple' },
        { name: 'own', version: '1', resolved: `${stub.url}/simple` },
        { name: 'from-git', version: '1', source: 'git' },
      ),
    );
    expect(stub.requests.every(({ path }) => path.includes('/own/'))).toBe(true);
    expect(facts.silence('PyPI')).toEqual([
      `${stub.host} does not know own 1.`,
      expect.stringContaining('was not asked about secret: they come from pypi.corp.example'),
    ]);
    await ask(locked('PyPI', { name: 'secret', version: '1', resolved: 'https://pypi.corp.example/' }), {
      registryOnly: false,
    });
    expect(stub.requests.some(({ path }) => path.includes('/secret/'))).toBe(true);
  });

  it('a lockfile that names another index does not say which package is of which', async () => {
    const stub = await serve({});
    const lockfile = { ecosystem: 'PyPI', format: 'requirements', path: 'r.txt' } as const;
    const registries = [{ url: 'https://pypi.corp.example/simple', line: 1 }];
    await ask(dependenciesOf([{ ...lockfile, registries, packages: [{ name: 'secret' }] }]));
    expect(stub.requests).toEqual([]);
  });
});

const NO_ANSWERS: readonly (readonly [string, StubReply, RegExp])[] = [
  ['405', 405, /answered 405/],
  ['a login page', 'html', /web page/],
  ['an empty object', { body: {} }, /does not describe the package/],
  ['an empty list', { body: [] }, /does not describe the package/],
  ['half an answer', 'truncated', /no JSON/],
  ['a connection that ends', 'reset', /ended the connection/],
];

/** What each says of its package in `SERVICES`. */
const SAID: readonly (readonly [Ecosystem, string, Readonly<Record<string, object | undefined>>, boolean])[] =
  [
    ['RubyGems', 'rack', { '2.0': { published: NEW, licence: '(MIT OR Ruby)' }, '9.9': undefined }, true],
    [
      'crates.io',
      'serde',
      {
        '1.0.0': { published: '2020-01-01T00:00:00Z', yanked: '' },
        '2.0.0': { published: '2026-11-20T00:00:00Z' },
        '3.0.0': {},
      },
      false,
    ],
    [
      'NuGet',
      'Newton.json',
      {
        '1.0.0': {
          published: '2026-11-20T00:00:00+00:00',
          licence: 'MIT',
          deprecated: 'Use System.Text.Json.',
        },
        '2.0.0': { licence: 'MIT', yanked: 'It is unlisted.' },
        '9.9.9': undefined,
      },
      true,
    ],
    [
      'Hex',
      'plug',
      {
        '1.0.0': { published: '2026-11-20T00:00:00.000000Z', licence: 'Apache-2.0' },
        '1.1.0': { published: '2020-01-01T00:00:00.000000Z', licence: 'Apache-2.0', yanked: 'CVE in it' },
        '1.2.0': {
          published: '2020-01-01T00:00:00.000000Z',
          licence: 'Apache-2.0',
          deprecated: 'deprecated',
        },
      },
      true,
    ],
    [
      'Pub',
      'http',
      {
        '1.0.0': { published: '2026-11-20T00:00:00Z', deprecated: 'It is discontinued: use dio.' },
        '2.0.0': {
          published: '2020-01-01T00:00:00Z',
          deprecated: 'It is discontinued: use dio.',
          yanked: '',
        },
      },
      false,
    ],
  ];

describe.each(SAID)('%s', (ecosystem, name, said, saysLicences) => {
  const wanted = locked(ecosystem, ...Object.keys(said).map((version) => ({ name, version })));
  const told = (facts: RegistryFacts) =>
    Object.fromEntries(Object.keys(said).map((version) => [version, facts.of(ecosystem, name, version)]));

  it('ok: says what its interface says, and names what it does not know', async () => {
    const stub = await serve(SERVICES[ecosystem] ?? {});
    const facts = await ask(wanted);
    expect(told(facts)).toEqual(said);
    expect(facts.saysLicences(ecosystem)).toBe(saysLicences);
    const unknown = Object.entries(said).find(([, value]) => value === undefined)?.[0];
    const silence = unknown === undefined ? [] : [`${stub.host} does not know ${name} ${unknown}.`];
    expect(facts.silence(ecosystem)).toEqual(silence);
  });

  it.each(NO_ANSWERS)('broken: %s is no answer', async (_, reply, message) => {
    const stub = await serve(SERVICES[ecosystem] ?? {});
    stub.reply('any', reply);
    const facts = await ask(wanted);
    expect(Object.values(told(facts)).every((one) => one === undefined)).toBe(true);
    expect([facts.saysLicences(ecosystem), facts.silence(ecosystem)]).toEqual([
      false,
      [expect.stringMatching(message)],
    ]);
  });
});

describe('crates.io', () => {
  it('is not asked where the user has put something without a sparse index in its place', async () => {
    vi.stubEnv('CARGO_HOME', home);
    const config = '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n';
    await writeFiles(home, { 'config.toml': config });
    const facts = await ask(locked('crates.io', { name: 'serde' }));
    expect(facts.silence('crates.io')).toEqual([expect.stringContaining('replaces crates.io')]);
  });
});

describe('others', () => {
  it('are not asked where the user names several sources, or where the answer would prove nothing', async () => {
    const two =
      '<packageSources><add key="a" value="https://a.example/" /><add key="b" value="https://b.example/" /></packageSources>';
    await writeFiles(home, { '.nuget/NuGet/NuGet.Config': two });
    const facts = await ask(
      dependenciesOf(
        (['NuGet', 'Go', 'Packagist', 'Maven'] as const).map((ecosystem) => ({
          ecosystem,
          packages: [{ name: 'a' }],
        })),
      ),
    );
    expect(facts.silence('NuGet')).toEqual([expect.stringContaining('several sources')]);
    expect(facts.silence('Go')).toEqual([expect.stringContaining('its author writes as he likes')]);
    expect(facts.silence('Packagist')).toHaveLength(1);
    expect(facts.silence('Maven')).toHaveLength(1);
  });

  it('are asked no more after three failures in a row', async () => {
    const stub = await serve({});
    stub.reply('any', 405);
    await ask(locked('Hex', ...Array.from({ length: 100 }, (_, i) => ({ name: `p${i}` }))));
    // Eight are under way at the same time.
    expect(stub.requests.length).toBeLessThan(20);
  });
});

describe.each(NO_ANSWERS)('broken: PyPI with %s', (_, reply, message) => {
  it('says nothing', async () => {
    const stub = await serve({ '/pypi/a/1.0.0/json': pypiRelease('a', {}) });
    stub.reply('any', reply);
    const facts = await ask(locked('PyPI', { name: 'a' }));
    expect([facts.of('PyPI', 'a', '1.0.0'), facts.saysLicences('PyPI')]).toEqual([undefined, false]);
    expect(facts.silence('PyPI')).toEqual([expect.stringMatching(message)]);
  });
});

describe('the whole gate', () => {
  const files = { 'requirements.txt': 'new==1.0\nold==1.0\nlost==1.0\n' };
  const options = { engines: ['osv'], minimumAge: 7, licences: { deny: ['GPL-3.0-only'] } };

  it('ng: young, yanked and of a licence that is denied; what the index does not know is a gap', async () => {
    await serve({
      '/pypi/new/1.0/json': pypiRelease('new', { license_expression: 'MIT' }, [new Date().toISOString()]),
      '/pypi/old/1.0/json': pypiRelease('old', {
        license_expression: 'GPL-3.0-only',
        yanked: true,
        yanked_reason: 'it deletes files',
      }),
    });
    const { lines, scan } = await runGate(gate, files, { offline: false, options });
    expect(lines).toEqual([
      'requirements.txt:1 sca/young-package high',
      'requirements.txt:2 sca/licence-denied high',
      'requirements.txt:2 sca/yanked-version high',
      'requirements.txt:3 sca/licence-unknown medium',
    ]);
    expect(scan.gaps).toContainEqual(
      expect.objectContaining({
        code: 'SOURCE_MISSING',
        message: expect.stringMatching(
          /^Nobody says when 1 version of .* does not know lost 1\.0\.$/,
        ) as string,
      }),
    );
  });

  it('broken: an index that answers nothing, with the reason', async () => {
    const stub = await serve({});
    stub.reply('any', 'html');
    const { lines, scan } = await runGate(gate, files, { offline: false, options });
    expect(lines).toEqual([]);
    const told = scan.gaps.map(({ message }) => message).filter((message) => message.includes('web page'));
    expect(told).toEqual([
      expect.stringMatching(/^Nobody says when 3 versions/),
      expect.stringMatching(/^requirements\.txt holds no licences/),
    ]);
  });

  it('is never asked with --offline', async () => {
    const stub = await serve({});
    await runGate(gate, files, { offline: true, options });
    expect(stub.requests).toEqual([]);
  });
});
