import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const NPM_STUB =
  '#!/bin/sh\necho "$@" > npm-arguments\nln -s ../../packages/gate-demo node_modules/@railgate/gate-demo\n';

let clone: string;
beforeAll(() => {
  clone = makeClone();
});
afterAll(() => {
  rmSync(clone, { recursive: true, force: true });
});

/** One long way: what the generators write is built, listed by the command, and passes its own tests. */
it('makes a gate that builds, runs and is tested, and a rule that asks to be written', () => {
  expect(
    node('nx/dist/bin/nx.js', 'g', './tools/generators:gate', 'demo', '--no-interactive').output,
  ).toContain('packages/gate-demo/src/gate.ts');
  expect(readFileSync(join(clone, 'npm-arguments'), 'utf8')).toMatch(/^install --ignore-scripts /);

  // The testkit has the gate's row of the fault matrix, where a cell for each code is needed.
  expect(node('typescript/bin/tsc', '--build', 'packages/cli', 'packages/testkit')).toMatchObject({
    status: 0,
    output: '',
  });
  writeFileSync(
    join(clone, 'tsconfig.demo.json'),
    '{ "extends": "./tsconfig.tests.json", "include": ["packages/gate-demo/test/**/*.ts"], "references": [] }',
  );
  expect(node('typescript/bin/tsc', '--noEmit', '--project', 'tsconfig.demo.json')).toMatchObject({
    status: 0,
    output: '',
  });
  writeFileSync(join(clone, 'notes.md'), 'do-not-ship\n');
  const gates = run(process.execPath, ['packages/cli/dist/main.js', 'gates']);
  expect(gates.output).toMatch(
    /^demo +Does the repository hold text that must not ship\? +\(1 rules, per project\)$/m,
  );
  expect(node('vitest/vitest.mjs', 'run', '--project', 'gate-demo').output).toMatch(
    /Tests +13 passed \(13\)/,
  );

  node(
    'nx/dist/bin/nx.js',
    'g',
    './tools/generators:rule',
    'demo/second-rule',
    '--severity=high',
    '--no-interactive',
  );
  expect(node('typescript/bin/tsc', '--build', 'packages/gate-demo')).toMatchObject({
    status: 0,
    output: '',
  });
  const { status, output } = node('vitest/vitest.mjs', 'run', '--project', 'gate-demo');
  expect(status).toBe(1);
  expect(output).toContain('The rule demo/second-rule did not see a text that it must report.');
}, 300_000);

/** This checkout's files, built as they are, with installed packages that point into the copy. */
function makeClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'railgate-clone-'));
  for (const name of [
    'nx.json',
    'package.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'tsconfig.tests.json',
    'vitest.config.ts',
    '.prettierrc.json',
    'tools',
    'packages',
  ]) {
    const filter = (path: string) => !/\/(node_modules|example)$/.test(path);
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, preserveTimestamps: true, filter });
  }
  mkdirSync(join(folder, 'node_modules/@railgate'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@railgate' && name !== 'railgate')
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  for (const name of readdirSync(join(folder, 'packages'))) {
    if (name !== 'cli')
      symlinkSync(join('../../packages', name), join(folder, 'node_modules/@railgate', name));
    const own = join(ROOT, 'packages', name, 'node_modules');
    if (readdirSync(join(ROOT, 'packages', name)).includes('node_modules'))
      symlinkSync(own, join(folder, 'packages', name, 'node_modules'));
  }
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npm'), NPM_STUB);
  chmodSync(join(folder, 'bin/npm'), 0o755);
  return folder;
}

function node(program: string, ...args: string[]) {
  return run(process.execPath, [join(clone, 'node_modules', program), ...args]);
}

function run(command: string, args: readonly string[]) {
  const env = {
    PATH: `${join(clone, 'bin')}:${process.env.PATH}`,
    HOME: process.env.HOME,
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    NX_CACHE_DIRECTORY: join(clone, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(clone, '.nx/data'),
    NO_COLOR: '1',
    CI: '1',
  };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: clone, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
}
