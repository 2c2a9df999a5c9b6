import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** A checkout whose `.ci/run` is ours, and whose tools only note down what is asked of them. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-run-'));
  for (const name of ['.ci', 'tools/ci', 'tools/launch', 'path'])
    mkdirSync(join(folder, name), { recursive: true });
  cpSync(join(ROOT, '.ci/run'), join(folder, '.ci/run'));
  script('tools/ci/setup', '#!/bin/sh\n[ "$1" = --print-bin ] && echo /nonexistent/bin\nexit 0\n');
  script('tools/ci/engines.mjs', ENGINES);
  script('tools/ci/result.mjs', 'console.log(process.argv[3], process.argv[4]); process.exitCode = 7;');
  script('tools/launch/build.mjs', 'setTimeout(() => {}, 300);');
  npm('exit 0');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const ENGINES = `
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.LOG, process.argv.slice(2, 4).join(' ') + '\\n');
console.log("export RAILGATE_TEST_DOCKER='unix:///engine of tests'");
process.exitCode = 1;
`;

it('gives the engines to the tests, stops them afterwards, and ends as the result says', () => {
  npm('echo "$1 with $RAILGATE_TEST_DOCKER" >> "$LOG"; [ "$1" = test ] && exit 5; exit 6');
  const { status, stdout } = spawnSync(join(folder, '.ci/run'), { env: environment(), encoding: 'utf8' });
  expect(status).toBe(7);
  const [start = '', ...others] = log();
  const place = start.replace('start ', '');
  expect(place).toMatch(/^\/tmp\/railgate-engines-\w+$/);
  expect(others).toEqual([
    'test with unix:///engine of tests',
    'run with unix:///engine of tests',
    `stop ${place}`,
  ]);
  expect(stdout).toContain('== result\n5 6\n');
  rmSync(place, { recursive: true });
});

it('builds meanwhile, and tests what is built', () => {
  const note = (what: string): string =>
    `import { appendFileSync } from 'node:fs'; setTimeout(() => appendFileSync(process.env.LOG, '${what}\\n'), 1000);`;
  script('tools/launch/build.mjs', note('built'));
  npm('echo "$1" >> "$LOG"');
  spawnSync(join(folder, '.ci/run'), { env: environment() });
  const [start = '', ...others] = log();
  expect(others).toEqual(['built', 'test', 'run', start.replace('start', 'stop')]);
  rmSync(start.replace('start ', ''), { recursive: true });
});

it('ends the build when a tool is missing', async () => {
  script('tools/launch/build.mjs', BUILD_WITHOUT_END);
  script('tools/ci/setup', '#!/bin/sh\nwhile [ ! -s "$LOG" ]; do sleep 0.05; done\nexit 1\n');
  const { status } = spawnSync(join(folder, '.ci/run'), { env: environment() });
  expect(status).toBe(1);
  const [pid = ''] = log();
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 20_000 }).toBe(false);
});

const BUILD_WITHOUT_END = `
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.LOG, process.pid + '\\n');
setInterval(() => {}, 1000);
`;

it.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('ends the tests and the engines at %s', async (signal, status) => {
  // Two processes deep, as vitest is; and the answer to the signal takes a while.
  npm(
    `sh -c 'trap "sleep 0.2; echo ended >> $LOG; exit" TERM; echo $$ >> "$LOG"; while :; do sleep 0.05; done' &\nwait`,
  );
  const running = spawn(join(folder, '.ci/run'), { env: environment(), stdio: 'ignore' });
  await expect.poll(() => log().length, { timeout: 20_000 }).toBe(2);
  running.kill(signal);
  expect(await once(running, 'exit')).toEqual([status, null]);
  const [start = '', pid, ...others] = log();
  const place = start.replace('start ', '');
  await expect.poll(() => existsSync(`/proc/${pid ?? ''}`), { timeout: 20_000 }).toBe(false);
  expect(log().sort()).toEqual([start, pid, 'ended', `stop ${place}`].sort());
  expect(others).toContain(`stop ${place}`);
  rmSync(place, { recursive: true });
});

it('starts no engine when a tool is missing', () => {
  script('tools/ci/setup', '#!/bin/sh\nexit 1\n');
  const { status, stdout } = spawnSync(join(folder, '.ci/run'), { env: environment(), encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stdout.trim().split('\n').at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  expect(log()).toEqual([]);
});

function script(path: string, text: string): void {
  writeFileSync(join(folder, path), text, { mode: 0o755 });
}

function npm(text: string): void {
  script('path/npm', `#!/bin/sh\n${text}\n`);
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: `${join(folder, 'path')}:${process.env.PATH ?? ''}`, LOG: join(folder, 'log') };
}

function log(): string[] {
  const file = join(folder, 'log');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}
