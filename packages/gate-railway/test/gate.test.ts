import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { cleanText, type Scan, type ScanInput, type Target, type Workspace } from '@railgate/contract';
import { schemaViolations } from '@railgate/sarif';
import { afterEach, describe, expect, it } from 'vitest';

import { missedByCanary } from '../src/canary.js';
import { gate } from '../src/gate.js';
import { DEFAULT_OPTIONS, type Options } from '../src/options.js';
import { serviceMapOf } from '../src/services/service-map.js';

const OPTIONS = DEFAULT_OPTIONS;
const roots: string[] = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe('skip', () => {
  it.each([
    ['a Dockerfile and no Railway', { Dockerfile: '' }, 'Nothing of Railway in this repository'],
    [
      'Railway in another project',
      { 'apps/web/a.ts': '', 'apps/api/railway.json': '' },
      'No Railway configuration, Dockerfile or Procfile in apps/web.',
    ],
    ['only a test fixture', { 'tests/railway.json': '' }, 'Nothing of Railway'],
  ])('%s', async (_name, files, message) => {
    const { target, workspace } = repository(files, 'apps/web');
    const reason = await gate.skip(target, workspace);
    expect(reason).toMatchObject({ kind: 'nothing-to-scan' });
    expect(reason?.message).toContain(message);
  });

  it.each([
    ['a configuration', { 'apps/web/railway.json': '' }],
    [
      'a Dockerfile where another project has Railway',
      { 'apps/web/Dockerfile': '', 'apps/api/railpack.json': '' },
    ],
    ['a misnamed file', { 'apps/web/Railway.toml': '' }],
    ['railway.ts', { 'apps/web/.railway/railway.ts': '' }],
  ])('does not skip %s', async (_name, files) => {
    const { target, workspace } = repository(files, 'apps/web');
    expect(await gate.skip(target, workspace)).toBeUndefined();
  });

  it('does not skip a declared service', async () => {
    const { target, workspace } = repository({ 'apps/web/a.ts': '' }, 'apps/web');
    const services = [{ name: 'web', root: 'apps/web' }];
    expect(await gate.skip(target, { ...workspace, services })).toBeUndefined();
  });
});

describe('a project that is skipped', () => {
  it('has its folders without a service reported by one that is not', () => {
    const { workspace } = repository(
      { 'apps/api/railway.json': '', 'apps/web/package.json': '' },
      'apps/web',
    );
    const projects = ['.', 'apps/api', 'apps/web'].map((path) => ({
      name: path,
      path,
      source: 'manifest' as const,
    }));
    const map = serviceMapOf({ ...workspace, projects });
    const unmapped = projects.map(
      ({ path, name }) => map.of({ id: path, kind: 'project', path, name, files: [] }).unmapped,
    );
    expect(unmapped).toEqual([[], ['apps/web'], []]);
  });
});

