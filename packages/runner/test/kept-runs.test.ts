import { appendFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Gate, Reporter } from '@railgate/contract';
import { FORMATS, samples, secretTexts } from '@railgate/secrets';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { WorkspaceDigest } from '../src/answers/workspace-digest.js';
import { isExpected } from '../src/expectation.js';
import { FileReader } from '../src/file-reader.js';
import type { GateEntry } from '../src/gate-entry.js';
import { run, type RunResult } from '../src/index.js';
import type { RunOptions } from '../src/run-options.js';
import { makeFolder, makeRepository } from './support.js';

const SARIF = new URL('../../sarif/dist/run.js', import.meta.url).href;

/** A built gate that finds `find` in files. */
const MODULE = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRun } from ${JSON.stringify(SARIF)};
const meta = { id: 'finding', title: 'Railgate Finding', question: 'Is it found?', scope: 'workspace', needs: [], inputs: ['**'], timeout: 60 };
const rules = [{ id: 'finding/found', name: 'Found', summary: 'A.', description: 'B.', why: 'C.', remediation: 'D.', severity: 'low', precision: 'high', cwe: [], references: [], since: '0.1.0' }];
export const gate = {
  meta, rules,
  options: { type: 'object', properties: { repeatable: { type: 'boolean' } }, additionalProperties: false },
  skip: () => undefined,
  dependsOn: () => '',
  async scan({ target, workspace, options }) {
    const findings = target.files.filter(({ path }) => readFileSync(join(workspace.root, path), 'utf8').includes('find'))
      .map(({ path }) => ({ ruleId: 'finding/found', message: 'It is there.', at: { path, region: { startLine: 1 } } }));
    const evidence = { engines: [{ name: 'finding', version: '1.0.0', canary: 'found' }], expected: { files: target.files.length }, seen: { files: target.files.length } };
    return { run: buildRun({ meta, target: target.id, rules, findings, evidence, gaps: [] }), evidence, gaps: [], repeatable: options.repeatable ?? true };
  },
};
`;

let entry: GateEntry;
let cache: string;
let renders = 0;
const summary: Reporter = {
  id: 'counting',
  file: 'summary.md',
  mediaType: 'text/markdown',
  render({ manifest, log }) {
    // What a rehearsal renders, which may or may not come so far, does not count.
    const isRehearsed = log.runs.some(({ tool }) => tool.driver.rules?.[0]?.id === 'rehearsal/made-up');
    if (!isRehearsed) renders++;
    return `${manifest.outcomes.map(({ findings }) => findings).join()}\n`;
  },
};

beforeEach(async () => {
  const folder = join(makeFolder(), 'dist');
  mkdirSync(folder);
  writeFileSync(join(folder, '../package.json'), '{ "name": "finding", "type": "module" }');
  writeFileSync(join(folder, 'index.js'), MODULE);
  const module = pathToFileURL(join(folder, 'index.js')).href;
  const { gate } = (await import(/* @vite-ignore */ module)) as { gate: Gate };
  entry = { id: 'finding', module, load: () => Promise.resolve(gate) };
  cache = makeFolder();
  renders = 0;
  vi.stubEnv('XDG_CACHE_HOME', cache);
  return () => vi.restoreAllMocks();
});

const FILES = { 'a.txt': 'find me\n', 'b.txt': 'nothing\n' };

interface Ran {
  readonly result: RunResult;
  /** By path, the manifest without its timings. */
  readonly files: Readonly<Record<string, string>>;
}

async function runOn(root: string, options: Partial<RunOptions> = {}): Promise<Ran> {
  const out = makeFolder();
  const now = new Date('2026-03-04');
  const given = { root, gates: [entry], now, out, reporters: [summary], program: entry.module };
  const result = await run({ ...given, ...options });
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));
  const files = names.map((name) => [name, withoutTimings(readFileSync(join(out, name), 'utf8'))] as const);
  return { result, files: Object.fromEntries(files) };
}

function withoutTimings(text: string): string {
  return text.replace(/"timings": \{[^}]*\}/, '"timings": {}');
}

describe('a whole run is remembered', () => {
  it('ok: every file has the same bytes and nothing is rendered', async () => {
    const root = makeRepository(FILES);
    const first = await runOn(root);
    const second = await runOn(root);
    expect(renders).toBe(1);
    expect(Object.keys(first.files)).toContain('report.sarif');
    expect(second.files).toStrictEqual(first.files);
    const { manifest, log } = second.result.report;
    expect({ ...manifest, timings: {} }).toStrictEqual({ ...first.result.report.manifest, timings: {} });
    expect(log).toStrictEqual(JSON.parse(JSON.stringify(first.result.report.log)));
    expect(second.result.verdict).toStrictEqual(first.result.verdict);
  });

  it('ok: what is said about it is made once for each name, and the displays hear of each step', async () => {
    const root = makeRepository(FILES);
    const said = async (name: string): Promise<string> => {
      const { result } = await runOn(root);
      return result.text(name, () => Promise.resolve(`${name} ${Math.random()}`));
    };
    const first = await said('wide');
    expect(await said('wide')).toBe(first);
    expect(await said('narrow')).toMatch(/^narrow /);
    const events: unknown[] = [];
    await runOn(root, { onEvent: (event) => events.push(event) });
    expect(events).toContainEqual(expect.objectContaining({ type: 'finished', remembered: true }));
  });

  it('ok: no file is asked for its entry a second time, and once where it is only judged again', async () => {
    const root = makeRepository(FILES);
    const isStill = vi.spyOn(WorkspaceDigest.prototype, 'isStill');
    const asked: number[] = [];
    for (const options of [{}, {}, { failOn: 'low' } as const]) {
      isStill.mockClear();
      await runOn(root, options);
      asked.push(isStill.mock.calls.length);
    }
    expect(asked).toStrictEqual([2, 0, 1]);
  });

  it('ok: the next one is expected to be, until a thread is needed after all', async () => {
    const root = makeRepository(FILES);
    for (const expected of [false, true, true]) {
      await runOn(root);
      expect(isExpected()).toBe(expected);
    }
    writeFileSync(join(root, 'b.txt'), 'find it\n');
    await runOn(root);
    expect(isExpected()).toBe(false);
  });

  it('ok: reporters that are loaded when they are needed are not loaded', async () => {
    const root = makeRepository(FILES);
    const reporters = vi.fn(() => Promise.resolve([summary]));
    await runOn(root, { reporters });
    expect(reporters).toHaveBeenCalled();
    reporters.mockClear();
    await runOn(root, { reporters });
    expect(reporters).not.toHaveBeenCalled();
  });
});

describe('a run is judged and rendered again', () => {
  it.each<[string, Partial<RunOptions>]>([
    ['by another threshold', { failOn: 'low' }],
    ['on another day', { now: new Date('2026-03-05') }],
    ['when nobody says where the code of its reports is', { program: undefined }],
    ['when the user wants nothing kept', { cache: false }],
  ])('%s', async (_, options) => {
    const root = makeRepository(FILES);
    await runOn(root);
    await runOn(root, options);
    expect(renders).toBe(2);
  });

  it('when a file has changed, or an ignore comment came', async () => {
    const root = makeRepository(FILES);
    await runOn(root);
    writeFileSync(join(root, 'b.txt'), 'find it\n');
    expect((await runOn(root)).files['summary.md']).toBe('2\n');
    appendFileSync(join(root, 'a.txt'), '# railgate-ignore finding/found -- it is known\n');
    await runOn(root);
    expect(renders).toBe(3);
  });

  it('when its code, or what was kept, has changed', async () => {
    const root = makeRepository(FILES);
    const { files } = await runOn(root);
    const folder = join(cache, 'railgate/runs');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name), 'utf8');
      writeFileSync(join(folder, name), text.replace('It is there.', 'It is fine..'));
    }
    expect((await runOn(root)).files).toStrictEqual(files);
    appendFileSync(new URL(entry.module), '\n// changed\n');
    await runOn(root);
    expect(renders).toBe(3);
  });

  it('when a report could not be made', async () => {
    const root = makeRepository(FILES);
    const broken: Reporter = {
      ...summary,
      file: 'report.html',
      render: () => {
        throw new Error('not today');
      },
    };
    const reporters = [summary, broken];
    await runOn(root, { reporters });
    expect((await runOn(root, { reporters })).result.warnings).toHaveLength(1);
    expect(renders).toBe(2);
  });

  it('when an answer may come from a busy machine', async () => {
    const root = makeRepository({ ...FILES, 'railgate.json': '{"gates":{"finding":{"repeatable":false}}}' });
    await runOn(root);
    await runOn(root);
    expect(renders).toBe(2);
  });
});

describe.runIf(process.platform === 'linux')('files that need not be read again', () => {
  /** Names of the files that a run reads for their contents. */
  async function readIn(root: string): Promise<string[]> {
    const read = vi.spyOn(FileReader.prototype, 'read');
    await runOn(root);
    const paths = read.mock.calls.map(([path]) => path);
    read.mockRestore();
    return [...new Set(paths)].sort();
  }

  /** The times of a file's entry cannot be set: so the clock is. */
  function waitUntilSettled(): void {
    const later = Date.now() + 60_000;
    vi.spyOn(Date, 'now').mockImplementation(() => later);
  }

  it('ok: are those whose entry is what it was; one with an ignore comment is read', async () => {
    const root = makeRepository({ ...FILES, 'c.txt': 'find # railgate-ignore finding/found -- known\n' });
    waitUntilSettled();
    const first = await runOn(root);
    expect(await readIn(root)).toStrictEqual(['c.txt']);
    writeFileSync(join(root, 'd.txt'), 'new\n');
    // The run is another one, and comments of other tools are looked for beside its findings.
    expect(await readIn(root)).toStrictEqual(['a.txt', 'c.txt', 'd.txt']);
    expect(first.files['report.sarif']).toContain('inSource');
  });

  it('ng: a name that is a secret is kept nowhere, and that file is read each time', async () => {
    const format = FORMATS.find(({ id }) => id === 'github-personal-access-token');
    const [secret = ''] = secretTexts(format?.hits(samples(Date.now()))[0].text ?? '', '');
    expect(secret).toMatch(/^(?:ghp|github_pat)_/);
    const root = makeRepository({ ...FILES, [`${secret}.txt`]: 'find me, too\n' });
    waitUntilSettled();
    await runOn(root);
    expect(await readIn(root)).toStrictEqual(['a.txt', `${secret}.txt`]);
    const entries = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const kept = entries.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
    expect(kept.join('\n')).toContain('b.txt');
    expect([...entries.map(({ name }) => name), ...kept].join('\n')).not.toContain(secret.slice(0, 16));
  });

  it('ng: is none that changed a moment before it was read', async () => {
    const root = makeRepository(FILES);
    await runOn(root);
    expect(await readIn(root)).toStrictEqual(['a.txt', 'b.txt']);
  });

  it('ng: is none with other contents of the same size, time and place', async () => {
    const root = makeRepository(FILES);
    const time = new Date('2026-01-01');
    utimesSync(join(root, 'b.txt'), time, time);
    waitUntilSettled();
    await runOn(root);
    writeFileSync(join(root, 'b.txt'), 'find it\n');
    utimesSync(join(root, 'b.txt'), time, time);
    expect((await runOn(root)).files['summary.md']).toBe('2\n');
  });
});
