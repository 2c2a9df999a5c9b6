import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it, onTestFinished } from 'vitest';

import { callCli, type Called } from '../../test/call-cli.js';

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'railgate-merge-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

function merge(cwd: string, ...args: string[]): Promise<Called> {
  return callCli(['merge', ...args], { cwd });
}

function sarif(tool: string, ...messages: readonly string[]): string {
  const results = messages.map((text) => ({ ruleId: 'R1', message: { text } }));
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: tool } }, results }] });
}

function vulnerable(tool: string, text: string): string {
  const region = { startLine: 1 };
  const locations = [{ physicalLocation: { artifactLocation: { uri: 'package-lock.json' }, region } }];
  const results = [{ ruleId: 'CVE-2030-1', message: { text }, locations }];
  return JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: tool } }, results }] });
}

interface MergedResult {
  readonly properties: { readonly sources: readonly { readonly engine: string }[] };
}

async function resultsIn(path: string): Promise<MergedResult[]> {
  const log = JSON.parse(await readFile(path, 'utf8')) as { runs: { results: MergedResult[] }[] };
  return log.runs.flatMap(({ results }) => results);
}

describe('railgate merge', () => {
  it('ok: merges into one file and says what it did', async () => {
    const root = await folder({
      'a.sarif': sarif('A', 'x', 'y'),
      'b.sarif': sarif('A', 'y'),
      'c.sarif': sarif('C'),
    });
    const { code, stdout, stderr } = await merge(
      root,
      'a.sarif',
      'b.sarif',
      'c.sarif',
      '-o',
      'out/all.sarif',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(
      'railgate: out/all.sarif: 2 runs with 2 results of 3 files.\nrailgate: 1 result stood in several files and stand once.\n',
    );
    const log = JSON.parse(await readFile(join(root, 'out/all.sarif'), 'utf8')) as {
      runs: { results: [] }[];
    };
    expect(log.runs.map(({ results }) => results.length)).toEqual([2, 0]);
  });

  it('ok: writes to standard output, and nothing else there', async () => {
    const root = await folder({ 'a.sarif': sarif('A', 'x') });
    const { code, stdout } = await merge(root, 'a.sarif', '-o', '-', '--pretty');
    expect(code).toBe(0);
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), null, 2)}\n`);
  });

  it('ok: with --dedupe a vulnerable package stands once and names every tool; without it nothing leaves', async () => {
    const root = await folder({
      'trivy.sarif': vulnerable('Trivy', 'Package: left\nInstalled Version: 1.0.0\nVulnerability CVE-2030-1'),
      'osv.sarif': vulnerable('osv-scanner', "Package 'left@1.0.0' is vulnerable to 'CVE-2030-1'."),
    });
    await merge(root, 'trivy.sarif', 'osv.sarif', '-o', 'all.sarif');
    const { stderr } = await merge(root, 'trivy.sarif', 'osv.sarif', '--dedupe', '-o', 'once.sarif');
    expect(stderr).toContain('1 result of other tools became sources of one.');
    expect((await resultsIn(join(root, 'all.sarif'))).length).toBe(2);
    const [only, ...others] = await resultsIn(join(root, 'once.sarif'));
    expect(others).toEqual([]);
    expect(only?.properties.sources.map(({ engine }) => engine).sort()).toEqual(['Trivy', 'osv-scanner']);
  });

  it('ok: packs what ends in .gz, and reads it again', async () => {
    const root = await folder({ 'a.sarif': sarif('A', 'x') });
    expect(await merge(root, 'a.sarif', '-o', 'a.sarif.gz')).toMatchObject({ code: 0 });
    expect(await merge(root, 'a.sarif.gz', 'a.sarif', '-o', 'b.sarif')).toMatchObject({ code: 0 });
    expect(gunzipSync(await readFile(join(root, 'a.sarif.gz'))).toString()).toBe(
      await readFile(join(root, 'b.sarif'), 'utf8'),
    );
  });

  it.each([
    ['breaks off', '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"A"}},"results":[{"mess'],
    ['is no JSON', 'error: out of memory'],
    ['is empty', ''],
    ['is no SARIF', '{"results":[]}'],
    [
      'breaks inside of a result',
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"A"}},"results":[{"a":}]}]}',
    ],
  ])('broken: a file that %s ends it with 2, named, and no file is written', async (_what, text) => {
    const root = await folder({ 'good.sarif': sarif('A', 'x'), 'bad.sarif': text, 'out.sarif': 'before' });
    const { code, stderr } = await merge(root, 'good.sarif', 'bad.sarif', '-o', 'out.sarif');
    expect(code).toBe(2);
    expect(stderr).toContain('bad.sarif');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await readdir(root)).toEqual(['bad.sarif', 'good.sarif', 'out.sarif']);
    expect(await readFile(join(root, 'out.sarif'), 'utf8')).toBe('before');
  });

  it('broken: a file that is not there ends it with 2', async () => {
    const root = await folder({ 'good.sarif': sarif('A', 'x') });
    const { code, stderr } = await merge(root, 'good.sarif', 'gone.sarif', '-o', 'out.sarif');
    expect(code).toBe(2);
    expect(stderr).toContain('gone.sarif: there is no such file');
    expect(await readdir(root)).toEqual(['good.sarif']);
  });

  it('broken: an output that cannot be written ends it with 2', async () => {
    const root = await folder({ 'a.sarif': sarif('A', 'x') });
    const { code, stderr } = await merge(root, 'a.sarif', '-o', 'a.sarif/b.sarif');
    expect(code).toBe(2);
    expect(stderr).toContain('a part of the path is a file');
  });

  it.each([
    [['a.sarif'], '-o OUT is missing'],
    [['-o', 'x'], 'FILE… is missing'],
    [['a.sarif', '--prety', '-o', 'x'], 'Did you mean --pretty?'],
  ])('broken: %j is a wrong call', async (args, message) => {
    const { code, stderr } = await merge(await folder({ 'a.sarif': sarif('A') }), ...args);
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});
