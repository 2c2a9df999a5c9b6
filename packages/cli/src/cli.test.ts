import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { callCli, type Called } from '../test/call-cli.js';
import { COMMANDS } from './commands/index.js';

function call(...argv: string[]): Promise<Called> {
  return callCli(argv, { cwd: '/', env: { HOME: '/nonexistent' } });
}

describe('cli', () => {
  it('says what it can do when it is asked, and on stderr when it was not', async () => {
    const asked = await call('--help');
    expect(asked.code).toBe(0);
    for (const { name } of COMMANDS) expect(asked.stdout).toContain(`  ${name} `);
    expect(await call()).toEqual({ code: 3, stdout: '', stderr: asked.stdout });
  });

  it.each(COMMANDS.map(({ name }) => name))('explains the options of %s', async (name) => {
    const { code, stdout } = await call(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: railgate ${name}`);
    expect(await call('help', name)).toMatchObject({ code: 0, stdout });
  });

  it.each([
    [['rum'], 'There is no command "rum". Did you mean `railgate run`?'],
    [['run', '--fail-onn', 'low'], 'Unknown option --fail-onn. Did you mean --fail-on?'],
    [['run', '--fail-on', 'hihg'], '--fail-on does not know "hihg". Did you mean high?'],
    [['run', '--jobs', '0'], '--jobs takes a number from 1 to 256, not "0".'],
    [['run', '--jobs', '-1'], "'--jobs' argument is ambiguous. Did you forget to specify"],
    [['run', 'a', 'b'], 'There is no place for the argument "b".'],
    [['run', ''], '[path] is empty.'],
    [['run', '--out', ''], '--out is empty.'],
    [['judge', 'a', '--root='], '--root is empty.'],
    [['explain'], 'RULE is missing.'],
    [
      ['explain', 'lint/sql-injektion'],
      'There is no rule or error code "lint/sql-injektion". Did you mean lint/sql-injection?',
    ],
    [['explain', 'NEED_UNMETT'], 'Did you mean NEED_UNMET?'],
    [['explain', 'constructor'], 'There is no rule or error code "constructor".'],
    [['rules', '--gate', 'railwy'], 'There is no gate "railwy". Did you mean railway?'],
    [['run', '/does/not/exist'], '/does/not/exist'],
  ])('%j is exit 3 and names the word and the way on', async (argv, message) => {
    const { code, stdout, stderr } = await call(...argv);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n').length).toBeGreaterThan(1);
  });

  it('shows no control characters of what it was given', async () => {
    expect((await call('\u001b[31m')).stderr).not.toContain('\u001b');
  });

  it('says each problem of a file on a line of its own', async () => {
    const folder = await makeTempFolder();
    try {
      await writeFile(join(folder, 'railgate.json'), '{\n  "failon": "low",\n  "newOnly": 1\n}\n');
      const { code, stderr } = await call('run', folder);
      expect(code).toBe(3);
      expect(stderr).toMatch(
        /^railgate: railgate\.json:2:3: .*\n {10}railgate\.json:3:14: .*\n {10}Correct /,
      );
    } finally {
      await removeFolder(folder);
    }
  });

  it('lists gates and rules, also as JSON', async () => {
    const gates = JSON.parse((await call('gates', '--json')).stdout) as { id: string; rules: number }[];
    const rules = JSON.parse((await call('rules', '--json')).stdout) as { id: string }[];
    expect(gates.map(({ id }) => id)).toContain('lint');
    expect(rules.length).toBe(gates.reduce((sum, gate) => sum + gate.rules, 0));
    const text = (await call('rules')).stdout;
    for (const { id } of rules) expect(text).toContain(id);
  });

  it('explains every rule and code', async () => {
    const rules = JSON.parse((await call('rules', '--json')).stdout) as { id: string; summary: string }[];
    for (const { id, summary } of rules) expect((await call('explain', id)).stdout).toContain(summary);
    expect((await call('explain', 'CANARY_MISSED')).stdout).toContain('known-bad');
  });

  it('explains a rule of the repository itself from the report that has it', async () => {
    const folder = await makeTempFolder();
    try {
      const report = join(folder, 'report.sarif');
      const rule = {
        id: 'secrets/custom-acme',
        shortDescription: { text: 'A token of Acme is in the repository.' },
      };
      await writeFile(report, JSON.stringify({ runs: [{ tool: { driver: { rules: [rule] } } }] }));
      const { code, stdout } = await call('explain', 'secrets/custom-acme', '--report', report);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('A token of Acme') as string,
      });
      expect((await call('explain', 'secrets/custom-other', '--report', report)).code).toBe(3);
    } finally {
      await removeFolder(folder);
    }
  });

  it('explains a vulnerability from the report that found it', async () => {
    const folder = await makeTempFolder();
    try {
      const rule = {
        id: 'CVE-2030-1',
        shortDescription: { text: 'Bad.\u001b[2J' },
        help: { text: 'Help.\nMore.' },
      };
      const report = join(folder, 'report.sarif');
      const dependency = { purl: 'pkg:npm/bad@1.0.0', advisories: ['CVE-2030-1', 'GHSA-aaaa-bbbb-c0c0'] };
      const results = [{ ruleId: 'CVE-2030-1', properties: { dependency } }];
      await writeFile(report, JSON.stringify({ runs: [{ tool: { driver: { rules: [rule] } }, results }] }));
      const { code, stdout } = await call('explain', 'CVE-2030-1', '--report', report);
      expect(code).toBe(0);
      expect(stdout).toBe('CVE-2030-1\nBad.\\u001b[2J\n\nHelp.\nMore.\n\n');
      expect(await call('explain', 'GHSA-aaaa-bbbb-c0c0', '--report', report)).toMatchObject({
        code,
        stdout,
      });
      const other = await call('explain', 'CVE-2030-2', '--report', report);
      expect(other.code).toBe(3);
      expect(other.stderr).toContain('https://osv.dev/vulnerability/CVE-2030-2');
      const none = await call('explain', 'CVE-2030-1', '--report', join(folder, 'none.sarif'));
      expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('there is no report ')]);
    } finally {
      await removeFolder(folder);
    }
  });

  it('says what is there', async () => {
    const { code, stdout } = await call('doctor');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {6}node/m);
    expect(stdout).toMatch(/^ok {6}gate railway/m);
    expect(stdout).toMatch(/^ok {6}npm {11}\d+\.\d+\.\d+$/m);
  });

  it('says what is missing, what for, and how to get it', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nonexistent';
    try {
      const { code, stdout } = await call('doctor');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^note {4}osv-scanner {3}not found\. Reads the lockfiles of .*\n {22}Install /m);
      expect(stdout).toMatch(/^note {4}git /m);
      expect(stdout).toMatch(
        /^note {4}advisories {4}no database on this machine.*\n {22}Fetch it with `railgate db update`/m,
      );
    } finally {
      process.env['PATH'] = path;
    }
  });
});
