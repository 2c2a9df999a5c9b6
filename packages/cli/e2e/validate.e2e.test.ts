import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { runCli, type CliAnswer } from './run-cli.js';

vi.setConfig({ testTimeout: 120_000 });

const DRIVER = { name: 'T', version: '1.0.0', informationUri: 'https://example.com/' };

function logOf(...results: unknown[]): string {
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return JSON.stringify({ $schema, version: '2.1.0', runs: [{ tool: { driver: DRIVER }, results }] });
}

const GOOD = { ruleId: 'T1', message: { text: 'a' } };
const BAD = { message: { text: 'a' } };

/** Runs the command in a folder with these files. */
async function validate(
  files: Readonly<Record<string, string | Buffer>>,
  ...args: readonly string[]
): Promise<CliAnswer> {
  const cwd = await makeTempFolder();
  onTestFinished(() => removeFolder(cwd));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  return runCli(['validate', ...args], { cwd });
}

describe('railgate validate', () => {
  it('ok: says nothing of a valid file, and exits with 0', async () => {
    const { exitCode, stdout, stderr } = await validate({ 'a.sarif': logOf(GOOD) }, 'a.sarif');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toBe('railgate: 1 file, 0 invalid: 0 errors, 0 warnings, 0 notes.\n');
  });

  it('ng: prints one line a violation, of the schema with the word SCHEMA, and exits with 1', async () => {
    const files = { 'a.sarif': logOf(GOOD, BAD, { ...GOOD, level: 'high' }) };
    const { exitCode, stdout } = await validate(files, 'a.sarif');
    expect(stdout.trimEnd().split('\n')).toEqual([
      'a.sarif: /runs/0/results/1 SARIF1010 error The result has neither ruleId nor rule.id.',
      'a.sarif: /runs/0/results/2/level SCHEMA error must be one of ["none","note","warning","error"].',
    ]);
    expect(exitCode).toBe(1);
  });

  it('ok: warnings and notes make no file invalid, and notes are shown when asked for', async () => {
    const files = {
      'a.sarif': logOf({ ...GOOD, locations: [{ physicalLocation: { artifactLocation: { uri: 'a' } } }] }),
    };
    const plain = await validate(files, 'a.sarif');
    expect(plain.stdout).toContain('SARIF2017 warning');
    expect(plain.stdout).not.toContain(' note ');
    const notes = await validate(files, 'a.sarif', '--level', 'note');
    expect(notes.stdout).toContain('SARIF2002 note');
    expect([plain.exitCode, notes.exitCode]).toEqual([0, 0]);
  });

  it('ng: lists a hundred of a rule and says how many more there are, or all', async () => {
    const files = { 'a.sarif': logOf(...Array.from({ length: 250 }, () => BAD)) };
    const bounded = await validate(files, 'a.sarif');
    expect(bounded.stdout.split('\n')).toHaveLength(102);
    expect(bounded.stdout).toContain('a.sarif: … and 150 more of SARIF1010 (--all)\n');
    const all = await validate(files, 'a.sarif', '--all');
    expect(all.stdout.split('\n')).toHaveLength(251);
    const json = JSON.parse((await validate(files, 'a.sarif', '--json')).stdout) as JsonAnswer;
    expect(json.files[0]?.violations).toHaveLength(100);
    expect(json.files[0]?.counts).toEqual({ SARIF1010: 250 });
  });

  it('ng: gives JSON of several files, each once', async () => {
    const files = { 'a.sarif': logOf(GOOD), 'b.sarif': logOf(BAD) };
    const { exitCode, stdout } = await validate(files, 'a.sarif', 'b.sarif', 'a.sarif', '--json');
    expect(JSON.parse(stdout)).toEqual({
      files: [
        { file: 'a.sarif', violations: [], counts: {} },
        {
          file: 'b.sarif',
          violations: [
            {
              rule: 'SARIF1010',
              level: 'error',
              pointer: '/runs/0/results/0',
              message: 'The result has neither ruleId nor rule.id.',
            },
          ],
          counts: { SARIF1010: 1 },
        },
      ],
    });
    expect(exitCode).toBe(1);
  });

  it.each([
    ['truncated', logOf(GOOD).slice(0, -9), /^a\.sarif: \/ READ error .* at byte \d+/],
    ['no JSON', 'hello', /^a\.sarif: \/ READ error /],
    ['empty', '', /^a\.sarif: \/ READ error /],
    [
      'another document',
      '{"bomFormat":"CycloneDX"}',
      /^a\.sarif: \/ SCHEMA error must have required property 'version'/,
    ],
    [
      'another version',
      '{"version":"1.0.0","runs":[]}',
      /^a\.sarif: \/version SCHEMA error This is SARIF "1\.0\.0"/,
    ],
    ['no runs', '{"version":"2.1.0"}', /^a\.sarif: \/ SCHEMA error must have required property 'runs'/],
    ['null for runs', '{"version":"2.1.0","runs":null}', /^a\.sarif: \/runs SCHEMA error must be array/],
  ])('broken: a file that is %s is invalid', async (_, text, line) => {
    const { exitCode, stdout } = await validate({ 'a.sarif': text }, 'a.sarif');
    expect(stdout).toMatch(line);
    expect(exitCode).toBe(1);
  });

  it('broken: a missing file does not keep the others from being looked at', async () => {
    const { exitCode, stdout } = await validate({ 'b.sarif': logOf(BAD) }, 'a.sarif', 'b.sarif');
    expect(stdout).toMatch(/^a\.sarif: \/ READ error there is no such file.*\nb\.sarif: \/runs/);
    expect(exitCode).toBe(1);
  });

  it('broken: texts of the log start no line and move no cursor', async () => {
    const ruleId = 'a\nb.sarif: / READ error fake\u001b[2J\u202e';
    const { stdout } = await validate(
      { 'a.sarif': logOf({ ...GOOD, ruleId, rule: { id: 'x'.repeat(9999) } }) },
      'a.sarif',
    );
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).toContain('a\\nb.sarif: / READ error fake\\u001b[2J\\u202e');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(1100);
  });

  it.each([
    [['validate'], 'FILE… is missing'],
    [['validate', 'a', '--profile', 'githbu'], 'Did you mean github?'],
    [['validate', 'a', '--level', 'notes'], 'Did you mean note?'],
    [['validate', 'a', '--jsn'], 'Did you mean --json?'],
  ])('broken: %j is refused with 3', async (args, told) => {
    const { exitCode, stdout, stderr } = await runCli(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain(told);
  });
});

interface JsonAnswer {
  readonly files: readonly {
    readonly violations: readonly unknown[];
    readonly counts: Readonly<Record<string, number>>;
  }[];
}
