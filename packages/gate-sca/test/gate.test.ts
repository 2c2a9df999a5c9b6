import { GateError } from '@railgate/contract';
import {
  OSV_RECORDS,
  kevCatalogue,
  makeTempFolder,
  malicious,
  removeFolder,
  runGate,
  skipReason,
  startRegistry,
  staticImports,
  writeFiles,
  type Files,
  type RunGateOptions,
} from '@railgate/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { gate } from '../src/gate.js';
import { warmUp } from '../src/warm-up.js';
import { npmConfiguration } from './engines/npm-support.js';
import { DAY, NOW, importRecords } from './engines/support.js';

let database: string;
let folder: string;
beforeAll(async () => {
  folder = await makeTempFolder();
  database = await importRecords(folder, {
    ...OSV_RECORDS,
    npm: [...OSV_RECORDS.npm, malicious('MAL-2026-1', 'npm', 'lodahs')],
  });
});
afterAll(() => removeFolder(folder));
afterEach(() => vi.unstubAllEnvs());

const entry = (version: string, rest: object = {}) => ({ version, integrity: 'sha512-AA==', ...rest });

function npm(packages: Readonly<Record<string, object>>, root: object): Files {
  const manifest = { name: 'app', version: '1.0.0', ...root };
  const lock = { name: 'app', version: '1.0.0', lockfileVersion: 3, packages: { '': manifest, ...packages } };
  return {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
  };
}

const FIXED = npm({ 'node_modules/lodash': entry('4.17.21') }, { dependencies: { lodash: '^4.17.21' } });
const FLAWED = npm(
  {
    'node_modules/lodash': entry('4.17.20'),
    'node_modules/mkdirp': entry('0.5.5', { dependencies: { minimist: '^1.2.5' }, dev: true }),
    'node_modules/minimist': entry('1.2.5', { dev: true }),
    'node_modules/lodahs': entry('1.0.0', { dev: true }),
  },
  { dependencies: { lodash: '4.17.20' }, devDependencies: { mkdirp: '0.5.5', lodahs: '1.0.0' } },
);

function run(files: Files, { options = {}, ...rest }: RunGateOptions = {}): ReturnType<typeof runGate> {
  return runGate(gate, files, { options: { database, engines: ['osv'], ...options }, now: NOW, ...rest });
}

