import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Gate } from '@railgate/contract';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { GateEntry } from '../src/gate-entry.js';
import { run } from '../src/index.js';
import type { RunOptions } from '../src/run-options.js';
import { makeFolder, makeRepository } from './support.js';

/** Built, since the gate runs in a thread that compiles nothing. */
const SARIF = new URL('../../sarif/dist/run.js', import.meta.url).href;

/** A built gate that notes each of its scans in a file beside it, and finds what follows `find` in a file. */
const moduleOf = (scope: string, inputs: readonly string[]): string => `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRun } from ${JSON.stringify(SARIF)};
const meta = { id: 'noting', title: 'Railgate Noting', question: 'Is it noted?', scope: '${scope}', needs: [], inputs: ${JSON.stringify(inputs)}, timeout: 60 };
const rules = [{ id: 'noting/found', name: 'Found', summary: 'A.', description: 'B.', why: 'C.', remediation: 'D.', severity: 'low', precision: 'high', cwe: [], references: [], since: '0.1.0' }];
export const gate = {
  meta, rules,
  options: { type: 'object', properties: { depends: { type: 'string' }, repeatable: { type: 'boolean' }, packed: { type: 'boolean' }, gap: { type: 'boolean' }, writes: { type: 'string' } }, additionalProperties: false },
  skip: () => undefined,
  dependsOn: (target, workspace, options) => options.depends === 'never' ? undefined : (options.depends ?? ''),
  async scan({ target, workspace, options }) {
    appendFileSync(new URL('./scans', import.meta.url), 'x');
    appendFileSync(new URL('./shown', import.meta.url), target.id + ': ' + workspace.files.map(({ path }) => path).join(' ') + '\\n');
    if (options.writes) writeFileSync(join(workspace.root, options.writes), 'changed meanwhile');
    const findings = target.files.filter(({ path }) => readFileSync(join(workspace.root, path), 'utf8').includes('find'))
      .map(({ path }) => ({ ruleId: 'noting/found', message: 'It is there.', at: { path, region: { startLine: 1 } } }));
    const evidence = { engines: [{ name: 'noting', version: '1.0.0', canary: 'found' }], expected: { files: target.files.length }, seen: { files: target.files.length } };
    return { run: buildRun({ meta, target: target.id, rules, findings, evidence, gaps: [] }), evidence, gaps: [], repeatable: options.repeatable ?? true, artifacts: options.packed ? [{ path: 'sbom/root.cdx.json', mediaType: 'a/b', content: [] }] : [] };
  },
};
`;

let scans = (): number => 0;
let entry: GateEntry;
/** A line for each scan: the target, and the files of the workspace that the gate was shown. */
let shown = (): string[] => [];
let cache: string;

beforeEach(async () => {
  await makeGate('workspace', []);
  cache = makeFolder();
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

async function makeGate(scope: string, inputs: readonly string[]): Promise<void> {
  const folder = join(makeFolder(), 'dist');
  mkdirSync(folder);
  writeFileSync(join(folder, '../package.json'), '{ "name": "noting", "type": "module" }');
  writeFileSync(join(folder, 'index.js'), moduleOf(scope, inputs));
  writeFileSync(join(folder, 'scans'), '');
  scans = () => readFileSync(join(folder, 'scans'), 'utf8').length;
  shown = () => readFileSync(join(folder, 'shown'), 'utf8').trimEnd().split('\n').sort();
  const module = pathToFileURL(join(folder, 'index.js')).href;
  const { gate } = (await import(/* @vite-ignore */ module)) as { gate: Gate };
  entry = { id: 'noting', module, load: () => Promise.resolve(gate) };
}

const FILES = { 'a.txt': 'find me\n', 'b.txt': 'nothing\n' };

async function runOn(root: string, options: Partial<RunOptions> = {}, gateOptions?: object): Promise<string> {
  const configFile = gateOptions && join(makeFolder(), 'railgate.json');
  if (configFile) writeFileSync(configFile, JSON.stringify({ gates: { noting: gateOptions } }));
  const out = makeFolder();
  const now = new Date('2026-03-04');
  await run({ root, gates: [entry], now, out, ...(configFile && { configFile }), ...options });
  return readFileSync(join(out, 'report.sarif'), 'utf8');
}

describe('an answer is remembered', () => {
  it('and gives the same bytes, without the gate', async () => {
    const root = makeRepository(FILES);
    const first = await runOn(root);
    expect(first).toContain('It is there.');
    expect(await runOn(root)).toBe(first);
    expect(scans()).toBe(1);
  });

  it('in another checkout of the same files, too', async () => {
    const first = await runOn(makeRepository(FILES));
    expect(await runOn(makeRepository(FILES))).toBe(first);
    expect(scans()).toBe(1);
  });

  it('and the run says so', async () => {
    const root = makeRepository(FILES);
    await runOn(root);
    const events: unknown[] = [];
    await runOn(root, { onEvent: (event) => events.push(event) });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'finished', gate: 'noting', remembered: true }),
    );
  });
});

