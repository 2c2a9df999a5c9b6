import type { Gap } from '@railgate/contract';
import { readDependencies } from '@railgate/dependencies';
import { makeRepo, removeFolder, withTempFolder, workspaceOf, type Files } from '@railgate/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { askEngines, type Answers } from '../src/engines/ask-engines.js';
import { cycloneDxNpm } from '../src/engines/cyclonedx-npm.js';
import type { Engine } from '../src/engines/engine.js';
import { SHOP, npmFiles } from './lockfiles.js';
import { listing, stubProgram } from './stub-program.js';

afterEach(() => vi.unstubAllEnvs());

async function ask(files: Files, engine: Engine, required: readonly Engine['name'][] = []): Promise<Answers> {
  const root = await makeRepo(files);
  try {
    const workspace = workspaceOf(root);
    const { lockfiles } = await readDependencies(workspace, workspace.files, () => undefined);
    const input = {
      workspace,
      signal: new AbortController().signal,
      processes: { started: () => undefined, ended: () => undefined },
      progress: () => undefined,
    };
    return await askEngines(input, lockfiles, [engine], new Set(required));
  } finally {
    await removeFolder(root);
  }
}

const askStub = (script: string, required: readonly Engine['name'][] = [], timeout?: number) =>
  withTempFolder((folder) => ask(SHOP, stubProgram(folder, script, timeout), required));

const DEBUG = { name: 'debug', version: '4.3.4' };
const MS = { name: 'ms', version: '2.1.2' };
const gapsOf = ({ gaps }: Answers): Gap[] => [...gaps];

describe('the real cyclonedx-npm', () => {
  it('ok: lists what the lockfile holds, workspaces, aliases, bundled and other platforms included', async () => {
    const files = npmFiles(
      {
        'node_modules/lo': { name: 'lodash', version: '4.17.21', license: 'MIT' },
        'node_modules/@scope/a': { version: '1.0.0-rc.1+b', dependencies: { ms: '2.1.2' } },
        'node_modules/@scope/a/node_modules/ms': { version: '2.1.2', inBundle: true },
        'node_modules/ms': { version: '2.1.3' },
        'node_modules/fsevents': { version: '2.3.3', optional: true, os: ['darwin'] },
        'node_modules/from-git': {
          version: '1.0.0',
          resolved: 'git+ssh://git@github.com/a/from-git.git#0123456789012345678901234567890123456789',
        },
        'node_modules/web': { resolved: 'apps/web', link: true },
        'apps/web': { name: 'web', version: '1.0.0', devDependencies: { semver: '5.7.2' } },
        'node_modules/semver': { version: '5.7.2', dev: true },
      },
      { lo: 'npm:lodash@4.17.21', '@scope/a': '1.0.0-rc.1+b', ms: '^2.1.3', 'from-git': 'github:a/from-git' },
    );
    const root = JSON.parse(files['package.json'] ?? '') as object;
    files['package.json'] = JSON.stringify({
      ...root,
      workspaces: ['apps/*'],
      optionalDependencies: { fsevents: '*' },
    });
    files['package-lock.json'] = (files['package-lock.json'] ?? '').replace(
      '"dependencies": {',
      '"workspaces": ["apps/*"], "optionalDependencies": { "fsevents": "*" }, "dependencies": {',
    );
    files['apps/web/package.json'] = '{"name":"web","version":"1.0.0","devDependencies":{"semver":"5.7.2"}}';
    const answers = await ask(files, cycloneDxNpm());
    expect([answers.gaps, answers.degraded, answers.leftOver]).toEqual([[], [], []]);
    expect(answers.evidence).toMatchObject([{ name: 'cyclonedx-npm', version: '6.0.1' }]);
  }, 60_000);

  it('ok: a lockfile of version 1', async () => {
    const lock = {
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 1,
      requires: true,
      dependencies: { debug: { version: '4.3.4', requires: { ms: '2.1.2' } }, ms: { version: '2.1.2' } },
    };
    const answers = await ask({ ...SHOP, 'package-lock.json': JSON.stringify(lock) }, cycloneDxNpm());
    expect([answers.gaps, answers.degraded]).toEqual([[], []]);
    expect(answers.evidence).toHaveLength(1);
  }, 60_000);

  it('ok: npm-shrinkwrap.json', async () => {
    const { 'package-lock.json': lock = '', ...rest } = SHOP;
    const answers = await ask({ ...rest, 'npm-shrinkwrap.json': lock }, cycloneDxNpm());
    expect([answers.gaps, answers.degraded]).toEqual([[], []]);
    expect(answers.evidence).toHaveLength(1);
  }, 60_000);

  it('what the user has set for npm changes nothing, and what the repository has set neither', async () => {
    vi.stubEnv('npm_config_omit', 'dev');
    vi.stubEnv('npm_config_global', 'true');
    const files = { ...SHOP, '.npmrc': 'omit=prod\npackage-lock=false\n' };
    const answers = await ask(files, cycloneDxNpm());
    expect([answers.gaps, answers.degraded]).toEqual([[], []]);
  }, 60_000);

  it('broken: without npm it is mentioned, and with `require` a gap that says how to get it', async () => {
    vi.stubEnv('PATH', '/nowhere');
    const mentioned = await ask(SHOP, cycloneDxNpm());
    expect(mentioned.degraded).toMatchObject([{ engine: 'cyclonedx-npm' }]);
    expect(mentioned.degraded[0]?.message).toMatch(/needs npm.*made from the lockfile alone/);
    expect(mentioned.gaps).toEqual([]);
    const required = await ask(SHOP, cycloneDxNpm(), ['cyclonedx-npm']);
    expect(gapsOf(required)).toMatchObject([
      {
        code: 'ENGINE_FAILED',
        path: 'package-lock.json',
        remedy: expect.stringContaining('Install npm') as string,
      },
    ]);
  });
});

