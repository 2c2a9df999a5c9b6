import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type * as sarif from 'sarif';
import { describe, expect, it, onTestFinished } from 'vitest';

import { callCli, type Called } from '../../test/call-cli.js';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-diff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function diff(cwd: string, ...argv: readonly string[]): Promise<Called> {
  return callCli(['diff', ...argv], { cwd });
}

type At = readonly [path: string, line: number, text?: string];

function log(places: readonly At[] | undefined, tool = 'Linter'): sarif.Log {
  const results = places?.map(([uri, startLine, text = 'Bad.']) => ({
    ruleId: 'R1',
    level: 'error' as const,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
  }));
  const run: sarif.Run = { tool: { driver: { name: tool, version: '1.0.0' } }, ...(results && { results }) };
  return { version: '2.1.0', runs: [run] };
}

function files(base: sarif.Log | string, head: sarif.Log | string): string {
  const folder = makeFolder();
  for (const [name, content] of Object.entries({ 'base.sarif': base, 'head.sarif': head }))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

const BOTH = ['base.sarif', 'head.sarif'] as const;

describe('railgate diff', () => {
  it('exits 0 when nothing is new, also when something is absent', async () => {
    const folder = files(log([['a.ts', 1], ['a.ts', 9]]), log([['a.ts', 5]])); // prettier-ignore
    expect(await diff(folder, ...BOTH)).toEqual({
      code: 0,
      stdout: 'absent  a.ts:9  error  R1  Bad.\n0 new, 1 absent, 0 updated, 1 unchanged.\n',
      stderr: '',
    });
  });

  it('exits 1 and lists what is new, sorted, whatever the order of the results', async () => {
    const places: At[] = [['b.ts', 2], ['a.ts', 7, 'Worse\nthing.'], ['a.ts', 3]]; // prettier-ignore
    const expected = {
      code: 1,
      stdout:
        'new     a.ts:3  error  R1  Bad.\nnew     a.ts:7  error  R1  Worse thing.\nnew     b.ts:2  error  R1  Bad.\n' +
        '3 new, 0 absent, 0 updated, 0 unchanged.\n',
      stderr: '',
    };
    for (const order of [places, [...places].reverse()])
      expect(await diff(files(log([]), log(order)), ...BOTH)).toEqual(expected);
  });

  it('takes renames from the command line and from git', async () => {
    const folder = files(log([['old.ts', 1]]), log([['new.ts', 1], ['kept.ts', 1]])); // prettier-ignore
    expect((await diff(folder, ...BOTH)).stdout).toContain('2 new, 1 absent');
    const named = await diff(folder, ...BOTH, '--rename', 'old.ts=new.ts');
    expect(named.stdout).toContain('1 new, 0 absent, 1 updated');

    const git = (...args: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
        cwd: folder,
      });
    git('init', '-q');
    writeFileSync(join(folder, 'old.ts'), 'eval(a);\n');
    git('add', 'old.ts');
    git('commit', '-q', '-m', 'one');
    git('mv', 'old.ts', 'new.ts');
    expect((await diff(folder, ...BOTH, '--git', 'HEAD')).stdout).toContain('1 new, 0 absent, 1 updated');
    git('commit', '-q', '-m', 'two');
    expect((await diff(folder, ...BOTH, '--git', 'HEAD~1..HEAD')).stdout).toContain('1 new, 0 absent');
    expect((await diff(folder, ...BOTH, '--git', 'HEAD~1..nowhere')).code).toBe(3);
  });

  it('gives JSON and writes the states', async () => {
    const folder = files(log([['a.ts', 1]]), log([['b.ts', 2]])); // prettier-ignore
    const { code, stdout } = await diff(folder, ...BOTH, '--json', '-o', 'out.sarif');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { new: 1, unchanged: 0, updated: 0, absent: 1 },
      notCompared: 0,
      new: [{ tool: 'Linter', rule: 'R1', path: 'b.ts', line: 2, message: 'Bad.', cause: 'repository' }],
      absent: [{ path: 'a.ts' }],
    });
    const written = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as sarif.Log;
    expect(written.runs[0]?.results?.map(({ baselineState }) => baselineState)).toEqual(['new', 'absent']);
  });

  it.each([
    ['has no results', log(undefined)],
    ['is of another tool', log([], 'Other')],
  ])('exits 2 when the second file %s: nobody looked', async (_what, head) => {
    const { code, stdout } = await diff(files(log([['a.ts', 1]]), head), ...BOTH); // prettier-ignore
    expect(code).toBe(2);
    expect(stdout).toContain('1 not compared');
  });

  const ELSEWHERE =
    '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Linter"}},"results":[],"externalPropertyFileReferences":{"results":[{"location":{"uri":"r.json"}}]}}]}';
  it.each(['', '{"version":"2.1.0","runs":[', '{"version":"1.0.0","runs":[]}', 'no JSON', ELSEWHERE])(
    'exits 2 when a file cannot be read: %j',
    async (text) => {
      for (const folder of [files(text, log([])), files(log([]), text)]) {
        const { code, stdout, stderr } = await diff(folder, ...BOTH);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toMatch(/(?:base|head)\.sarif/);
      }
    },
  );

  it('names the first file when neither can be read', async () => {
    // Of the empty one that is known before a byte is read, of the other one after reading all.
    for (const folder of [files('{"version":"2.1.0","runs":[', ''), files('', 'no JSON')])
      expect((await diff(folder, ...BOTH)).stderr).toMatch(/^railgate: base\.sarif:/);
  });

  it.each([
    [['base.sarif']],
    [[...BOTH, 'third.sarif']],
    [[...BOTH, '--rename', 'x']],
    [[...BOTH, '--rename', '=x']],
    [[...BOTH, '--git', 'a..b..c']],
    [[...BOTH, '--renames', 'x']],
  ])('exits 3 for a wrong call: %j', async (argv) => {
    expect((await diff(files(log([]), log([])), ...argv)).code).toBe(3);
  });

  it('prints no control characters of the files', async () => {
    const { stdout } = await diff(files(log([]), log([['\u001b[31ma.ts', 1, '\u001b]0;x\u0007Bad.']])), ...BOTH); // prettier-ignore
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
