import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { RUN_SCHEMA, UsageError, type Reporter, type RunEvent } from '@railgate/contract';
import { schemaViolations } from '@railgate/sarif';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { InterruptedError } from '../src/output-error.js';
import type { RunOptions } from '../src/run-options.js';
import { bytesOf, listing, readJson } from './reports.js';
import { GATES, MONOREPO, runIn } from './run-in.js';
import { makeFolder, makeRepository, stubGate } from './support.js';
import { TempRepository } from './temp-repository.js';

describe('ok: a run', () => {
  it('writes the manifest, the archive, a file a gate and target, and artifacts', async () => {
    const root = makeRepository(MONOREPO);
    const { folder, report, verdict, warnings } = await runIn(root);
    expect(folder).toBe(join(root, '.railgate'));
    expect(listing(folder)).toEqual([
      '.gitignore',
      'gates/lint--apps--api.sarif',
      'gates/lint--apps--web.sarif',
      'gates/lint--root.sarif',
      'gates/secrets--root.sarif',
      'report.sarif',
      'run.json',
      'sbom/root.cdx.json',
      'upload/github-1.sarif',
    ]);
    expect(verdict).toMatchObject({ status: 'findings', exitCode: 1, counts: { high: 3, new: 3 } });
    expect(warnings).toEqual([]);
    expect(readJson(folder, 'run.json')).toEqual(JSON.parse(JSON.stringify(report.manifest)));
  });

  it('leaves no timer that would keep the process alive', () => {
    const [script, out] = [join(import.meta.dirname, 'after-run.mjs'), join(makeFolder(), 'out')];
    const args = [script, makeRepository(), out, stubGate({ id: 'stub' }).module];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).not.toContain('Timeout');
  });

  it('gives two threads two gates at first, so that no engine loads twice at once', async () => {
    const started: string[] = [];
    // The longer timeout puts all steps of one gate first.
    const gates = [
      stubGate({ id: 'lint', does: 'slow', scope: 'project', timeout: 600 }),
      stubGate({ id: 'railway', does: 'slow', scope: 'project' }),
    ];
    const onEvent = (event: RunEvent) => void (event.type === 'started' && started.push(event.gate));
    await runIn(makeRepository(MONOREPO), { gates, jobs: 2, onEvent });
    expect(started.slice(0, 2).sort()).toEqual(['lint', 'railway']);
  });

  it('has a manifest that its schema allows', async () => {
    const gates = ['finding', 'gap', 'throws', 'skip', 'degraded', 'not-scanned', 'future-data'].map((does) =>
      stubGate({ id: `g-${does}`, does }),
    );
    // `throws` has no code here: an error that is none of the catalogue must not reach the manifest either.
    const { report } = await runIn(makeRepository(), { gates });
    const ajv = new Ajv2020({ strict: false });
    expect(ajv.validate(RUN_SCHEMA, report.manifest), ajv.errorsText()).toBe(true);
    expect(report.manifest).toMatchObject({
      schemaVersion: '1.0.0',
      tool: { name: 'railgate' },
      root: '.',
      date: '2026-03-04',
      offline: false,
    });
  });

  it('has an archive that the SARIF schema allows, a run a gate and target, none for skipped gates', async () => {
    const { folder, report } = await runIn(makeRepository(MONOREPO));
    const log = readJson(folder, 'report.sarif') as sarif.Log;
    expect(schemaViolations(log)).toEqual([]);
    expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      'railgate/lint/root/',
      'railgate/lint/apps/api/',
      'railgate/lint/apps/web/',
      'railgate/secrets/root/',
    ]);
    expect(report.manifest.outcomes.map(({ gate, target, status }) => `${gate} ${target} ${status}`)).toEqual(
      ['lint root done', 'lint apps/api done', 'lint apps/web done', 'sca root skipped', 'secrets root done'],
    );
    expect(readJson(folder, 'gates/lint--apps--api.sarif')).toEqual({ ...log, runs: [log.runs[1]] });
  });

  it('gives the same bytes for the same input, whatever the number of threads, timings aside', async () => {
    const [one, two] = [makeRepository(MONOREPO), makeRepository(MONOREPO)];
    const gates = [
      ...GATES,
      stubGate({ id: 'late', does: 'slow' }),
      stubGate({ id: 'broken', does: 'throws-error' }),
    ];
    const first = bytesOf((await runIn(one, { gates, jobs: 1 })).folder);
    expect(bytesOf((await runIn(two, { gates, jobs: 4 })).folder)).toEqual(first);
    expect(bytesOf((await runIn(one, { gates })).folder), 'again, beside its own reports').toEqual(first);
  });

  it('looks at what somebody else put into .railgate', async () => {
    const [plain, filled] = [
      makeRepository(MONOREPO),
      makeRepository({ ...MONOREPO, '.railgate/evil.js': '' }),
    ];
    const [before, after] = [await runIn(plain), await runIn(filled)].map(({ report }) => report.manifest);
    expect(after?.discovery.files).toBe((before?.discovery.files ?? 0) + 1);
    expect(after?.notScanned).toEqual([]);
  });

  it('names no path, host or user of this machine', async () => {
    const root = makeRepository();
    const { folder } = await runIn(root, { gates: [...GATES, stubGate({ id: 'bad', does: 'leaky-gap' })] });
    for (const [file, content] of Object.entries(bytesOf(folder))) expect(content, file).not.toContain(root);
  });

  it('does not see its own reports in a folder of the repository', async () => {
    const root = makeRepository();
    const first = await runIn(root, { out: join(root, 'out') });
    const before = bytesOf(first.folder);
    const second = await runIn(root, { out: join(root, 'out') });
    expect(bytesOf(second.folder)).toEqual(before);
    expect(second.report.manifest.notScanned).toContainEqual({ path: 'out', reason: 'reports of Railgate' });
  });

  it('knows where the folder lies in its repository', async () => {
    const repository = new TempRepository().write(MONOREPO).commit();
    const { report, folder } = await runIn(repository.at('apps/web'));
    expect(report.manifest.root).toBe('apps/web');
    expect(report.manifest.discovery.projects).toMatchObject([{ path: '.' }]);
    const [upload] = Object.values(bytesOf(join(folder, 'upload')));
    expect(upload).toContain('"uri":"apps/web/src/a.ts"');
    expect(upload).toContain('"id":"railgate/lint/apps/web/"');
    expect(upload).not.toContain('"uri":"src/a.ts"');
    expect((await runIn(repository.path)).report.manifest.root).toBe('.');
    repository.remove();
  });

  it('knows what of it was asked for, and says so only then', async () => {
    const root = makeRepository(MONOREPO);
    const configFile = join(makeFolder(), 'policy.json');
    writeFileSync(configFile, '{}');
    const selection = { gates: ['lint'], projects: ['web', '.'] };
    const { report } = await runIn(root, { selection, configFile });
    expect(report.manifest.selection).toEqual({
      gates: ['lint'],
      projects: ['apps/web', 'root'],
      config: 'policy.json',
    });
    expect(Object.keys((await runIn(root)).report.manifest)).not.toContain('selection');
  });

  it('does not start where it would replace a file of the user', async () => {
    const out = makeFolder();
    writeFileSync(join(out, 'summary.md'), '# Mine');
    const events: RunEvent[] = [];
    const running = runIn(makeRepository(), { out, onEvent: (event) => void events.push(event) });
    await expect(running).rejects.toThrow(UsageError);
    expect(events.map(({ type }) => type)).not.toContain('started');
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toBe('# Mine');
  });

  it('tells what it does', async () => {
    const events: RunEvent[] = [];
    await runIn(makeRepository(MONOREPO), { onEvent: (event) => void events.push(event) });
    expect(events[0]).toEqual({ type: 'discovered', files: 5, projects: 3, source: 'folder' });
    expect(events[1]).toMatchObject({ type: 'planned', skipped: 1 });
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(4);
    expect(events.at(-1)).toMatchObject({ type: 'writing' });
  });

  it('goes on when whoever shows progress fails', async () => {
    const onEvent = () => {
      throw new Error('no terminal');
    };
    expect((await runIn(makeRepository(), { onEvent })).verdict.exitCode).toBe(1);
  });
});

