import { GateError, type Gap } from '@railgate/contract';
import {
  makeTempFolder,
  removeFolder,
  runGate,
  startOsv,
  startRegistry,
  type OsvStub,
  type RegistryStub,
} from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { gate } from '../src/gate.js';
import { npmConfiguration } from './engines/npm-support.js';
import { judge } from './judge.js';
import { answersOf, dependenciesOf } from './made.js';

let home: string;
let registry: RegistryStub;
let osv: OsvStub;
beforeEach(async () => {
  [home, registry, osv] = await Promise.all([makeTempFolder(), startRegistry(), startOsv()]);
  await npmConfiguration(home, `registry=${registry.url}/`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([registry.close(), osv.close(), removeFolder(home)]);
});

const files = (version: string) => ({
  'package.json': '{"name":"app","dependencies":{"lodash":"4"}}',
  'package-lock.json': JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', dependencies: { lodash: '4' } },
        'node_modules/lodash': { version, integrity: `sha512-${Buffer.alloc(64).toString('base64')}` },
      },
    },
    null,
    2,
  ),
});
const run = (version: string) =>
  runGate(gate, files(version), {
    offline: false,
    options: { engines: ['osv.dev', 'npm-registry', 'npm-audit'], osvService: osv.url, registryOnly: false },
  });

describe('the whole gate, online', () => {
  it('ok: three engines answer, and there is nothing', async () => {
    const { lines, scan } = await run('4.17.21');
    expect({ lines, gaps: scan.gaps }).toEqual({ lines: [], gaps: [] });
    expect(scan.evidence.engines.map(({ name, canary }) => `${name} ${canary}`)).toEqual([
      'osv.dev found',
      'npm-registry found',
      'npm-audit found',
    ]);
  });

  it('ng: what all three say is one finding', async () => {
    const { lines, scan } = await run('4.17.20');
    expect(lines).toEqual([
      'package-lock.json:11 CVE-2020-28500 medium',
      'package-lock.json:11 CVE-2021-23337 high',
    ]);
    expect(JSON.stringify(scan.run.results)).toContain('npm-audit');
  });

  it('broken: each for a reason of its own, and nothing is taken for clean', async () => {
    registry.reply('bulk', { body: {} });
    osv.reply('querybatch', 405);
    const error: unknown = await run('4.17.21').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GateError);
    expect(error).toMatchObject({
      code: 'CANARY_MISSED',
      message: expect.stringMatching(/405.*lodash 4\.17\.20/s) as string,
    });
  });

  it('broken: one that fails beside others that answer is shown', async () => {
    osv.reply('querybatch', 'html');
    const { scan } = await run('4.17.21');
    expect(scan.gaps).toEqual([]);
    expect(scan.degraded).toMatchObject([
      { engine: 'osv.dev', message: expect.stringContaining('web page') as string },
    ]);
  });
});

describe('packages that an engine could not be asked about', () => {
  const gap: Gap = { code: 'SOURCE_MISSING', message: 'Not asked about @corp/x.' };
  const dependencies = dependenciesOf([{ packages: [{ name: '@corp/x' }] }]);
  const uncovered = [{ ecosystem: 'npm' as const, gap }];
  const gapsOf = (answers: Parameters<typeof answersOf>[0]) =>
    judge({ dependencies, answers: answersOf(answers) }).gaps;

  it('are a gap where nobody else covers all of them', () => {
    expect(gapsOf({ 'npm-registry': { uncovered } })).toEqual([gap]);
    expect(gapsOf({ 'npm-registry': { uncovered }, safety: { ecosystems: ['PyPI'] } })).toContainEqual(gap);
  });

  it('are none where another engine does', () => {
    expect(gapsOf({ 'npm-registry': { uncovered }, osv: {} })).toEqual([]);
  });
});
