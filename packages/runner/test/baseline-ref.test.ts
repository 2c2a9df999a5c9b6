import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { RUN_SCHEMA } from '@railgate/contract';
import { schemaViolations } from '@railgate/sarif';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';

import { InterruptedError } from '../src/output-error.js';
import { FILES, makeRepository, runIn, statesOf } from './baseline-support.js';
import { makeFolder } from './support.js';
import { TempRepository } from './temp-repository.js';

/** Folders of refs that were left behind. */
function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('railgate-baseline-'));
}

describe('a git ref as the baseline', () => {
  it('tells new findings from old ones, whatever moved, and keeps what is gone in the archive', async () => {
    const repository = makeRepository();
    repository.git('mv', 'src/a.js', 'src/moved.js');
    repository.write({ 'src/moved.js': '\n\n\nconst a = 1;\neval(a);\n', 'src/new.js': 'eval(n);\n' });
    rmSync(repository.at('src/b.js'));
    const before = leftovers();
    const { report, verdict, folder } = await runIn(repository.path, 'HEAD', { newOnly: true });
    expect(statesOf(report.log)).toEqual(['updated src/moved.js:5', 'new src/new.js:1', 'absent src/b.js:1']);
    expect(report.manifest.baseline).toEqual({
      kind: 'ref',
      name: 'HEAD',
      counts: { new: 1, unchanged: 0, updated: 1, absent: 1 },
      drift: [],
    });
    expect(verdict.counts).toMatchObject({ high: 2, new: 1 });
    expect(report.manifest.outcomes[0]?.findings).toBe(2);
    expect(schemaViolations(report.log)).toEqual([]);
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
    expect(new Ajv2020({ strict: false }).validate(RUN_SCHEMA, manifest)).toBe(true);
    expect(leftovers()).toEqual(before);
  });

  it('fails on what is new and not on what stood there', async () => {
    const repository = makeRepository();
    const options = { newOnly: true };
    expect((await runIn(repository.path, 'HEAD', options)).verdict.exitCode).toBe(0);
    repository.write({ 'src/c.js': 'eval(c);\n' });
    expect((await runIn(repository.path, 'HEAD', options)).verdict.exitCode).toBe(1);
    expect((await runIn(repository.path, 'HEAD')).verdict.counts).toMatchObject({ high: 3, new: 1 });
  });

  it('sees files that were moved without git', async () => {
    const repository = makeRepository({ ...FILES, 'src/same.js': 'eval(b);\n' });
    mkdirSync(repository.at('lib'));
    for (const name of ['a.js', 'b.js']) {
      cpSync(repository.at(`src/${name}`), repository.at(`lib/${name}`));
      rmSync(repository.at(`src/${name}`));
    }
    const { report } = await runIn(repository.path, 'HEAD');
    expect(report.manifest.baseline?.counts).toEqual({ new: 0, unchanged: 1, updated: 2, absent: 0 });
  });

  it('takes the files of the ref, those that .gitignore names too, and only those of the folder', async () => {
    const repository = makeRepository({ 'app/dist/x.js': 'eval(x);\n', 'other/y.js': 'eval(y);\n' });
    repository.write({ '.gitignore': 'dist\n' });
    const { report } = await runIn(repository.at('app'), 'HEAD');
    expect(report.manifest.baseline?.counts).toEqual({ new: 0, unchanged: 1, updated: 0, absent: 0 });
  });

  it('follows a folder that became a project', async () => {
    const repository = makeRepository({
      ...FILES,
      'package.json': '{ "name": "sample", "workspaces": ["apps/*"] }\n',
      'apps/web/a.js': 'eval(w);\n',
    });
    repository.write({ 'apps/web/package.json': '{ "name": "web" }\n' });
    const { report, warnings } = await runIn(repository.path, 'HEAD', { scope: 'project' });
    expect(report.manifest.baseline).toMatchObject({
      counts: { new: 0, unchanged: 3, absent: 0 },
      drift: [],
    });
    expect(warnings).toEqual([]);
  });

  it('keeps the findings of a project that is gone', async () => {
    const repository = makeRepository({
      ...FILES,
      'package.json': '{ "name": "sample", "workspaces": ["apps/*"] }\n',
      'apps/web/package.json': '{ "name": "web" }\n',
      'apps/web/a.js': 'eval(w);\n',
    });
    rmSync(repository.at('apps'), { recursive: true });
    const { report } = await runIn(repository.path, 'HEAD', { scope: 'project' });
    expect(report.manifest.baseline).toMatchObject({
      counts: { new: 0, unchanged: 2, absent: 1 },
      drift: [],
    });
    expect(statesOf(report.log)).toContain('absent apps/web/a.js:1');
    expect(schemaViolations(report.log)).toEqual([]);
  });

  it('says when a gate broke on the ref: all its findings are new then', async () => {
    const repository = makeRepository({ ...FILES, BROKEN: '' });
    rmSync(repository.at('BROKEN'));
    const { report, warnings } = await runIn(repository.path, 'HEAD', { does: 'evals-unless-broken' });
    expect(report.manifest.baseline).toMatchObject({
      counts: { new: 2, unchanged: 0 },
      drift: [{ gate: 'lint', target: 'root', kind: 'missing' }],
    });
    expect(warnings).toEqual([expect.stringContaining('its findings count as new')]);
  });

  it('runs nothing that the repository names: no filter, no hook, no textconv', async () => {
    const repository = makeRepository({ ...FILES, '.gitattributes': '*.js filter=evil diff=evil\n' });
    const proof = join(makeFolder(), 'proof');
    const command = `sh -c 'touch ${proof}; cat'`;
    for (const key of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
      'diff.evil.command',
      'diff.external',
      'core.fsmonitor',
    ])
      repository.git('config', key, command);
    repository.write({ 'src/a.js': 'const a = 2;\neval(a);\n' });
    const { report } = await runIn(repository.path, 'HEAD');
    expect(report.manifest.baseline?.counts).toMatchObject({ new: 0, unchanged: 2 });
    expect(existsSync(proof)).toBe(false);
  });

  it('writes no symbolic link, and nothing through one', async () => {
    const repository = new TempRepository().write(FILES);
    onTestFinished(() => repository.remove());
    const outside = makeFolder();
    symlinkSync(outside, repository.at('link'));
    repository.commit();
    // A tree that git would not make: a link, and a file below it; and a `.git` of its own.
    const planted = join(makeFolder(), 'planted.js');
    writeFileSync(planted, '\neval(planted);\n');
    const blob = repository.git('hash-object', '-w', planted).trim();
    const target = repository.git('rev-parse', 'HEAD:link').trim();
    const inner = repository.makeTree([`100644 blob ${blob}\tescaped.js`]);
    const tree = repository.makeTree([
      `040000 tree ${inner}\t.git`,
      `120000 blob ${target}\tlink`,
      `040000 tree ${inner}\tlink`,
      `040000 tree ${inner}\tsub`,
    ]);
    const commit = repository.git('commit-tree', '-m', 'x', tree).trim();
    const { report } = await runIn(repository.path, commit);
    const absent = statesOf(report.log).filter((state) => state.startsWith('absent'));
    expect(absent).toEqual(['absent link/escaped.js:2', 'absent sub/escaped.js:2']);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('leaves no folder behind when it is interrupted', async () => {
    const repository = makeRepository();
    const before = leftovers();
    const controller = new AbortController();
    const stopped = runIn(repository.path, 'HEAD', {
      does: 'hangs-in-a-baseline',
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 1500);
    await expect(stopped).rejects.toBeInstanceOf(InterruptedError);
    expect(leftovers()).toEqual(before);
    expect(existsSync(repository.at('.railgate/run.json'))).toBe(false);
  });
});