describe('reporters', () => {
  const good: Reporter = {
    id: 'markdown',
    file: 'summary.md',
    mediaType: 'text/markdown',
    render: ({ manifest }) => manifest.verdict.status,
  };

  it('are rendered into their files', async () => {
    const { folder } = await runIn(makeRepository(), { reporters: [good] });
    expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toBe('findings');
  });

  it('that have nothing to say leave no file and no warning', async () => {
    const silent: Reporter = { ...good, id: 'silent', file: 'vex.openvex.json', render: () => undefined };
    const { folder, warnings } = await runIn(makeRepository(), { reporters: [good, silent] });
    expect(listing(folder)).toContain('summary.md');
    expect(listing(folder)).not.toContain('vex.openvex.json');
    expect(warnings).toEqual([]);
  });

  it.each(['summary.md', 'run.json', 'report.sarif'])(
    'that fail at %s are warned of, and change neither the verdict nor other files',
    async (file) => {
      const bad: Reporter = {
        ...good,
        id: 'bad',
        file,
        render: () => {
          throw new Error('no template');
        },
      };
      const other: Reporter = { ...good, id: 'html', file: 'report.html' };
      const { folder, verdict, warnings } = await runIn(makeRepository(), { reporters: [bad, other] });
      expect(verdict.exitCode).toBe(1);
      expect(warnings).toEqual([
        `The report ${file} could not be made: no template. The verdict is not affected.`,
      ]);
      expect(listing(folder)).toEqual(expect.arrayContaining(['report.html', 'report.sarif', 'run.json']));
      expect(schemaViolations(readJson(folder, 'report.sarif'))).toEqual([]);
    },
  );

  it('may make the archive in a form of their own, and then the gates have it too', async () => {
    const archive: Reporter = {
      ...good,
      id: 'sarif',
      file: 'report.sarif',
      render: ({ log }) => `compact ${log.runs.length}`,
    };
    const { folder } = await runIn(makeRepository(), { reporters: [archive] });
    expect(readFileSync(join(folder, 'report.sarif'), 'utf8')).toBe('compact 2');
    expect(readFileSync(join(folder, 'gates/lint--root.sarif'), 'utf8')).toBe('compact 1');
  });
});

