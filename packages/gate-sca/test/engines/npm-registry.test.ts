import {
  makeTempFolder,
  removeFolder,
  startRegistry,
  writeFiles,
  type RegistryStub,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { engine } from '../../src/engines/npm-registry/index.js';
import { BROKEN_REGISTRIES, npmConfiguration, npmLock, type Npm } from './npm-support.js';
import { ask, failure, linesOf, type AskOptions } from './support.js';

let root: string;
let home: string;
let registry: RegistryStub;
const more: RegistryStub[] = [];
beforeEach(async () => {
  [root, home, registry] = await Promise.all([makeTempFolder(), makeTempFolder(), startRegistry()]);
  await npmConfiguration(home, `registry=${registry.url}/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([registry, ...more.splice(0)].map((one) => one.close()));
  await Promise.all([root, home].map(removeFolder));
});

const asking = (packages: readonly Npm[], options: AskOptions = {}) =>
  ask(engine, root, npmLock(packages), { offline: false, ...options });
const askedNames = (stub: RegistryStub): string[] => [...stub.asked().keys()].sort();
async function another(options?: Parameters<typeof startRegistry>[0]): Promise<RegistryStub> {
  const stub = await startRegistry(options);
  more.push(stub);
  return stub;
}
const pretends = (name: string, version: string): Npm => [`${name}@${version}`];

it('ok: nothing is reported of what is fixed, and the canary was in the same request', async () => {
  expect(await asking([['lodash@4.17.21'], ['minimist@1.2.8'], ['left-pad@1.3.0']])).toEqual({
    reports: [],
    evidence: { name: 'npm-registry', version: expect.any(String) as string, canary: 'found' },
    proven: ['npm'],
    gaps: [],
    uncovered: [],
  });
  expect(registry.requests).toMatchObject([
    {
      method: 'POST',
      path: '/-/npm/v1/security/advisories/bulk',
      headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
      body: { lodash: ['4.17.21', '4.17.20'], 'left-pad': ['1.3.0'] },
    },
  ]);
});

it('ng: each version that an advisory speaks of, with all that it says', async () => {
  const answer = await asking([
    ['lodash@4.17.20'],
    ['lodash@4.17.21'],
    ['lodash@3.0.0'],
    ['minimist@1.2.5'],
    ['minimist@1.2.5'],
  ]);
  expect(linesOf(answer)).toEqual([
    'lodash@3.0.0 GHSA-35jh-r3h4-6jhm',
    'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
    'minimist@1.2.5 GHSA-xvch-5gv4-984h',
  ]);
  expect(answer.reports.find(({ version }) => version === '4.17.20')).toEqual({
    engine: 'npm-registry',
    ecosystem: 'npm',
    name: 'lodash',
    version: '4.17.20',
    ids: ['GHSA-35jh-r3h4-6jhm'],
    title: 'Command Injection in lodash',
    range: '<4.17.21',
    severity: 'high',
    severitySource: 'npm',
    score: 7.2,
    vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
    cwes: [77, 94],
    fixed: ['4.17.21'],
    references: ['https://github.com/advisories/GHSA-35jh-r3h4-6jhm'],
  });
});

it('ng: malware, a range without an end, a pre-release, and an advisory without an id', async () => {
  const malware = {
    id: 7,
    url: 'https://github.com/advisories/GHSA-22cw-pj2v-6r3m',
    title: 'Malware in bad',
    severity: 'critical',
    vulnerable_versions: '>=0',
    cwe: ['CWE-506'],
  } as const;
  const nameless = {
    id: 8,
    url: 'https://example.com/',
    title: '\u001b[31mred\nsecond line',
    severity: 'low',
    vulnerable_versions: '<=1.0.0',
  } as const;
  const advisories = new Map([
    ['bad', [malware]],
    ['old', [nameless]],
  ]);
  registry.reply('bulk', { body: { lodash: [lodash], ...Object.fromEntries(advisories) } });
  const answer = await asking([['bad@2.0.0-beta.1'], ['old@1.0.0']]);
  expect(answer.reports).toMatchObject([
    { name: 'bad', ids: ['GHSA-22cw-pj2v-6r3m'], malicious: true, severity: 'critical' },
    { name: 'old', ids: ['NPM-8'], title: '\\u001b[31mred', severity: 'low' },
  ]);
  expect(answer.reports.map(({ fixed }) => fixed)).toEqual([undefined, undefined]);
});

const lodash = {
  id: 1,
  url: 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm',
  title: 'x',
  severity: 'high',
  vulnerable_versions: '<4.17.21',
};

it('a name of the prototype is a name, and an advisory whose range cannot be read is a gap', async () => {
  registry.reply('bulk', {
    body: `{"lodash":[${JSON.stringify(lodash)}],"__proto__":[{"id":9,"vulnerable_versions":"*"}],"odd":[{"id":10,"vulnerable_versions":"no range"}]}`,
  });
  const answer = await asking([pretends('__proto__', '1.0.0'), ['constructor@1.0.0'], ['odd@1.0.0']]);
  expect(linesOf(answer)).toEqual(['__proto__@1.0.0 NPM-9']);
  expect(answer.gaps).toMatchObject([
    { code: 'PART_SKIPPED', message: expect.stringContaining('odd') as string },
  ]);
});

it('many names go in several requests, each with the canary', async () => {
  const packages = Array.from({ length: 4500 }, (_, i): Npm => [`package-${i}@1.0.0`]);
  await asking(packages);
  expect(registry.requests).toHaveLength(3);
  for (const { body } of registry.requests) expect(body).toMatchObject({ lodash: ['4.17.20'] });
  expect(registry.asked().size).toBe(4502);
});

describe('what leaves this machine', () => {
  const git: Npm = ['private-tool@1.0.0', { source: 'git' }];
  const file: Npm = ['private-file@1.0.0', { source: 'file' }];
  const workspace: Npm = ['private-app@1.0.0', { source: 'workspace' }];

  it('only names of packages that come from a registry', async () => {
    const answer = await asking([
      git,
      file,
      workspace,
      ['left-pad@1.3.0', { alias: 'private-alias' }],
      ['odd@not a version'],
    ]);
    expect(askedNames(registry)).toEqual(['left-pad', 'lodash', 'minimist']);
    expect(answer.left).toBe('Not looked at: private-tool, private-file, odd (no registry knows them).');
    expect(JSON.stringify(registry.requests)).not.toContain('private');
  });

  it('the others too where that is allowed', async () => {
    await asking([git, workspace], { registryOnly: false });
    expect(askedNames(registry)).toEqual(['lodash', 'minimist', 'private-tool']);
  });

  it('a scope with a registry of its own is asked there alone, with the credential for it', async () => {
    const corp = await another({ token: 'corp-token' });
    await npmConfiguration(
      home,
      `registry=${registry.url}/`,
      `@corp:registry=${corp.url}/npm/`,
      `//${corp.host}/npm/:_authToken=corp-token`,
    );
    corp.reply('other', { body: { lodash: [lodash] } });
    const answer = await asking([['left-pad@1.3.0'], ['@corp/secret@1.0.0']]);
    expect(answer).toMatchObject({ proven: ['npm'], uncovered: [] });
    expect(askedNames(registry)).toEqual(['left-pad', 'lodash', 'minimist']);
    expect(corp.requests).toMatchObject([
      {
        path: '/npm/-/npm/v1/security/advisories/bulk',
        headers: { authorization: 'Bearer corp-token' },
        body: { '@corp/secret': ['1.0.0'] },
      },
    ]);
    expect(JSON.stringify(registry.requests)).not.toMatch(/corp/);
  });

  it('nowhere, where that registry does not answer: that is told', async () => {
    const corp = await another();
    await npmConfiguration(home, `registry=${registry.url}/`, `@corp:registry=${corp.url}/`);
    corp.reply('bulk', 404);
    const answer = await asking([['left-pad@1.3.0'], ['@corp/secret@1.0.0']]);
    expect(answer.proven).toEqual(['npm']);
    expect(answer.uncovered).toMatchObject([
      {
        ecosystem: 'npm',
        gap: {
          code: 'SOURCE_MISSING',
          message: expect.stringContaining(`@corp/secret: ${corp.host} answered 404`) as string,
          line: 2,
        },
      },
    ]);
    expect(askedNames(registry)).not.toContain('@corp/secret');
  });

  it.each([
    ['by its .npmrc', { '.npmrc': 'registry=https://private.example/\n' }, {}],
    ['by the scope', { '.npmrc': '@corp:registry=https://private.example/\n' }, {}],
    [
      'by the address in the lockfile',
      {},
      { resolved: 'https://private.example/@corp/secret/-/secret-1.0.0.tgz' },
    ],
  ])(
    'nowhere, where the repository says that it comes from another registry: %s',
    async (_where, files, locked) => {
      await writeFiles(root, files);
      const known = registry.tarballUrl('left-pad', '1.3.0');
      const answer = await asking([
        ['left-pad@1.3.0', { resolved: known }],
        ['@corp/secret@1.0.0', locked],
      ]);
      expect(askedNames(registry)).toEqual(['left-pad', 'lodash', 'minimist']);
      expect(answer.uncovered).toMatchObject([
        {
          ecosystem: 'npm',
          gap: {
            message: expect.stringMatching(
              /was not asked about @corp\/secret: they come from private\.example/,
            ) as string,
          },
        },
      ]);
    },
  );

  it('never to the registry that the repository names', async () => {
    const evil = await another();
    await writeFiles(root, { '.npmrc': `registry=${evil.url}/\n//${registry.host}/:_authToken=x\n` });
    const tarball = registry.tarballUrl('left-pad', '1.3.0');
    await asking([['left-pad@1.3.0', { resolved: tarball }]]);
    expect(evil.requests).toEqual([]);
    expect(registry.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('nothing to another host, whatever the registry says', async () => {
    const elsewhere = await another();
    registry.reply('bulk', { redirect: `${elsewhere.url}/-/npm/v1/security/advisories/bulk` });
    const error = await failure(asking([['left-pad@1.3.0']]));
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      message: expect.stringContaining(elsewhere.host) as string,
    });
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('broken: could not check, and why', () => {
  it.each(BROKEN_REGISTRIES)('%s', async (_case, reply, said) => {
    registry.reply('bulk', reply);
    const error = await failure(asking([['left-pad@1.3.0']]));
    expect(error.message).toMatch(said);
    expect(error.message).toContain(registry.host);
    expect(error.remedy).toContain('railgate db update');
    const expected = /lodash/.test(error.message) ? 'CANARY_MISSED' : /^(?:REPORT_UNREADABLE|NEED_UNMET)$/;
    expect(error.code).toMatch(expected);
  });

  it('an advisory on the canary that is none of its own', async () => {
    registry.reply('bulk', { body: { lodash: [{ ...lodash, url: 'https://example.com' }] } });
    expect(await failure(asking([['left-pad@1.3.0']]))).toMatchObject({ code: 'CANARY_MISSED' });
  });

  it('an answer in another form', async () => {
    registry.reply('bulk', { body: { lodash: { id: 1 } } });
    expect(await failure(asking([['left-pad@1.3.0']]))).toMatchObject({ code: 'REPORT_UNREADABLE' });
  });

  it('the wrong content type alone is no reason', async () => {
    registry.reply('bulk', 'wrong-type');
    expect(await asking([['left-pad@1.3.0']])).toMatchObject({ proven: ['npm'] });
  });

  it('nobody there', async () => {
    await registry.close();
    const error = await failure(asking([['left-pad@1.3.0']]));
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      message: `${registry.host} cannot be reached: nobody listens there.`,
    });
  });

  it('a registry that is no address', async () => {
    await npmConfiguration(home, 'registry=${UNSET_REGISTRY}');
    const error = await failure(asking([['left-pad@1.3.0']]));
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('npm config get registry') as string,
    });
  });

  it('a second request without the canary', async () => {
    const packages = Array.from({ length: 2500 }, (_, i): Npm => [`package-${i}@1.0.0`]);
    registry.reply('bulk', { body: { lodash: [lodash] } }, { body: {} });
    expect(await failure(asking(packages))).toMatchObject({ code: 'CANARY_MISSED' });
  });

  it('no package of a registry', async () => {
    expect(await failure(asking([['a@1.0.0', { source: 'git' }]]))).toMatchObject({
      code: 'LOOKED_AT_NOTHING',
    });
    const elsewhere = { resolved: 'https://private.example/a/-/a-1.0.0.tgz' };
    expect(await failure(asking([['a@1.0.0', elsewhere]]))).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('registryOnly') as string,
    });
  });
});
