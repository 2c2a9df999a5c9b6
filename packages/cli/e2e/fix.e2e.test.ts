import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeRepo, makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, describe, expect, it } from 'vitest';

import { reportsIn, runCli } from './run-cli.js';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeFolder));
});

const DOCKERFILE =
  'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nUSER node\nEXPOSE 3000\nCMD ["node", "server.js"]\n';
const CONFIG = `{
  "$schema": "https://railway.com/railway.schema.json",
  "build": { "builder": "DOCKERFILE" },
  "deploy": {
    "startCommand": "node server.js --port $PORT",
    "healthcheckPath":   "health",
    "restartPolicyType": "on-failure"
  }
}`;
const FILES = {
  Dockerfile: DOCKERFILE,
  'railway.json': CONFIG,
  'server.js': "require('http').createServer((a, b) => b.end()).listen(process.env.PORT);\n",
  'package.json': '{ "name": "api" }\n',
};

async function repository(files: Parameters<typeof makeRepo>[0] = FILES): Promise<string> {
  const root = await makeRepo(files, { git: true });
  roots.push(root);
  return root;
}

/** The gate whose fixes these are: the others have none here, and take most of the time. The first test asks them all. */
const RAILWAY = ['--gate', 'railway'];

const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8');
const git = (root: string, args: readonly string[], input?: string) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', ...(input !== undefined && { input }) });

describe('railgate fix', () => {
  it('writes what is safe and keeps the rest of the file', async () => {
    const root = await repository();
    const { stdout, exitCode } = await runCli(['fix', root]);
    expect(read(root, 'railway.json')).toBe(
      CONFIG.replace(
        '"node server.js --port $PORT"',
        String.raw`"/bin/sh -c \"exec node server.js --port $PORT\""`,
      )
        .replace('"health"', '"/health"')
        .replace('"on-failure"', '"ON_FAILURE"'),
    );
    expect(read(root, 'Dockerfile')).toBe(DOCKERFILE.replace('EXPOSE 3000', 'ARG PORT=3000\nEXPOSE ${PORT}'));
    expect(stdout).toContain('4 findings fixed in 2 files, ');
    expect(exitCode).toBe(0);
    expect(git(root, ['diff', '--name-only'])).toBe('Dockerfile\nrailway.json\n');
    expect(reportsIn(join(root, '.railgate'))).toEqual([]);
  });

  it('leaves nothing to fix', async () => {
    const root = await repository();
    await runCli(['fix', root, ...RAILWAY]);
    const again = await runCli(['fix', root, ...RAILWAY]);
    expect(again.stdout).toContain('0 findings fixed, ');
    const run = await runCli(['run', root]);
    expect(run.exitCode).toBe(0);
  });

  it('shows a patch with --dry-run that git applies to the same result, and writes nothing', async () => {
    const [shown, fixed] = [await repository(), await repository()];
    const { stdout, stderr, exitCode } = await runCli(['fix', '--dry-run', ...RAILWAY], { cwd: shown });
    expect(git(shown, ['status', '--porcelain'])).toBe('');
    expect(stderr).toContain('Nothing was written');
    expect(exitCode).toBe(0);
    git(shown, ['apply', '--check'], stdout);
    git(shown, ['apply'], stdout);
    await runCli(['fix', fixed, ...RAILWAY]);
    for (const path of Object.keys(FILES)) expect(read(shown, path)).toBe(read(fixed, path));
  });

  it('works on a tree with changes that are not committed, as linters do', async () => {
    const root = await repository();
    writeFileSync(join(root, 'railway.json'), CONFIG.replace('"health"', '"ready"'));
    await runCli(['fix', root, ...RAILWAY]);
    expect(read(root, 'railway.json')).toContain('"/ready"');
  });

  it('applies the rules that are named and no others', async () => {
    const root = await repository();
    await runCli(['fix', root, ...RAILWAY, '--rule', 'railway/invalid-restart-policy']);
    expect(read(root, 'railway.json')).toBe(CONFIG.replace('"on-failure"', '"ON_FAILURE"'));
    const typo = await runCli(['fix', root, '--rule', 'railway/invalid-restart-polcy']);
    expect(typo.exitCode).toBe(3);
    expect(typo.stderr).toContain('railway/invalid-restart-policy');
  });

  it('follows no link and writes no folder, whatever they are called', async () => {
    const outside = await makeTempFolder();
    roots.push(outside);
    writeFileSync(join(outside, 'victim.json'), CONFIG);
    const root = await repository({ ...FILES, 'b/package.json': '{ "name": "b" }\n' });
    symlinkSync(join(outside, 'victim.json'), join(root, 'b/railway.json'));
    symlinkSync('../railway.json', join(root, 'b/railway.toml'));
    mkdirSync(join(root, 'railpack.json'));
    const { stdout } = await runCli(['fix', root, ...RAILWAY]);
    expect(readFileSync(join(outside, 'victim.json'), 'utf8')).toBe(CONFIG);
    expect(stdout).not.toContain('\u001b');
    expect(git(root, ['status', '--porcelain'])).toContain('M railway.json');
  });

  it('escapes what file names hold', async () => {
    const name = 'a\u001b[31m\nb';
    const root = await repository({ ...FILES, [`${name}/railway.json`]: CONFIG });
    const { stdout, stderr } = await runCli(['fix', root, '--dry-run', ...RAILWAY]);
    expect(stdout + stderr).not.toContain('\u001b[31m');
    expect(stdout + stderr).not.toMatch(/^b\//m);
  });

  it('exits 1 while findings are left that fail, and 2 when something could not be checked', async () => {
    const left = await repository({
      'a.js':
        "const { exec } = require('node:child_process');\nrequire('http').createServer((request) => exec(request.url)).listen(80);\n",
    });
    expect((await runCli(['fix', left])).exitCode).toBe(1);
    const broken = await repository({ ...FILES, 'b.js': 'const = ;\n' });
    expect((await runCli(['fix', broken])).exitCode).toBe(2);
  });
});