describe('broken: what is unknown', () => {
  it('makes the run incomplete, and the reports are written all the same', async () => {
    const gates = [stubGate({ id: 'lint' }), stubGate({ id: 'sca', does: 'throws-error' })];
    const { verdict, folder, report } = await runIn(makeRepository(), { gates });
    expect(verdict).toMatchObject({
      status: 'incomplete',
      exitCode: 2,
      reasons: [{ gate: 'sca', code: 'INTERNAL' }],
    });
    expect(report.log.runs[1]?.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(report.log.runs[1]).not.toHaveProperty('results');
    expect(listing(folder)).toContain('gates/sca--root.sarif');
  });

  it('breaks the gate whose package does not load, whatever the configuration says of it', async () => {
    const gates = [
      stubGate({ id: 'ok' }),
      { ...stubGate({ id: 'lint' }), load: () => Promise.reject(new Error('gone')) },
    ];
    const root = makeRepository({ 'a.ts': '', 'railgate.json': '{ "gates": { "lint": { "any": 1 } } }' });
    const { verdict } = await runIn(root, { gates });
    expect(verdict).toMatchObject({
      exitCode: 2,
      reasons: [{ gate: 'lint', target: 'root', code: 'INTERNAL' }],
    });
  });

  it.each([
    ['no gate', [], {}],
    ['all skipped', [stubGate({ does: 'skip' })], {}],
    ['an empty folder', [stubGate({ does: 'skip-empty' })], {}],
  ])('%s is incomplete', async (_name, gates, files) => {
    const { verdict } = await runIn(makeRepository(files), { gates });
    expect(verdict).toMatchObject({
      exitCode: 2,
      reasons: [{ gate: 'discover', code: 'LOOKED_AT_NOTHING' }],
    });
  });

  it.each([
    ['old-data', '400d', 2],
    ['old-data', '1000d', 0],
    ['undated-data', '1000d', 2],
    ['future-data', '1d', 0],
  ])('%s with --max-data-age %s ends with %s', async (does, maxDataAge, exitCode) => {
    const { verdict, report } = await runIn(makeRepository(), { gates: [stubGate({ does })], maxDataAge });
    expect(verdict.exitCode).toBe(exitCode);
    if (exitCode === 2)
      expect(report.manifest.outcomes[0]).toMatchObject({ status: 'broken', code: 'DATA_STALE' });
  });
});

describe('ng: usage errors, before any gate starts and before anything is written', () => {
  it.each<[string, Partial<RunOptions>, RegExp]>([
    ['a folder that is not there', { root: '/no/such/folder' }, /does not exist/],
    ['a gate that is not there', { selection: { gates: ['linnt'] } }, /Did you mean lint/],
    ['a date that is none', { env: { SOURCE_DATE_EPOCH: 'now' } }, /SOURCE_DATE_EPOCH/],
    ['an age that is none', { maxDataAge: 'old' }, /--max-data-age/],
  ])('%s', async (_name, options, message) => {
    const root = makeRepository();
    await expect(runIn(root, options)).rejects.toThrow(UsageError);
    await expect(runIn(root, options)).rejects.toThrow(message);
    expect(existsSync(join(root, '.railgate'))).toBe(false);
  });

  it('a hostile .railgate', async () => {
    const [root, elsewhere] = [makeRepository(), makeFolder()];
    symlinkSync(elsewhere, join(root, '.railgate'));
    const events: RunEvent[] = [];
    await expect(runIn(root, { onEvent: (event) => void events.push(event) })).rejects.toThrow(UsageError);
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(events.some(({ type }) => type === 'started')).toBe(false);
  });

  it('a configuration with a typo', async () => {
    await expect(runIn(makeRepository({ 'railgate.json': '{ "failOm": "low" }' }))).rejects.toThrow(
      UsageError,
    );
  });
});

describe('Ctrl-C', () => {
  it('ends the run and leaves no report, also none of an earlier run half replaced', async () => {
    const root = makeRepository();
    const before = bytesOf((await runIn(root)).folder);
    const controller = new AbortController();
    const onEvent = ({ type }: RunEvent) => void (type === 'started' && controller.abort('SIGTERM'));
    const gates = [stubGate({ does: 'spin' })];
    const error: unknown = await runIn(root, { gates, signal: controller.signal, onEvent }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InterruptedError);
    expect(bytesOf(join(root, '.railgate'))).toEqual(before);
  });

  it('writes nothing when it comes after the last gate', async () => {
    const root = makeRepository();
    const controller = new AbortController();
    const reporter: Reporter = {
      id: 'x',
      file: 'summary.md',
      mediaType: 'text/plain',
      render: () => {
        controller.abort('SIGINT');
        return '';
      },
    };
    await expect(runIn(root, { reporters: [reporter], signal: controller.signal })).rejects.toThrow(
      InterruptedError,
    );
    expect(listing(join(root, '.railgate'))).toEqual([]);
  });
});

describe('git', () => {
  it('is where the file list comes from, and .railgate does not become a part of it', async () => {
    const root = makeRepository();
    execFileSync('git', ['init', '-q', root]);
    const first = await runIn(root);
    expect(first.report.manifest.discovery.source).toBe('git');
    expect(
      execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: root, encoding: 'utf8' }),
    ).not.toContain('.railgate');
    const before = bytesOf(first.folder);
    expect(bytesOf((await runIn(root)).folder)).toEqual(before);
  });
});

describe('a full disk', () => {
  it('leaves no report and says so', async (context) => {
    const root = makeRepository();
    const out = makeFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', out], { stdio: 'ignore' });
    } catch {
      return context.skip('a small file system cannot be mounted here');
    }
    try {
      await expect(runIn(root, { out })).rejects.toThrow(/the disk is full/);
      expect(listing(out)).toEqual([]);
    } finally {
      execFileSync('umount', [out]);
    }
  });
});