describe('scan', () => {
  it('writes valid SARIF with evidence, places and every rule', async () => {
    const scan = await scanOf({
      'railway.json': '{ "deploy": { "healthCheckPath": "/h" } }',
      Dockerfile: 'FROM node:22\nEXPOSE $PORT\n',
    });
    expect(schemaViolations({ version: '2.1.0', runs: [scan.run] })).toEqual([]);
    expect(scan.run.tool.driver.rules?.map((rule) => rule.id)).toEqual(
      gate.rules.map((rule) => rule.id).sort(),
    );
    expect(scan.evidence).toEqual({
      engines: [{ name: 'railgate-rules', version: expect.any(String) as string, canary: 'found' }],
      expected: { services: 1, files: 2 },
      seen: { services: 1, files: 2 },
    });
    expect(scan.run.results?.map((result) => result.ruleId).sort()).toEqual([
      'railway/config-deprecated',
      'railway/config-schema',
      'railway/container-as-root',
      'railway/expose-without-default',
      'railway/unknown-key',
      'railway/unpinned-base-image',
    ]);
    expect(scan.gaps.map(({ message }) => message)).toEqual([
      'Port line of the repository root could not be checked: there is no source file here, though Dockerfile:2 exposes a port.',
    ]);
    expect(scan.checklists?.map(({ subject, steps }) => `${subject}: ${steps.length} steps`)).toEqual([
      'the repository root: 9 steps',
    ]);
  });

  it('drops a byte order mark', async () => {
    const scan = await scanOf({ 'railway.json': '\uFEFF{ "x": 1 }', 'index.html': '' });
    expect(scan.gaps).toEqual([]);
    expect(regionOf(scan, 'railway/unknown-key')).toMatchObject({ startLine: 1, startColumn: 3 });
  });

  it('counts what it cannot read as gaps', async () => {
    const files = {
      'a/railway.json': Buffer.from([0x7b, 0xff, 0x7d]),
      'b/railway.toml': Buffer.from('[build]\0'),
      'c/railpack.json': Buffer.alloc(600 * 1024, ' '),
      'd/railway.json': '{',
      'e/railway.json': '{}',
    };
    const scan = await scanOf(
      files,
      (root) => {
        mkdirSync(join(root, 'f'));
        symlinkSync('/etc/passwd', join(root, 'f/railway.toml'));
      },
      ['f/railway.toml', 'g/Dockerfile', 'g/package.json'],
    );
    expect(scan.gaps.map((gap) => `${gap.code} ${gap.path}`).sort()).toEqual([
      'FILE_BINARY b/railway.toml',
      'FILE_ENCODING a/railway.json',
      'FILE_TOO_LARGE c/railpack.json',
      'FILE_UNPARSEABLE d/railway.json',
      'FILE_UNREADABLE f/railway.toml',
      'FILE_UNREADABLE g/Dockerfile',
      'FILE_UNREADABLE g/package.json',
      'PART_SKIPPED e',
    ]);
    expect(scan.evidence.expected).toEqual({ services: 7, files: 8 });
    expect(scan.evidence.seen).toEqual({ services: 7, files: 1 });
  });

  it('looks at a file of another meaning and leaves it at that', async () => {
    const scan = await scanOf({ 'railway.yml': 'stations: [a]\n', 'railway-lines.json': '{}' });
    expect(scan.evidence.seen).toEqual({ services: 0, files: 2 });
    expect(scan.run.results).toEqual([]);
  });

  it('shows what it left out, and why', async () => {
    const scan = await scanOf({
      'railway.json': '{}',
      '.devcontainer/Dockerfile': '',
      'Dockerfile.dev': '',
      'docs/railway.toml': '',
    });
    expect(scan.notScanned).toEqual([
      { path: '.devcontainer/Dockerfile', reason: 'development container' },
      { path: 'docs/railway.toml', reason: 'documentation' },
      { path: 'Dockerfile.dev', reason: 'named by no dockerfilePath' },
    ]);
  });

  it('takes documentation that Railway builds for a service', async () => {
    const files = { 'apps/docs/railway.toml': '', 'apps/docs/package.json': '{}', 'docs/railway.toml': '' };
    const scan = await scanOf({
      ...files,
      'apps/docs/server.js': "require('http').createServer().listen(3000)",
    });
    expect(scan.run.results?.map(({ ruleId }) => ruleId)).toContain('railway/fixed-listen-port');
    expect(scan.notScanned).toEqual([{ path: 'docs/railway.toml', reason: 'documentation' }]);
  });

  it.each(['scripts', 'tools/api', 'apps/mobile', 'examples/web', 'services/build'])(
    'reads the code of a service in %s, and not its tests, tools and builds',
    async (root) => {
      const server = "require('http').createServer().listen(3000);";
      const names = ['server.js', 'test/a.js', 'scripts/b.js', 'dist/c.js'];
      const code = Object.fromEntries(names.map((name) => [`${root}/${name}`, server]));
      const scan = await scanOf({ [`${root}/railway.toml`]: '', ...code });
      const found = scan.run.results?.filter(({ ruleId }) => ruleId === 'railway/fixed-listen-port');
      expect(found?.map((one) => one.locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
        `${root}/server.js`,
      ]);
    },
  );

  it('reads an application called demo, of which only a Dockerfile tells', async () => {
    const scan = await scanOf({
      'railway.toml': '',
      'demo/Dockerfile': 'FROM node:22.1.0\nUSER node\nCMD ["node", "server.js"]\n',
      'demo/package.json': '{}',
      'demo/server.js': "require('http').createServer().listen(3000);",
    });
    expect(scan.run.results?.map(({ ruleId }) => ruleId)).toContain('railway/fixed-listen-port');
    expect(scan.notScanned).toEqual([]);
  });

  it('counts the code of a folder of tools that only a Dockerfile makes a service', async () => {
    const scan = await scanOf({
      'railway.toml': '',
      'tools/x/Dockerfile': 'FROM node:22.1.0\nUSER node\nCMD ["node", "server.js"]\n',
      'tools/x/package.json': '{}',
      'tools/x/server.js': "require('http').createServer().listen(3000);",
      'tools/x/test/a.js': 'require("http");',
    });
    expect(scan.notScanned).toEqual([{ path: 'tools/x/server.js', reason: 'in a folder of tools or tests' }]);
    const list = scan.checklists?.find(({ subject }) => subject === 'tools/x');
    expect(list?.steps.find(({ id }) => id === 'cors')).toMatchObject({
      status: 'unknown',
      informational: true,
      evidence:
        '1 source file left out, since tools/x is called like a folder of tools or tests; declare it under `services` if it runs',
    });
  });

  it('takes control characters out of names', async () => {
    const scan = await scanOf({ 'a\u001b[31m\nb/railway.toml': '[x' });
    const texts = [
      ...scan.gaps.map((gap) => gap.message),
      ...(scan.run.results ?? []).map((one) => one.message.text ?? ''),
    ];
    expect(texts.length).toBeGreaterThan(1);
    expect(texts).toEqual(texts.map(cleanText));
  });

  it('stops when it is told to', async () => {
    const { target, workspace } = repository({ 'railway.json': '{}' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(gate.scan(inputOf(target, workspace, signal))).rejects.toThrow('enough');
  });
});

describe('the canary', () => {
  it('is found', async () => expect(await missedByCanary()).toEqual([]));

  it('is missed when nothing is wrong', async () => {
    expect(await missedByCanary({ 'railway.ts': '' })).toHaveLength(10);
  });
});

function repository(
  files: Readonly<Record<string, string | Buffer>>,
  project = '.',
  more: readonly string[] = [],
) {
  const root = mkdtempSync(join(tmpdir(), 'railway-'));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const entries = [...Object.keys(files), ...more].sort().map((path) => ({ path, size: 1 }));
  const projects = [...new Set(['.', project, 'apps/api'])].map((path) => ({
    name: path,
    path,
    source: 'npm' as const,
  }));
  const workspace: Workspace = { root, files: entries, projects, services: [] };
  const target: Target = {
    id: project === '.' ? 'root' : project,
    kind: 'project',
    path: project,
    name: project,
    files: entries,
  };
  return { target, workspace, root };
}

async function scanOf(
  files: Readonly<Record<string, string | Buffer>>,
  prepare?: (root: string) => void,
  more: readonly string[] = [],
): Promise<Scan> {
  const { target, workspace, root } = repository(files, '.', more);
  prepare?.(root);
  return gate.scan(inputOf(target, workspace, new AbortController().signal));
}

function inputOf(target: Target, workspace: Workspace, signal: AbortSignal): ScanInput<Options> {
  const processes = { started: () => undefined, ended: () => undefined };
  const now = new Date('2026-11-22T00:00:00Z');
  return {
    target,
    workspace,
    options: OPTIONS,
    now,
    offline: true,
    signal,
    processes,
    progress: () => undefined,
  };
}

function regionOf(scan: Scan, rule: string) {
  return scan.run.results?.find((one) => one.ruleId === rule)?.locations?.[0]?.physicalLocation?.region;
}
