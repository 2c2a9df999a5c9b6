import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { UsageError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { run } from '../src/run.js';
import { judgeShards, scanShard } from '../src/shards.js';
import { makeRepository, runIn } from './baseline-support.js';
import { ENV } from './run-in.js';
import { makeFolder, stubGate } from './support.js';

describe('a report as the baseline', () => {
  it('takes the archive, or the folder of a run', async () => {
    const repository = makeRepository();
    await runIn(repository.path, undefined);
    repository.write({ 'src/c.js': 'eval(c);\n' });
    for (const name of ['.railgate', '.railgate/report.sarif']) {
      const kept = makeFolder();
      cpSync(repository.at('.railgate'), kept, { recursive: true });
      const { report } = await runIn(repository.path, name, { newOnly: true, out: makeFolder() });
      expect(report.manifest.baseline).toMatchObject({
        kind: 'file',
        name,
        counts: { new: 1, unchanged: 2 },
      });
    }
  });

  it('is compared with itself without end', async () => {
    const repository = makeRepository();
    await runIn(repository.path, undefined);
    rmSync(repository.at('src/b.js'));
    const first = await runIn(repository.path, '.railgate');
    expect(first.report.manifest.baseline?.counts).toMatchObject({ unchanged: 1, absent: 1 });
    const second = await runIn(repository.path, '.railgate');
    expect(second.report.manifest.baseline?.counts).toEqual({ new: 0, unchanged: 1, updated: 0, absent: 0 });
  });

  it('says what of the run it does not have', async () => {
    const repository = makeRepository();
    await runIn(repository.path, undefined);
    const gates = [stubGate({ id: 'lint', does: 'evals' }), stubGate({ id: 'sca', does: 'finding' })];
    const { report, warnings } = await runIn(repository.path, '.railgate', { gates });
    expect(report.manifest.baseline?.drift).toMatchObject([{ gate: 'sca', target: 'root', kind: 'missing' }]);
    expect(report.manifest.baseline?.counts).toMatchObject({ new: 1, unchanged: 2 });
    expect(warnings).toHaveLength(1);
  });

  it('says nothing of gates that were not asked for', async () => {
    const repository = makeRepository();
    const gates = [stubGate({ id: 'lint', does: 'evals' }), stubGate({ id: 'sca', does: 'finding' })];
    await runIn(repository.path, undefined, { gates });
    const { report, warnings } = await runIn(repository.path, '.railgate', {
      gates,
      selection: { gates: ['sca'] },
    });
    expect(report.manifest.baseline).toMatchObject({ counts: { unchanged: 1, absent: 0 }, drift: [] });
    expect(warnings).toEqual([]);
  });

  it('is not taken for mended what a broken gate did not look at', async () => {
    const repository = makeRepository();
    await runIn(repository.path, undefined, { does: 'evals-unless-broken' });
    repository.write({ BROKEN: '' });
    const { report, verdict } = await runIn(repository.path, '.railgate', { does: 'evals-unless-broken' });
    expect(report.manifest.baseline).toMatchObject({ counts: { absent: 0 }, drift: [{ kind: 'missing' }] });
    expect(verdict.exitCode).toBe(2);
  });

  it('goes before a ref of the same name, and that is said', async () => {
    const repository = makeRepository();
    await runIn(repository.path, undefined);
    cpSync(repository.at('.railgate/report.sarif'), repository.at('base'));
    repository.git('branch', 'base');
    const { report, warnings } = await runIn(repository.path, 'base');
    expect(report.manifest.baseline?.kind).toBe('file');
    expect(warnings).toEqual([expect.stringContaining('refs/heads/base')]);
  });

  it('does not take a folder without a report for one: a ref of that name counts', async () => {
    const repository = makeRepository();
    repository.git('branch', 'src');
    expect((await runIn(repository.path, 'src')).report.manifest.baseline?.kind).toBe('ref');
  });
});

it.each(['HEAD', '.railgate/report.sarif'])('shards are judged against %s too', async (name) => {
  const repository = makeRepository();
  const options = {
    root: repository.path,
    gates: [stubGate({ id: 'lint', does: 'evals' })],
    env: ENV,
    jobs: 1,
  };
  await run(options);
  repository.write({ 'src/c.js': 'eval(c);\n' });
  const { file } = await scanShard({ ...options, project: 'root' });
  const baseline = { name, path: repository.at(name) };
  const { report, verdict } = await judgeShards({ ...options, shards: [file], baseline, newOnly: true });
  expect(report.manifest.baseline?.counts).toEqual({ new: 1, unchanged: 2, updated: 0, absent: 0 });
  expect(verdict.exitCode).toBe(1);
});

describe('a baseline that cannot be read', () => {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };

  it.each([
    ['is not there', undefined, /there is no file base\.sarif/],
    ['is empty', '', /base\.sarif/],
    ['is cut off', '{"version":"2.1.0","runs":[{"tool":', /base\.sarif/],
    [
      'is of another tool',
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Other"}},"results":[]}]}',
      /Other/,
    ],
  ])('stops the run when it %s', async (_what, text, message) => {
    const repository = makeRepository();
    if (text !== undefined) write(repository.at('base.sarif'), text);
    const { message: said, remedy } = await refusal(runIn(repository.path, 'base.sarif'));
    expect(said).toMatch(message);
    expect(remedy).not.toBe('');
    expect(existsSync(repository.at('.railgate/run.json'))).toBe(false);
  });

  it('stops the run when git has no such ref, or there is no git, or the name looks like an option', async () => {
    const repository = makeRepository();
    await refusal(runIn(repository.path, 'origin/nowhere'));
    await refusal(runIn(repository.path, '--upload-pack=x'));
    const plain = makeFolder();
    writeFileSync(join(plain, 'a.js'), 'eval(a);\n');
    await refusal(runIn(plain, 'HEAD'));
  });

  it('stops the run when an object of the ref is not there', async () => {
    const repository = makeRepository();
    const blob = repository.git('rev-parse', 'HEAD:src/a.js').trim();
    rmSync(repository.at(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`));
    const { message } = await refusal(runIn(repository.path, 'HEAD'));
    expect(message).toMatch(/cannot be read/);
  });
});

async function refusal(promise: Promise<unknown>): Promise<UsageError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UsageError);
  return error as UsageError;
}
