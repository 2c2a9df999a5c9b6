import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { RunManifest } from '@railgate/contract';
import {
  OSV_RECORDS,
  installedTool,
  makeRepo,
  makeTempFolder,
  removeFolder,
  startRegistry,
  writeOsvFolder,
  type RegistryStub,
  type StubReply,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { PLAIN_PATH } from './plain-path.js';
import { runCli } from './run-cli.js';

vi.setConfig({ testTimeout: 60_000 });

/** Nothing of it is vulnerable: whoever says so without having looked cannot be told from whoever has. */
const CLEAN = {
  'package.json': '{"name":"app","dependencies":{"lodash":"4.17.21"}}',
  'package-lock.json': JSON.stringify({
    name: 'app',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'app', dependencies: { lodash: '4.17.21' } },
      'node_modules/lodash': { version: '4.17.21', integrity: `sha512-${'A'.repeat(86)}==` },
    },
  }),
};
const PYTHON = { 'requirements.txt': 'flask==3.0.0\n' };

let home: string;
let root: string;
let registry: RegistryStub;
beforeEach(async () => {
  [home, registry] = await Promise.all([makeTempFolder(), startRegistry()]);
  writeFileSync(join(home, '.npmrc'), `registry=${registry.url}/\n`);
  root = '';
});
afterEach(async () => {
  await registry.close();
  await Promise.all([home, ...(root === '' ? [] : [root])].map(removeFolder));
});

/** The verdict of the whole command, and the one reason for it. */
async function judged(engine: string, files: Record<string, string>, env: Record<string, string> = {}) {
  root = await makeRepo(files, { git: true });
  const config = join(home, 'railgate.json');
  writeFileSync(config, JSON.stringify({ gates: { sca: { engines: [engine] } } }));
  const online = engine.startsWith('npm');
  const { exitCode, stdout } = await runCli(['run', root, '--gate', 'sca', '--json', '--config', config], {
    online,
    env: { HOME: home, ...env },
  });
  const { verdict } = JSON.parse(stdout) as RunManifest;
  expect(verdict.reasons).toHaveLength(1);
  return { exitCode, status: verdict.status, ...verdict.reasons[0] };
}

/** A PATH with a program of that name. */
function pathWith(name: string, program: { readonly script?: string; readonly tool?: string }): string {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  if (program.script !== undefined)
    writeFileSync(join(bin, name), `#!/bin/sh\n${program.script}\n`, { mode: 0o755 });
  else symlinkSync(installedTool(program.tool ?? name), join(bin, name));
  return [bin, PLAIN_PATH].join(delimiter);
}

const INCOMPLETE = { exitCode: 2, status: 'incomplete' };

describe('what lets others say "clean" ends with 2, with what helps', () => {
  it.each<[string, string, StubReply, string]>([
    ['npm-registry', 'an empty object', { body: {} }, 'railgate db update'],
    ['npm-registry', 'an empty list', { body: [] }, 'railgate db update'],
    ['npm-registry', '405', 405, 'railgate db update'],
    ['npm-registry', 'a login page', 'html', 'a login'],
    ['npm-audit', 'an empty object', { body: {} }, 'railgate db update'],
    ['npm-audit', 'an empty list', { body: [] }, 'railgate db update'],
    ['npm-audit', '405', 405, 'railgate db update'],
    ['npm-audit', '500', 500, 'Try again later.'],
    ['npm-audit', 'a login page', 'html', 'a login'],
  ])('%s, of a registry that answers with %s', async (engine, _, reply, remedy) => {
    registry.reply('bulk', reply);
    const reason = await judged(engine, CLEAN, { PATH: pathWith('npm', { tool: 'npm-11' }) });
    expect(reason).toMatchObject({ ...INCOMPLETE, gate: 'sca' });
    expect(reason.message).toContain('No source answered for 1 npm package of package-lock.json.');
    expect(reason.remedy).toContain(remedy);
  });

  it('npm 10, which falls back to an endpoint that knows nothing', async () => {
    registry.reply('bulk', 404);
    const counts = { info: 0, low: 0, moderate: 0, high: 0, critical: 0 };
    const metadata = { vulnerabilities: counts, dependencies: 1 };
    registry.reply('quick', { body: { actions: [], advisories: {}, muted: [], metadata } });
    const reason = await judged('npm-audit', CLEAN, { PATH: pathWith('npm', { tool: 'npm-10' }) });
    expect(reason).toMatchObject({ ...INCOMPLETE, code: 'CANARY_MISSED' });
    expect(reason.remedy).toContain('railgate db');
  });

  it.each([
    ['osv-scanner', '2.5.0 offline', 'echo "osv-scanner version: 2.5.0"', CLEAN, /2\.4\.0/],
    ['osv-scanner', 'that found nothing', 'echo "osv-scanner version: 2.4.0"', CLEAN, /railgate db/],
    ['safety', 'that found nothing', `echo '{"report_meta":{},"vulnerabilities":[],"scanned_packages":{}}'`, PYTHON, /railgate db/],
    ['safety', 'that wants a login', 'echo "Please login or register Safety CLI"; exit 1', PYTHON, /SAFETY_API_KEY/],
    ['pip-audit', 'that found nothing', `[ "$1" = --version ] && echo pip-audit 2.10.1 && exit; echo '{"dependencies": []}'`, PYTHON, /railgate db/],
  ])('%s %s', async (engine, _, script, files, remedy) => {
    const reason = await judged(engine, files, { PATH: pathWith(engine, { script }) });
    expect(reason).toMatchObject(INCOMPLETE);
    expect(reason.remedy).toMatch(remedy);
  }); // prettier-ignore

  it.each(['safety', 'pip-audit', 'osv', 'osv-scanner'])(
    '%s, whose database knows nothing of the package that it must find',
    async (engine) => {
      const [one] = OSV_RECORDS.PyPI;
      const affected = [{ package: { ecosystem: 'PyPI', name: 'other' }, versions: ['1.0.0'] }];
      await writeOsvFolder(join(home, 'from'), { PyPI: [{ ...one, affected }] });
      const env = { XDG_DATA_HOME: join(home, 'data') };
      expect((await runCli(['db', 'import', join(home, 'from')], { env })).exitCode).toBe(0);
      const path = engine === 'osv' ? PLAIN_PATH : pathWith(engine, {});
      const reason = await judged(engine, PYTHON, { ...env, PATH: path });
      expect(reason).toMatchObject({ ...INCOMPLETE, code: 'CANARY_MISSED' });
      expect(reason.remedy).toContain('railgate db');
    },
  );

  it('osv-scanner, which passes over a record that it does not understand', async () => {
    const [lodash, ...others] = OSV_RECORDS.npm;
    await writeOsvFolder(join(home, 'from'), {
      npm: [JSON.stringify({ ...lodash, 'new-field': 1 }), ...others],
    });
    const env = { XDG_DATA_HOME: join(home, 'data') };
    expect((await runCli(['db', 'import', join(home, 'from')], { env })).exitCode).toBe(0);
    const reason = await judged('osv-scanner', CLEAN, { ...env, PATH: pathWith('osv-scanner', {}) });
    expect(reason).toMatchObject(INCOMPLETE);
    expect(reason.remedy).toContain('railgate db');
  });
});