async function broken(files: Files, options?: RunGateOptions): Promise<GateError> {
  try {
    await run(files, options);
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('It was to break.');
}

describe('the description', () => {
  it('loads nothing but the contract', () => {
    const { packages } = staticImports(new URL('../src/index.ts', import.meta.url));
    expect([...packages].sort()).toEqual(['@railgate/contract']);
  });

  it('skips a target without any dependency file, and no other', async () => {
    expect(await skipReason(gate, { 'a.js': '' })).toMatchObject({ kind: 'nothing-to-scan' });
    for (const name of ['package.json', 'requirements.txt', 'a/b/pnpm-lock.yaml', 'go.mod', 'Gemfile.lock'])
      expect(await skipReason(gate, { [name]: '' }), name).toBeUndefined();
  });

  it('says what is wrong with licences that SPDX does not know', async () => {
    const licences = { allow: ['MIT', 'MTI'], deny: ['MIT OR ISC'] };
    const problems = await gate.checkOptions?.({ licences });
    expect(problems?.map(({ at }) => at.join('.'))).toEqual(['licences.allow.1', 'licences.deny.0']);
  });

  it('lets answers be kept only where they come from the database alone', async () => {
    const dependsOn = (options: object) =>
      gate.dependsOn?.(
        {} as never,
        { root: '/nowhere' } as never,
        { engines: ['osv'], require: [], minimumAge: 0, licences: {}, database, ...options } as never,
      );
    expect(await dependsOn({ engines: ['osv', 'safety'] })).toBeUndefined();
    expect(await dependsOn({ minimumAge: 1 })).toBeUndefined();
    expect(await dependsOn({ licences: { deny: ['MIT'] } })).toBeUndefined();
    expect(await dependsOn({ require: ['npm-audit'] })).toBeUndefined();
    const state = await dependsOn({});
    expect(state).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('ok', () => {
  it('finds nothing in what is fixed, and proves that it looked', async () => {
    const { findings, scan } = await run(FIXED);
    expect(findings).toEqual([]);
    expect(scan).toMatchObject({
      gaps: [],
      degraded: [],
      repeatable: true,
      evidence: {
        engines: [{ name: 'osv', canary: 'found' }],
        expected: { files: 2, packages: 1 },
        seen: { files: 2, packages: 1 },
      },
    });
  });
});

describe('ng', () => {
  it('finds direct, indirect, development and malicious packages, at their lines', async () => {
    const { lines, findings, log } = await run(FLAWED);
    expect(lines).toEqual([
      'package-lock.json:17 CVE-2020-28500 medium',
      'package-lock.json:17 CVE-2021-23337 high',
      'package-lock.json:29 CVE-2021-44906 high',
      'package-lock.json:34 MAL-2026-1 critical',
    ]);
    expect(findings[2]?.message).toContain('brought by mkdirp@0.5.5 > minimist@1.2.5, for development');
    const again = await run(FLAWED);
    expect(JSON.stringify(again.log)).toBe(JSON.stringify(log));
  });

  it('counts what is exploited as critical, with the catalogue beside the database', async () => {
    const own = await makeTempFolder();
    try {
      await writeFiles(own, {
        'import/known_exploited_vulnerabilities.json': kevCatalogue(['CVE-2020-28500']),
      });
      const { lines } = await run(FLAWED, { options: { database: await importRecords(own, OSV_RECORDS) } });
      expect(lines[0]).toBe('package-lock.json:17 CVE-2020-28500 critical');
    } finally {
      await removeFolder(own);
    }
  });

  it('takes a manifest without a lockfile for a finding, not for silence', async () => {
    const { lines } = await run({ 'package.json': FLAWED['package.json'] ?? '' });
    expect(lines.map((line) => line.split(' ').slice(1).join(' '))).toEqual(['sca/missing-lockfile high']);
  });

  it('asks the registry for the age of versions, and tells it no name that may be private', async () => {
    const registry = await startRegistry({
      packages: [
        { name: 'lodash', version: '4.17.21', published: '2026-11-20T00:00:00Z', license: 'MIT' },
        {
          name: 'old',
          version: '1.0.0',
          published: '2020-01-01T00:00:00Z',
          license: 'GPL-3.0-only',
          deprecated: 'No more.',
        },
      ],
    });
    try {
      vi.stubEnv('HOME', folder);
      await npmConfiguration(folder, `registry=${registry.url}/`);
      const files = npm(
        {
          'node_modules/lodash': entry('4.17.21'),
          'node_modules/old': entry('1.0.0'),
          'node_modules/secret-name': entry('1.0.0', {
            resolved: 'https://npm.corp.example/secret-name/-/secret-name-1.0.0.tgz',
          }),
        },
        { dependencies: { lodash: '^4.17.21', old: '1.0.0', 'secret-name': '1.0.0' } },
      );
      const options = { minimumAge: 7, licences: { deny: ['GPL-3.0-only'] } };
      const { lines, scan } = await run(files, { options, offline: false });
      expect(lines.map((line) => line.split(':')[1])).toEqual([
        expect.stringContaining('sca/young-package high'),
        expect.stringContaining('sca/deprecated-package low'),
        expect.stringContaining('sca/licence-denied high'),
        expect.stringContaining('sca/licence-unknown medium'),
      ]);
      expect(scan.gaps).toMatchObject([
        { code: 'SOURCE_MISSING', message: expect.stringContaining('1 version of') as string },
      ]);
      expect(registry.requests.map(({ path }) => path).sort()).toEqual(['/lodash', '/old']);
    } finally {
      await registry.close();
    }
  });
});

describe('broken', () => {
  it('without a database, with the command that fetches it', async () => {
    const error = await broken(FIXED, { options: { database: `${folder}/none` } });
    expect(error.code).toBe('NEED_UNMET');
    expect(error.message).toContain('No source answered for 1 npm package of package-lock.json. osv: ');
    expect(error.remedy).toContain('`railgate db update npm`');
  });

  it('without a database, and says of each ecosystem what is missing of it', async () => {
    const files = { ...FIXED, 'requirements.txt': 'jinja2==3.1.6\n' };
    const error = await broken(files, { options: { database: `${folder}/none` } });
    const [, pythonPart = '', npmPart = ''] = error.message.split('No source answered for ');
    expect(npmPart).toContain('no database of npm');
    expect(pythonPart).toContain('no database of PyPI');
    expect(pythonPart).not.toContain('npm');
  });

  it('with one that is too old', async () => {
    expect((await broken(FIXED, { maxDataAge: DAY })).code).toBe('DATA_STALE');
  });

  it('with one that does not know the canary', async () => {
    const own = await makeTempFolder();
    try {
      const records = [malicious('MAL-2026-1', 'npm', 'lodahs')];
      const error = await broken(FIXED, {
        options: { database: await importRecords(own, { npm: records }) },
      });
      expect(error.code).toBe('CANARY_MISSED');
    } finally {
      await removeFolder(own);
    }
  });

  it('with every engine, offline and without any tool: says why each did not answer', async () => {
    vi.stubEnv('PATH', folder);
    const engines = gate.options.properties['engines']?.default;
    const error = await broken(FIXED, { options: { engines, database: `${folder}/none` } });
    for (const name of ['osv:', 'npm-registry:', 'osv-scanner:']) expect(error.message).toContain(name);
  });

  it('by a lockfile that does not parse: a gap, and the rest is still looked at', async () => {
    const { scan, findings } = await run({
      ...FLAWED,
      'b/package-lock.json': '{ "lockfileVersion": 3, <<<<<<< HEAD',
    });
    expect(findings).toHaveLength(4);
    expect(scan.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'b/package-lock.json' }]);
    expect(scan.evidence).toMatchObject({ expected: { files: 3 }, seen: { files: 2 } });
  });

  it('by an ecosystem that was not imported: a gap that names it, beside what was found', async () => {
    const only = await makeTempFolder();
    try {
      const npmAlone = await importRecords(only, { npm: OSV_RECORDS.npm });
      const files = { ...FLAWED, 'requirements.txt': 'jinja2==2.10\n' };
      const { scan, findings } = await run(files, { options: { database: npmAlone } });
      expect(findings.length).toBeGreaterThan(0);
      expect(scan.gaps).toMatchObject([
        {
          code: 'SOURCE_MISSING',
          message: expect.stringMatching(
            /1 PyPI package of requirements.txt. osv: [^.]*PyPI[^.]*\.$/,
          ) as string,
        },
      ]);
    } finally {
      await removeFolder(only);
    }
  });

  it('by ages and licences that nobody can be asked for offline', async () => {
    const { scan } = await run(FIXED, { options: { minimumAge: 3, licences: { allow: ['MIT'] } } });
    expect(scan.gaps.map(({ code }) => code)).toEqual(['SOURCE_MISSING', 'SOURCE_MISSING']);
  });
});

it('warms up by reading a lockfile, without one on a disk', async () => {
  const { lockfiles, gaps } = await warmUp();
  expect(lockfiles.map(({ packages }) => packages.map(({ name, version }) => `${name}@${version}`))).toEqual([
    ['b@1.0.0'],
  ]);
  expect(gaps).toEqual([]);
  await expect(gate.warmUp?.()).resolves.toBeUndefined();
});
