import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { makeRepo, makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, describe, expect, it } from 'vitest';

import { runCli } from './run-cli.js';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeFolder));
});

const EXAMPLE = '# The database\nDATABASE_URL=postgres://me:hunter-two@localhost/x\n\nOLD=kept';
const FILES = {
  '.env.example': EXAMPLE,
  'src/a.ts':
    "use(process.env.DATABASE_URL, process.env.STORE_KEY, process.env.LOG ?? 'x', process.env.VITE_A);\n",
};

async function repository(files: Parameters<typeof makeRepo>[0] = FILES): Promise<string> {
  const root = await makeRepo(files, { git: true });
  roots.push(root);
  return root;
}

describe('railgate env', () => {
  it('shows who reads and who declares, and no value', async () => {
    const { exitCode, stdout, stderr } = await runCli(['env', await repository()]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '))).toEqual([
      'the repository root: .env.example',
      'variable | without it | kind | read in | declared in',
      'DATABASE_URL | may fail | - | src/a.ts:1 | .env.example:2',
      'LOG | has a default | - | src/a.ts:1 | -',
      'OLD | nobody reads it | - | - | .env.example:4',
      'STORE_KEY | may fail | - | src/a.ts:1 | -',
      'VITE_A | may fail | public | src/a.ts:1 | -',
      '',
    ]);
  });

  it('is the same as JSON', async () => {
    const { stdout } = await runCli(['env', '--json', await repository()]);
    const { contracts } = JSON.parse(stdout) as {
      contracts: { variables: { name: string; without: string }[] }[];
    };
    expect(contracts[0]?.variables.map(({ name, without }) => `${name} ${without}`)).toEqual([
      'DATABASE_URL fails', 'LOG default', 'OLD unread', 'STORE_KEY fails', 'VITE_A fails',
    ]); // prettier-ignore
    expect(stdout).not.toContain('hunter');
  });

  it('adds what is missing behind what is there, which stays byte by byte, and then has nothing to add', async () => {
    const root = await repository();
    const path = join(root, '.env.example');
    chmodSync(path, 0o640);
    const { exitCode, stdout, stderr } = await runCli(['env', '--write', root]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('.env.example now names 3 variables more');
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith(`${EXAMPLE}\n`)).toBe(true);
    expect(text.slice(EXAMPLE.length + 1).split('\n').filter((line) => line.includes('='))).toEqual(['# LOG=', 'STORE_KEY=', 'VITE_A=']); // prettier-ignore
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect((await runCli(['env', '--write', root])).stderr).toContain('nothing was written');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('makes an example for each part that has none, and shows a diff of it first', async () => {
    const root = await repository({
      'api/package.json': '{ "name": "api" }',
      'api/a.js': 'use(process.env.STORE_KEY)',
    });
    const dry = await runCli(['env', '--dry-run', root]);
    expect(dry.stdout).toContain('+STORE_KEY=');
    expect(existsSync(join(root, 'api/.env.example'))).toBe(false);
    await runCli(['env', '--write', root]);
    expect(readFileSync(join(root, 'api/.env.example'), 'utf8')).toContain('\nSTORE_KEY=\n');
  });

  it('hides the values of the lines around in a diff', async () => {
    const { stdout } = await runCli(['env', '--dry-run', await repository()]);
    expect(stdout).toContain('+STORE_KEY=');
    expect(stdout).not.toMatch(/hunter|kept/);
  });

  it('broken: a file that does not parse may read more', async () => {
    const { exitCode, stderr, stdout } = await runCli([
      'env',
      await repository({ ...FILES, 'b.js': 'process.env.B; ((' }),
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('b.js has a syntax error');
    expect(stdout).toContain('STORE_KEY');
  });

  it('broken: an example that leads out of the repository is not written through', async () => {
    const outside = await makeTempFolder();
    roots.push(outside);
    writeFileSync(join(outside, 'x'), 'A=1\n');
    const root = await repository({ 'src/a.ts': FILES['src/a.ts'] });
    symlinkSync(join(outside, 'x'), join(root, '.env.example'));
    const { exitCode } = await runCli(['env', '--write', root]);
    expect(exitCode).toBe(3);
    expect(readFileSync(join(outside, 'x'), 'utf8')).toBe('A=1\n');
  });

  it('says that there is nothing, and refuses a folder that is none', async () => {
    const root = await repository({ 'a.md': 'x' });
    mkdirSync(join(root, 'empty'));
    expect((await runCli(['env', root])).stdout).toContain('Nothing here reads');
    expect((await runCli(['env', join(root, 'missing')])).exitCode).toBe(3);
  });
});