describe('an answer that differs from the lockfile', () => {
  it('ok: the same packages, nested and repeated', async () => {
    const answers = await askStub(listing([{ ...DEBUG, components: [MS] }, MS]));
    expect([answers.gaps, answers.degraded, answers.missing, answers.extra]).toEqual([[], [], 0, 0]);
  });

  it('broken: a component that it leaves out is named', async () => {
    const answers = await askStub(listing([DEBUG]));
    expect(gapsOf(answers)).toMatchObject([{ code: 'ENGINE_FAILED', path: 'package-lock.json' }]);
    expect(answers.gaps[0]?.message).toContain('does not list pkg:npm/ms@2.1.2, which the lockfile holds');
    expect(answers).toMatchObject({ missing: 1, extra: 0 });
  });

  it('broken: so is one that it makes up, and one of another version', async () => {
    const answers = await askStub(
      listing([DEBUG, { name: 'ms', version: '9.9.9' }, { group: '@evil', name: 'x', version: '1' }]),
    );
    expect(answers.gaps[0]?.message).toMatch(
      /does not list pkg:npm\/ms@2\.1\.2, .* lists pkg:npm\/%40evil\/x@1, pkg:npm\/ms@9\.9\.9, which/,
    );
    expect(answers).toMatchObject({ missing: 1, extra: 2 });
  });

  it('broken: a hundred of them are counted, and hostile names escaped', async () => {
    const extra = Array.from({ length: 100 }, (_, i) => ({
      name: `\u001b[31m${i}\n::error::`,
      version: '1',
    }));
    const answers = await askStub(listing([DEBUG, MS, ...extra]));
    expect(answers.gaps[0]?.message).toContain('and 97 more');
    expect(answers.gaps[0]?.message).not.toMatch(/\p{Cc}/u);
  });
});

describe('no answer', () => {
  it.each([
    ['it ends with another exit code', 'process.exit(7)', 'ended with exit code 7'],
    [
      'it has no evidence',
      'console.error("stuff in /tmp/x\\n\\nError: missing evidence"); process.exit(254)',
      'ended with exit code 254 (missing evidence)',
    ],
    ['it is no JSON', 'console.log("{\\"bomFormat\\":")', 'is no JSON'],
    ['it is nothing', '', 'is no JSON'],
    [
      'it is of another version',
      'console.log(\'{"bomFormat":"CycloneDX","specVersion":"1.4"}\')',
      'no CycloneDX 1.6',
    ],
    ['its components are no list', listing({ length: 1 } as never), 'no list'],
    ['a component has no name', listing([{}]), 'without a name'],
  ])('broken: %s', async (_, script, said) => {
    const answers = await askStub(script);
    expect(answers.gaps).toEqual([]);
    expect(answers.degraded).toHaveLength(1);
    expect(answers.degraded[0]?.message).toContain(said);
    expect(answers.degraded[0]?.message).not.toContain('/tmp');
    const required = await askStub(script, ['cyclonedx-npm']);
    expect(gapsOf(required)).toMatchObject([{ code: 'ENGINE_FAILED', path: 'package-lock.json' }]);
    expect(required.gaps[0]?.message).toContain(said);
    expect(required.degraded).toEqual([]);
  });

  it('broken: it does not come in time', async () => {
    const answers = await askStub('setInterval(() => undefined, 1000)', [], 1);
    expect(answers.degraded[0]?.message).toContain('did not answer within 1 s');
  });
});
