import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeRepo, makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, describe, expect, it } from 'vitest';

import { runCli } from './run-cli.js';

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeFolder));
});

const API = `# the api
[build]
builder = "DOCKERFILE"

[deploy]
startCommand = "/bin/sh -c \\"exec node server.js --port $PORT\\""
healthcheckPath = "/health"

[environments.production.deploy]
numReplicas = 2
`;
const FILES = {
  'package.json': '{ "name": "shop", "workspaces": ["apps/*"] }\n',
  'apps/api/package.json': '{ "name": "@shop/api" }\n',
  'apps/api/Dockerfile': 'FROM node:22\nUSER node\nCMD ["node", "server.js"]\n',
  'apps/api/railway.toml': API,
  'apps/api/server.js': "require('http').createServer((a, b) => b.end()).listen(process.env.PORT);\n",
  'apps/web/package.json': '{ "name": "@shop/web", "scripts": { "start": "node web.js" } }\n',
  'apps/web/web.js': "require('http').createServer((a, b) => b.end()).listen(process.env.PORT);\n",
  'apps/web/railway.json':
    '{ "build": { "buildCommand": "npm run build" }, "deploy": { "restartPolicyType": "always" } }',
};

async function repository(files: Parameters<typeof makeRepo>[0] = FILES): Promise<string> {
  const root = await makeRepo(files, { git: true });
  roots.push(root);
  return root;
}

const iac = (root: string) => readFileSync(join(root, '.railway/railway.ts'), 'utf8');

describe('railgate migrate', () => {
  it('writes one railway.ts of all config files and says what has to be done', async () => {
    const root = await repository();
    const { stdout, exitCode } = await runCli(['migrate', '--project-name', 'shop', '--repo', 'acme/shop'], {
      cwd: root,
    });
    expect(exitCode).toBe(0);
    expect(iac(root)).toContain(`  // From apps/api/railway.toml.
  const api = service("api", {
    source: github("acme/shop", { rootDirectory: "apps/api" }),
    build: {
      // the api
      builder: "DOCKERFILE",
    },
    deploy: {
      startCommand: "/bin/sh -c \\"exec node server.js --port $PORT\\"",
      healthcheckPath: "/health",
      numReplicas: ctx.isEnvironment("production") ? 2 : null,
    },
  });

  // From apps/web/railway.json.
  const web = service("web", {
    source: github("acme/shop", { rootDirectory: "apps/web" }),
    build: {
      buildCommand: "npm run build",
    },
    deploy: {
      restartPolicyType: "ALWAYS",
    },
  });

  return project("shop", { resources: [api, web] });
});
`);
    expect(stdout).toContain('.railway/railway.ts written: 2 services, 6 settings carried.');
    expect(stdout).toContain('services are called "api", "web" in Railway');
    expect(stdout).toContain('must show nothing to destroy');
  });

  it('writes what the rules read, in place of the files that are then removed', async () => {
    const root = await repository();
    await runCli(['migrate', root, '--repo', 'acme/shop']);
    for (const path of ['apps/api/railway.toml', 'apps/web/railway.json']) rmSync(join(root, path));
    const { stdout } = await runCli(['run', root, '--gate', 'railway', '--json']);
    const manifest = JSON.parse(stdout) as { outcomes: { status: string; gaps: unknown[] }[] };
    expect(manifest.outcomes.flatMap(({ gaps }) => gaps)).toEqual([]);
    const report = readFileSync(join(root, '.railgate/report.sarif'), 'utf8');
    expect(report).toContain('.railway/railway.ts');
    expect(report).not.toContain('config-deprecated",\n');
  });

  it('prints the file with --dry-run and writes nothing', async () => {
    const root = await repository();
    const { stdout, stderr, exitCode } = await runCli(['migrate', '--dry-run', root]);
    expect(stdout).toMatch(/^\/\/ Written by `railgate migrate`[\s\S]*\}\);\n$/);
    expect(stderr).toContain('would be written: 2 services');
    expect(exitCode).toBe(0);
    expect(existsSync(join(root, '.railway'))).toBe(false);
  });

  it('exits 2 and says so when something cannot be carried', async () => {
    const root = await repository({
      'railway.json': '{ "environments": { "pr": { "deploy": { "numReplicas": 1 } } } }',
    });
    const { stdout, exitCode } = await runCli(['migrate', root, '--service', 'api']);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('railway.json: environments.pr.deploy.numReplicas: railway.ts is evaluated for');
    expect(iac(root)).toContain('// Not carried: environments.pr.deploy.numReplicas = 1: ');
  });

  it('writes nothing when one of the files cannot be read: its service would be deleted', async () => {
    const root = await repository({ ...FILES, 'apps/web/railway.json': '{ "build": ' });
    const { stderr, exitCode } = await runCli(['migrate', root]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('apps/web/railway.json: ');
    expect(existsSync(join(root, '.railway'))).toBe(false);
  });

  it('never overwrites a railway.ts, whatever it is', async () => {
    const root = await repository({ ...FILES, '.gitignore': '.railway\n' });
    mkdirSync(join(root, '.railway'));
    writeFileSync(join(root, '.railway/railway.ts'), 'mine\n');
    const { stderr, exitCode } = await runCli(['migrate', root]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('.railway/railway.ts is there already, and is never overwritten.');
    expect(iac(root)).toBe('mine\n');
    expect((await runCli(['migrate', root, '--dry-run'])).exitCode).toBe(0);
  });

  it('follows no link out of the repository', async () => {
    const outside = await makeTempFolder();
    roots.push(outside);
    const root = await repository();
    symlinkSync(outside, join(root, '.railway'));
    expect((await runCli(['migrate', root])).exitCode).toBe(3);
    expect(existsSync(join(outside, 'railway.ts'))).toBe(false);
  });

  it('masks secrets where it prints', async () => {
    const token = ['ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2'].join('');
    const root = await repository({
      'railway.json': JSON.stringify({ deploy: { startCommand: `run ${token}` } }),
    });
    const { stdout, stderr } = await runCli(['migrate', root, '--dry-run']);
    expect(stdout + stderr).not.toContain(token);
  });

  it.each([
    [['--service', '=x'], '--service takes NAME or PATH=NAME'],
    [['--service', 'x'], 'does not say which of 2 services'],
    [['--service', 'apps/nothing=x'], 'apps/nothing, where no service is'],
    [['--repo', 'https://github.com/a/b'], '--repo takes OWNER/NAME'],
  ])('exits 3 for %j', async (args, says) => {
    const { stderr, exitCode } = await runCli(['migrate', await repository(), ...args]);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(says)]);
  });

  it('exits 3 when there is nothing to migrate', async () => {
    const { stderr, exitCode } = await runCli(['migrate', await repository({ 'a.txt': 'a\n' })]);
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('no railway.toml or railway.json')]);
  });
});
