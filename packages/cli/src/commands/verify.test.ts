import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Report } from '@railgate/contract';
import type { Part } from '@railgate/runner';
import { buildRun } from '@railgate/sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { callCli } from '../../test/call-cli.js';

const NOW = new Date('2026-03-04T00:00:00Z');
const EVIDENCE = { engines: [], expected: { files: 1 }, seen: { files: 1 } };

async function report(isBroken = false): Promise<Report> {
  const { judgeRun, policyOf } = await import('@railgate/runner');
  const of = { gate: 'lint', target: 'root', enforced: true } as const;
  const run = buildRun({
    meta: { id: 'lint', title: 'Lint' },
    target: 'root',
    rules: [],
    findings: [],
    evidence: EVIDENCE,
    gaps: [],
  });
  const about = { notScanned: [], artifacts: [], duration: 0 };
  const done: Part = {
    ...about,
    run,
    outcome: { ...of, status: 'done', findings: [], gaps: [], degraded: [], evidence: EVIDENCE },
  };
  const broken: Part = {
    ...about,
    outcome: {
      ...of,
      status: 'broken',
      code: 'NEED_UNMET',
      message: 'It is not there.',
      remedy: 'Install it.',
    },
  };
  const policy = policyOf({ failOn: 'high', gates: {} }, {});
  const discovery = {
    root: '.',
    source: 'git',
    files: 1,
    ignored: 0,
    projects: [],
    gaps: [],
    notScanned: [],
  } as const;
  const parts = [isBroken ? broken : done];
  return judgeRun({
    discovery,
    parts,
    policy,
    waivers: [],
    now: NOW,
    offline: false,
    maxDataAge: undefined,
    timings: {},
  }).report;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-verify-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write({ manifest, log }: Report): void {
  writeFileSync(join(folder, 'run.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'report.sarif'), JSON.stringify(log));
}

async function verify(...args: string[]) {
  const env = { SOURCE_DATE_EPOCH: '1772600000' };
  const { code, ...said } = await callCli(['verify', ...args], { cwd: folder, env });
  return { exitCode: code, ...said };
}

describe('railgate verify', () => {
  it('says what is proven, and what was no part of the run', async () => {
    write(await report());
    const { exitCode, stdout } = await verify('run.json');
    expect(stdout.split('\n')).toEqual([
      'run.json: proven clean, by 1 outcome of 1 gate on 2026-03-04.',
      expect.stringMatching(/^Not part of the run, so nothing is said of them: .*railway/),
      '',
    ]);
    expect(exitCode).toBe(0);
  });

  it('needs the gates that are named', async () => {
    write(await report());
    expect(await verify('run.json', '--gate', 'lint')).toMatchObject({ exitCode: 0 });
    expect(await verify('run.json', '--gate', 'railway')).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('  - railway is no part of the run.'),
    });
  });

  it('names what is not proven, and the remedy', async () => {
    write(await report(true));
    expect(await verify('run.json')).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('  - lint root: NEED_UNMET: It is not there. Install it.'),
    });
  });

  it('believes nothing of a manifest that was changed', async () => {
    const { manifest, log } = await report(true);
    write({ manifest: { ...manifest, verdict: (await report()).manifest.verdict }, log });
    expect(await verify('run.json')).toMatchObject({
      exitCode: 2,
      stdout: expect.stringMatching(
        /^run\.json does not hold together[^]*The verdict is clean \(exit code 0\)/,
      ),
    });
  });

  it('names what breaks the schema', async () => {
    const { manifest, log } = await report();
    write({ manifest: { ...manifest, offline: 1 as never }, log });
    expect(await verify('run.json')).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('  - /offline must be boolean.'),
    });
  });

  it('holds the archive beside it against it, and needs none', async () => {
    write(await report());
    writeFileSync(join(folder, 'report.sarif'), '{');
    expect(await verify('run.json')).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining('report.sarif beside it cannot be read.'),
    });
    rmSync(join(folder, 'report.sarif'));
    expect(await verify('run.json')).toMatchObject({ exitCode: 0 });
  });

  it('gives all of it as JSON', async () => {
    write(await report());
    const { stdout } = await verify('run.json', '--json', '--gate', 'sca');
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 2,
      problems: [],
      unproven: ['sca is no part of the run.'],
      verdict: { status: 'clean' },
    });
  });

  it.each([
    [['gone.json'], 'gone.json cannot be read: it is not there.'],
    [['report.sarif'], 'report.sarif is no manifest of Railgate.'],
    [[], 'RUN.json is missing.'],
    [['run.json', '--max-data-age', 'old'], '--max-data-age takes an age'],
    [['run.json', '--gates', 'lint'], 'Did you mean --gate?'],
  ])('refuses %j', async (args, message) => {
    write(await report());
    expect(await verify(...args)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining(message) });
  });
});
