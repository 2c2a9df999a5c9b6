import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { readDependencies } from '@railgate/dependencies';
import {
  installedTool,
  makeTempFolder,
  removeFolder,
  startRegistry,
  workspaceOf,
  writeFiles,
  type RegistryStub,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Engine } from '../../src/engines/engine.js';
import { askNpm, engine } from '../../src/engines/npm-audit/index.js';
import { BROKEN_REGISTRIES, npmConfiguration } from './npm-support.js';
import { ask, failure, linesOf, NO_TOOLS, withStub, type AskOptions } from './support.js';

let root: string;
let home: string;
let registry: RegistryStub;
beforeEach(async () => {
  [root, home, registry] = await Promise.all([makeTempFolder(), makeTempFolder(), startRegistry()]);
  await npmConfiguration(home, `registry=${registry.url}/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await registry.close();
  await Promise.all([root, home].map(removeFolder));
});

const DIFFERENT = /^(?:405|a login page|an empty object)/;
const MAJORS = ['10', '11', '12'] as const;

async function useNpm(major: string): Promise<void> {
  const bin = join(home, `npm-${major}`);
  await mkdir(bin);
  await symlink(installedTool(`npm-${major}`), join(bin, 'npm'));
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
}

type Entries = Readonly<Record<string, object>>;

/** A lockfile of version 3 at the root. */
async function lock(packages: Entries, rootEntry: object = {}, manifest: object = {}): Promise<void> {
  const text = {
    name: 'app',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name: 'app', ...rootEntry }, ...packages },
  };
  await writeFiles(root, {
    'package.json': JSON.stringify({ name: 'app', ...rootEntry, ...manifest }),
    'package-lock.json': JSON.stringify(text, null, 2),
  });
}

async function asking(options: AskOptions = {}, asked: Engine = engine) {
  const workspace = workspaceOf(root);
  const dependencies = await readDependencies(workspace, workspace.files, () => undefined);
  return ask(asked, root, dependencies, { offline: false, ...options });
}

const LODASH = { version: '4.17.20' };
const FIXED = { version: '4.17.21' };
const told = () => Object.fromEntries([...registry.asked()].map(([name, versions]) => [name, [...versions]]));

describe.each(MAJORS)('npm %s', (major) => {
  beforeEach(() => useNpm(major));

  it('ok: finds nothing, and has found the canary in the same request', async () => {
    await lock({ 'node_modules/lodash': FIXED }, { dependencies: { lodash: '^4.17.21' } });
    expect(await asking()).toEqual({
      reports: [],
      evidence: {
        name: 'npm-audit',
        version: expect.stringMatching(`^${major}\\.`) as string,
        canary: 'found',
      },
      proven: ['npm'],
      uncovered: [],
    });
    expect(registry.requests.filter(({ route }) => route === 'bulk')).toHaveLength(1);
    expect(told()).toEqual({ lodash: ['4.17.21', '4.17.20'] });
  });

  it('ng: direct, transitive, development, nested and aliased packages', async () => {
    await lock(
      {
        'node_modules/mkdirp': { version: '0.5.5', dependencies: { minimist: '^1.2.5' } },
        'node_modules/mkdirp/node_modules/minimist': { version: '1.2.5', dev: true },
        'node_modules/minimist': { version: '1.2.8' },
        'node_modules/other': { name: 'lodash', version: '4.17.19' },
      },
      {
        dependencies: { other: 'npm:lodash@4.17.19', minimist: '1.2.8' },
        devDependencies: { mkdirp: '0.5.5' },
      },
    );
    vi.stubEnv('NODE_ENV', 'production');
    await npmConfiguration(
      home,
      `registry=${registry.url}/`,
      'omit=dev',
      'audit=false',
      'package-lock=false',
      'audit-level=critical',
    );
    const answer = await asking();
    expect(linesOf(answer)).toEqual([
      'lodash@4.17.19 GHSA-35jh-r3h4-6jhm',
      'minimist@1.2.5 GHSA-xvch-5gv4-984h',
    ]);
    expect(answer.reports.find(({ name }) => name === 'minimist')).toMatchObject({
      engine: 'npm-audit',
      severity: 'critical',
      score: 9.8,
      cwes: [1321],
      fixed: ['1.2.6'],
      range: '>=1.0.0 <1.2.6',
      references: ['https://github.com/advisories/GHSA-xvch-5gv4-984h'],
    });
  });

  it('ng: a lockfile of version 1, and a shrinkwrap', async () => {
    await writeFiles(root, {
      'package.json': '{"name":"app","dependencies":{"mkdirp":"0.5.5"}}',
      'package-lock.json': JSON.stringify({
        name: 'app',
        lockfileVersion: 1,
        requires: true,
        dependencies: {
          mkdirp: {
            version: '0.5.5',
            requires: { minimist: '^1.2.5' },
            dependencies: { minimist: { version: '1.2.5' } },
          },
        },
      }),
      'tool/package.json': '{"name":"tool","dependencies":{"lodash":"4.17.20"}}',
      'tool/npm-shrinkwrap.json': JSON.stringify({
        name: 'tool',
        lockfileVersion: 3,
        packages: { '': { dependencies: { lodash: '4.17.20' } }, 'node_modules/lodash': LODASH },
      }),
    });
    expect(linesOf(await asking())).toEqual([
      'lodash@4.17.20 GHSA-35jh-r3h4-6jhm',
      'minimist@1.2.5 GHSA-xvch-5gv4-984h',
    ]);
  });

  it('ng: workspaces', async () => {
    const part = { name: 'part', version: '1.0.0', dependencies: { minimist: '1.2.5' } };
    await lock(
      {
        'node_modules/part': { resolved: 'parts/part', link: true },
        'parts/part': part,
        'node_modules/minimist': { version: '1.2.5' },
      },
      { workspaces: ['parts/*'] },
    );
    await writeFiles(root, { 'parts/part/package.json': JSON.stringify(part) });
    expect(linesOf(await asking())).toEqual(['minimist@1.2.5 GHSA-xvch-5gv4-984h']);
    expect(JSON.stringify(registry.requests)).not.toContain('part"');
  });

  // npm takes three seconds on a busy machine: all of them with one version, what differs between versions with each.
  const cases =
    major === '11' ? BROKEN_REGISTRIES : BROKEN_REGISTRIES.filter(([name]) => DIFFERENT.test(name));
  it.each(cases)('broken: %s', async (_case, reply, said) => {
    await lock({ 'node_modules/left-pad': { version: '1.3.0' } }, { dependencies: { 'left-pad': '1.3.0' } });
    registry.reply('bulk', reply);
    registry.reply('quick', 410);
    const error = await failure(asking());
    expect(error.code).toMatch(/^(?:NEED_UNMET|REPORT_UNREADABLE|CANARY_MISSED|TOOL_CRASHED)$/);
    expect(`${error.message} ${error.remedy}`).toContain(registry.host);
    if (major !== '10') expect(error.message).toMatch(said);
  });
});

it('broken: npm 10 asks an older endpoint, which answers that there is nothing', async () => {
  await useNpm('10');
  await lock({ 'node_modules/lodash': LODASH }, { dependencies: { lodash: '4.17.20' } });
  registry.reply('bulk', 404);
  registry.reply('quick', {
    body: {
      actions: [],
      advisories: {},
      muted: [],
      metadata: { vulnerabilities: { info: 0, low: 0, moderate: 0, high: 0, critical: 0 }, dependencies: 1 },
    },
  });
  expect(await failure(asking())).toMatchObject({ code: 'CANARY_MISSED' });
  expect(registry.requests.map(({ route }) => route)).toContain('quick');
});

describe('with the npm of this machine', () => {
  it('broken: it hangs', async () => {
    await lock({ 'node_modules/left-pad': { version: '1.3.0' } }, { dependencies: { 'left-pad': '1.3.0' } });
    registry.reply('bulk', 'hang');
    registry.reply('quick', 'hang');
    const patient: Engine = { ...engine, ask: (input) => askNpm(input, 1) };
    expect(await failure(asking({}, patient))).toMatchObject({
      code: 'TOOL_TIMEOUT',
      message: `${registry.host} did not answer npm audit in time.`,
    });
  });

  it('broken: nobody there', async () => {
    await lock({ 'node_modules/left-pad': { version: '1.3.0' } }, { dependencies: { 'left-pad': '1.3.0' } });
    await registry.close();
    const error = await failure(asking());
    expect(error).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('npm ping') as string,
    });
    expect(error.message).toContain(registry.host);
  });

  it('broken: npm was told to stay offline, and says that all is well', async () => {
    await lock({ 'node_modules/lodash': LODASH }, { dependencies: { lodash: '4.17.20' } });
    await npmConfiguration(home, `registry=${registry.url}/`, 'offline=true');
    expect(await failure(asking())).toMatchObject({ code: 'CANARY_MISSED' });
  });

  it('nothing private is told: git, file, links, other registries, scopes of their own', async () => {
    await npmConfiguration(home, `registry=${registry.url}/`, '@corp:registry=http://127.0.0.1:9/');
    await lock(
      {
        'node_modules/lodash': LODASH,
        'node_modules/private-git': {
          version: '1.0.0',
          resolved: 'git+ssh://git@example.com/x.git#0123456789012345678901234567890123456789',
          dependencies: { lodash: '4' },
        },
        'node_modules/private-other': {
          version: '1.0.0',
          resolved: 'https://private.example/private-other/-/private-other-1.0.0.tgz',
          dependencies: { lodash: '4' },
        },
        'node_modules/@corp/private': { version: '1.0.0', dependencies: { lodash: '4' } },
        'node_modules/private-tarball': { version: '1.0.0', resolved: 'file:private.tgz' },
      },
      {
        dependencies: {
          lodash: '4',
          'private-git': '1',
          'private-other': '1',
          '@corp/private': '1',
          'private-tarball': '1',
        },
      },
    );
    const answer = await asking();
    expect(linesOf(answer)).toEqual(['lodash@4.17.20 GHSA-35jh-r3h4-6jhm']);
    expect(JSON.stringify(registry.requests.map(({ path, body }) => [path, body]))).not.toMatch(
      /private|corp/,
    );
    expect(answer.uncovered?.map(({ gap }) => gap.message)).toEqual([
      expect.stringContaining('private-other: they come from private.example'),
      expect.stringContaining('@corp/private: they come from 127.0.0.1:9'),
    ]);
  });

  it('the repository changes nothing: its configuration, its scripts, its overrides, its names', async () => {
    const evil = await startRegistry();
    try {
      await lock(
        {
          'node_modules/lodash': FIXED,
          'node_modules/out': { resolved: '../../../../etc', link: true },
          ['__proto__']: { version: '1.0.0' },
        },
        { dependencies: { lodash: '4' } },
        {
          scripts: { preinstall: 'touch ran', audit: 'touch ran' },
          packageManager: 'npm@1.0.0',
          devEngines: { packageManager: { name: 'evil', onFail: 'error' } },
          workspaces: ['../../../*'],
          overrides: { lodash: '4.17.21' },
        },
      );
      await writeFiles(root, {
        '.npmrc': `@evil:registry=${evil.url}\noffline=true\naudit-level=critical\nscript-shell=/nowhere\n`,
      });
      expect(await asking()).toMatchObject({ reports: [], proven: ['npm'] });
      expect(evil.requests).toEqual([]);
      expect(Object.keys(told())).toEqual(['lodash']);
    } finally {
      await evil.close();
    }
  });

  it('the credential of the user goes to the registry of the user, and nowhere else', async () => {
    const closed = await startRegistry({ token: 'the-token' });
    const elsewhere = await startRegistry();
    try {
      vi.stubEnv('TOKEN_OF_TESTS', 'the-token');
      await npmConfiguration(
        home,
        `registry=${closed.url}/`,
        `//${closed.host}/:_authToken=\${TOKEN_OF_TESTS}`,
      );
      await lock({ 'node_modules/lodash': LODASH }, { dependencies: { lodash: '4' } });
      expect(linesOf(await asking())).toEqual(['lodash@4.17.20 GHSA-35jh-r3h4-6jhm']);
      closed.reply('bulk', {
        redirect: `${elsewhere.url.replace('127.0.0.1', 'localhost')}/-/npm/v1/security/advisories/bulk`,
      });
      await asking().catch(() => undefined);
      expect(elsewhere.requests).not.toEqual([]);
      expect(elsewhere.requests.map(({ headers }) => headers.authorization)).not.toContain(
        'Bearer the-token',
      );
    } finally {
      await Promise.all([closed.close(), elsewhere.close()]);
    }
  });

  it('lockfiles of others are left to others, and told', async () => {
    await writeFiles(root, {
      'other/package.json': '{"name":"o","dependencies":{"lodash":"4"}}',
      'other/yarn.lock': '# yarn lockfile v1\n\n\nlodash@4:\n  version "4.17.20"\n',
    });
    await lock({ 'node_modules/lodash': FIXED }, { dependencies: { lodash: '4' } });
    expect((await asking()).uncovered).toMatchObject([
      { gap: { code: 'SOURCE_MISSING', path: 'other/yarn.lock' } },
    ]);
  });

  it('broken: npm is not there, says nothing, says half, says another version', async () => {
    await lock({ 'node_modules/lodash': FIXED }, { dependencies: { lodash: '4' } });
    vi.stubEnv('PATH', `${NO_TOOLS}-none`);
    expect(await failure(asking())).toMatchObject({
      code: 'NEED_UNMET',
      remedy: expect.stringContaining('Install npm') as string,
    });
    const says = async (script: string) => {
      vi.stubEnv('PATH', await withStub(home, 'npm', script));
      return failure(asking());
    };
    expect(await says('exit 1')).toMatchObject({ code: 'TOOL_CRASHED' });
    expect(await says('echo \'{"auditReportVersion":2,\'; exit 0')).toMatchObject({
      code: 'REPORT_UNREADABLE',
    });
    expect(await says('echo \'{"auditReportVersion":3}\'; exit 0')).toMatchObject({
      code: 'REPORT_UNREADABLE',
    });
    expect(await says('echo \'{"error":{"code":"ENOLOCK","summary":"x"}}\'; exit 1')).toMatchObject({
      code: 'REPORT_UNREADABLE',
      remedy: expect.stringContaining('--package-lock-only') as string,
    });
    expect(await says('echo \'{"auditReportVersion":2,"vulnerabilities":{}}\'; exit 0')).toMatchObject({
      code: 'CANARY_MISSED',
    });
    expect(await says('exit 7')).toMatchObject({ code: 'TOOL_CRASHED' });
  });

  it('broken: no lockfile of npm', async () => {
    await writeFiles(root, { 'package.json': '{"name":"o"}' });
    expect(await failure(asking())).toMatchObject({ code: 'LOOKED_AT_NOTHING' });
  });
});