describe('the gate is asked again', () => {
  it('when a file has other contents of the same size and time', async () => {
    const root = makeRepository(FILES);
    const time = new Date('2026-01-01');
    utimesSync(join(root, 'b.txt'), time, time);
    await runOn(root);
    writeFileSync(join(root, 'b.txt'), 'find it\n');
    utimesSync(join(root, 'b.txt'), time, time);
    expect(await runOn(root)).toContain('b.txt');
    expect(scans()).toBe(2);
  });

  it.each<[string, (root: string) => void]>([
    ['a file came', (root) => writeFileSync(join(root, 'c.txt'), '')],
    ['a file of three megabytes changed at its end', (root) => appendFileSync(join(root, 'large.bin'), 'x')],
  ])('when %s', async (_, change) => {
    const root = makeRepository({ ...FILES, 'large.bin': 'y'.repeat(3_000_000) });
    await runOn(root);
    change(root);
    await runOn(root);
    expect(scans()).toBe(2);
  });

  it.each<[string, Partial<RunOptions>, object | undefined]>([
    ['on another day', { now: new Date('2026-03-05') }, undefined],
    ['offline', { offline: true }, undefined],
    ['with other options', {}, { depends: 'something else' }],
    ['when the user does not want it', { cache: false }, undefined],
  ])('%s', async (_, options, gateOptions) => {
    const root = makeRepository(FILES);
    await runOn(root);
    await runOn(root, options, gateOptions);
    expect(scans()).toBe(2);
  });

  it.each([
    ['that cannot say what its answer depends on', { depends: 'never' }],
    ['whose answer may come from a busy machine', { repeatable: false }],
    ['that packs what nobody looks into', { packed: true }],
  ])('of a gate %s', async (_, gateOptions) => {
    const root = makeRepository(FILES);
    await runOn(root, {}, gateOptions);
    await runOn(root, {}, gateOptions);
    expect(scans()).toBe(2);
  });

  it('when its code has changed', async () => {
    const root = makeRepository(FILES);
    await runOn(root);
    appendFileSync(new URL(entry.module), '\n// changed\n');
    await runOn(root);
    expect(scans()).toBe(2);
  });

  it('when a file changed while it was looking', async () => {
    const root = makeRepository({ ...FILES, 'later.txt': 'find it\n' });
    await runOn(root, {}, { writes: 'later.txt' });
    writeFileSync(join(root, 'later.txt'), 'find it\n');
    await runOn(root, {}, { writes: 'later.txt' });
    expect(scans()).toBe(2);
  });

  it('when an entry was tampered with, is cut, or is not ours alone', async () => {
    const root = makeRepository(FILES);
    const folder = join(cache, 'railgate/answers');
    const spoil = [
      (file: string) =>
        writeFileSync(file, readFileSync(file, 'utf8').replace('It is there.', 'It is fine..')),
      (file: string) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10)),
      (file: string) => chmodSync(file, 0o666),
    ];
    await runOn(root);
    for (const [index, change] of spoil.entries()) {
      for (const name of readdirSync(folder)) change(join(folder, name));
      await runOn(root);
      expect(scans()).toBe(index + 2);
    }
  });

  it('when the cache folder lies in the scanned repository, or is a link into it', async () => {
    const root = makeRepository(FILES);
    mkdirSync(join(root, 'inside'));
    const link = join(makeFolder(), 'link');
    symlinkSync(join(root, 'inside'), link);
    for (const home of [join(root, 'inside'), link]) {
      vi.stubEnv('XDG_CACHE_HOME', home);
      await runOn(root);
      await runOn(root);
    }
    expect(scans()).toBe(4);
  });
});

describe('a gate that looks at projects', () => {
  const PROJECTS = {
    'package.json': '{ "workspaces": ["packages/*"] }',
    'packages/a/package.json': '{ "name": "a" }',
    'packages/a/code.txt': 'find me\n',
    'packages/b/package.json': '{ "name": "b" }',
    'packages/b/code.txt': 'find me\n',
  };
  const manifests = 'package.json packages/a/package.json';

  it('is shown the files of its target and its inputs, and no others', async () => {
    await makeGate('project', ['**/package.json']);
    await runOn(makeRepository(PROJECTS));
    expect(shown()).toEqual([
      `packages/a: package.json packages/a/code.txt packages/a/package.json packages/b/package.json`,
      `packages/b: ${manifests} packages/b/code.txt packages/b/package.json`,
      `root: ${manifests} packages/b/package.json`,
    ]);
  });

  it('is shown everything where it says so', async () => {
    await makeGate('project', ['**']);
    await runOn(makeRepository(PROJECTS));
    expect(shown()).toHaveLength(3);
    for (const line of shown()) expect(line.split(' ').slice(1)).toEqual(Object.keys(PROJECTS).sort());
  });

  it.each<[string, (root: string) => void, string[]]>([
    ['a file of one', (root) => appendFileSync(join(root, 'packages/a/code.txt'), 'x'), ['packages/a']],
    ['a new file in one', (root) => writeFileSync(join(root, 'packages/b/new.txt'), ''), ['packages/b']],
    ['a file that is gone', (root) => rmSync(join(root, 'packages/a/code.txt')), ['packages/a']],
    [
      'an input',
      (root) => appendFileSync(join(root, 'packages/a/package.json'), '\n'),
      ['packages/a', 'packages/b', 'root'],
    ],
  ])(
    'answers again where %s says something else, and finds what it would without a cache',
    async (_, change, again) => {
      await makeGate('project', ['**/package.json']);
      const root = makeRepository(PROJECTS);
      await runOn(root);
      change(root);
      const report = await runOn(root);
      expect(shown().map((line) => line.replace(/:.*/, ''))).toEqual(
        ['packages/a', 'packages/b', 'root', ...again].sort(),
      );
      expect(report).toBe(await runOn(root, { cache: false }));
    },
  );

  it('ng: answers again for every target where it may read every file', async () => {
    await makeGate('project', ['**']);
    const root = makeRepository(PROJECTS);
    await runOn(root);
    appendFileSync(join(root, 'packages/a/code.txt'), 'x');
    await runOn(root);
    expect(scans()).toBe(6);
  });
});

it('ng: a machine without a cache folder scans every time, and says nothing', async () => {
  vi.stubEnv('XDG_CACHE_HOME', '/dev/null/none');
  const root = makeRepository(FILES);
  expect(await runOn(root)).toBe(await runOn(root));
  expect(scans()).toBe(2);
});
