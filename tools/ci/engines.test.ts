import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { callEngine, loadImage, programImage, type EngineAddress } from '@railgate/testkit/engines';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { processesOf } from './engine-processes.mjs';
import { waitingProgram } from './waiting-program.js';

const ENGINES = join(import.meta.dirname, 'engines.mjs');
const VARIABLES = ['RAILGATE_TEST_DOCKER', 'RAILGATE_TEST_PODMAN', 'RAILGATE_TEST_ROOTLESS_PODMAN'];
const IMAGE = 'railgate.test/waits:1';
/** Without a DOCKER_HOST the Docker of this machine would be taken. */
const ALONE = { ...process.env, DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

let folder = '';
const others: ChildProcess[] = [];
beforeEach(({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can start engines: run this as root, as .ci/run does');
  folder = mkdtempSync('/tmp/railgate-engines-');
});
afterEach(() => {
  if (folder === '') return;
  const { status, stderr } = engines('stop');
  for (const other of others.splice(0)) other.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  expect([status, stderr]).toEqual([0, '']);
  expect(processesOf(folder)).toEqual([]);
  folder = '';
});

describe('engines for tests', () => {
  it('end with everything that runs in them, and nothing else does', async () => {
    const hosts = startAll();
    const contained: number[] = [];
    for (const host of hosts) contained.push(await startWaiting(host));
    // Names the folder, and is nobody's engine.
    const bystander = other('setInterval(() => undefined, 1000)', folder, `${folder}/docker`);
    const running = processesOf(folder);
    // An engine, what watches over a container, and what is in it: of three engines.
    expect(running.length).toBeGreaterThanOrEqual(9);
    expect(running).toEqual(expect.arrayContaining(contained));
    expect(running).not.toContain(bystander.pid);
    expect(engines('stop')).toMatchObject({ status: 0, stderr: '' });
    expectNothingLeft([...running, ...contained]);
    expect(bystander.exitCode).toBeNull();
    expect(engines('stop')).toMatchObject({ status: 0, stderr: '' });
  });

  it('end also after they were killed, and left their containers behind', async () => {
    const contained: number[] = [];
    for (const host of startAll()) contained.push(await startWaiting(host));
    const running = processesOf(folder);
    for (const pid of running.filter((each) => /^(?:dockerd|containerd|podman)$/.test(nameOf(each))))
      process.kill(pid, 'SIGKILL');
    expect(contained.map(nameOf)).toEqual(['program', 'program', 'program']);
    expect(engines('stop')).toMatchObject({ status: 0, stderr: '' });
    expectNothingLeft([...running, ...contained]);
  });

  it('end after a start that was killed half-way', async () => {
    const starting = spawn(process.execPath, [ENGINES, 'start', folder], { env: ALONE, stdio: 'ignore' });
    await expect.poll(() => processesOf(folder).length, { timeout: 20_000 }).toBeGreaterThan(0);
    starting.kill('SIGKILL');
    expect(engines('stop')).toMatchObject({ status: 0, stderr: '' });
    expectNothingLeft([]);
  });

  it('end when the run that they were started for is gone', async () => {
    const owner = other('setInterval(() => undefined, 1000)');
    expect(engines('start', String(owner.pid)).status).toBe(0);
    const running = processesOf(folder);
    const next = `${folder}-next`;
    const path = join(next, 'path');
    mkdirSync(path, { recursive: true });
    symlinkSync('/bin/umount', join(path, 'umount'));
    startWith(path, next);
    expect(processesOf(folder)).toEqual(running);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const { stderr } = startWith(path, next);
    rmSync(next, { recursive: true });
    expect(stderr).toContain(`the run that started ${folder} is gone`);
    expectNothingLeft(running);
  });
});

describe('a Docker that runs already', () => {
  it('is taken, and not stopped', async () => {
    const socket = join(folder, 'theirs.sock');
    const server = `require('node:http').createServer((_, answer) => answer.end('OK')).listen(process.argv[1])`;
    const theirs = other(server, socket);
    await expect.poll(() => existsSync(socket), { timeout: 20_000 }).toBe(true);
    const { stdout } = spawnSync(process.execPath, [ENGINES, 'start', folder], {
      env: { ...process.env, DOCKER_HOST: `unix://${socket}` },
      encoding: 'utf8',
    });
    expect(stdout).toContain(`export RAILGATE_TEST_DOCKER='unix://${socket}'\n`);
    expect(processesOf(folder).map(nameOf)).not.toContain('dockerd');
    engines('stop');
    expect(theirs.exitCode).toBeNull();
  });
});

describe('an engine that cannot be started', () => {
  it('is tried with the driver that works everywhere', () => {
    const path = join(folder, 'path');
    mkdirSync(path);
    const serve = `require('node:http').createServer((_, answer) => answer.end('OK')).listen(process.argv[1])`;
    const dockerd = `#!/bin/sh
case "$*" in *'--storage-driver overlay2 '*) echo 'driver not supported' >&2; exit 1 ;; esac
exec '${process.execPath}' -e "${serve}" '${folder}/docker/engine.sock'
`;
    writeFileSync(join(path, 'dockerd'), dockerd, { mode: 0o755 });
    expect(startWith(path).stdout).toContain(`='unix://${folder}/docker/engine.sock'\n`);
    const said = processesOf(folder).map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    expect(said).toEqual([expect.stringContaining('createServer')]);
  });

  it('is named, with what it said', () => {
    const path = join(folder, 'path');
    mkdirSync(path);
    writeFileSync(join(path, 'dockerd'), '#!/bin/sh\necho "no space left" >&2\nexit 4\n', { mode: 0o755 });
    const { status, stdout, stderr } = startWith(path);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('engines: there is no docker: it ended with 4: no space left\n');
    expect(stderr).toContain('engines: there is no podman: podman is missing: run tools/ci/setup.\n');
    expect(stderr).toContain('engines: there is no rootless: podman is missing: run tools/ci/setup.\n');
  });
});

function engines(command: 'start' | 'stop', ...owner: string[]) {
  return spawnSync(process.execPath, [ENGINES, command, folder, ...owner], { env: ALONE, encoding: 'utf8' });
}

/** With nothing but this folder on PATH. */
function startWith(path: string, place = folder) {
  const env = { ...ALONE, PATH: path };
  return spawnSync(process.execPath, [ENGINES, 'start', place], { env, encoding: 'utf8' });
}

/** The addresses of three engines. */
function startAll(): string[] {
  const { status, stdout, stderr } = engines('start');
  expect([status, stderr]).toEqual([0, expect.stringContaining('rootless is at unix://')]);
  return VARIABLES.map((name) => {
    const host = new RegExp(`^export ${name}='(unix://.*)'$`, 'm').exec(stdout)?.[1];
    if (host === undefined) throw new Error(`${name} is not named: ${stdout}${stderr}`);
    return host;
  });
}

/** A container whose program ends only when it is killed. Gives its process, as the engine names it. */
async function startWaiting(host: string): Promise<number> {
  const engine = { env: { DOCKER_HOST: host } };
  const program = join(folder, 'program');
  writeFileSync(program, waitingProgram(), { mode: 0o755 });
  await loadImage(engine, Readable.from(programImage(IMAGE, program)));
  const ulimits = ['nofile', 'nproc'].map((Name) => ({ Name, Soft: 1024, Hard: 1024 }));
  const HostConfig = { NetworkMode: 'none', Ulimits: ulimits };
  const container = { Image: IMAGE, HostConfig };
  await post(engine, '/containers/create?name=waits', JSON.stringify(container));
  await post(engine, '/containers/waits/start');
  const { body } = await callEngine(engine, '/containers/waits/json');
  const { State } = JSON.parse(body.toString()) as { State: { Running: boolean; Pid: number } };
  expect(State.Running).toBe(true);
  return State.Pid;
}

function post(engine: EngineAddress, path: string, body?: string) {
  return callEngine(engine, path, { method: 'POST', ...(body !== undefined && { body }) });
}

function other(script: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ['-e', script, ...args], { stdio: 'ignore' });
  others.push(child);
  return child;
}

function expectNothingLeft(earlier: readonly number[]): void {
  expect(processesOf(folder)).toEqual([]);
  expect(earlier.filter((pid) => nameOf(pid) !== '')).toEqual([]);
  expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(`${folder}/`);
  expect(existsSync(folder)).toBe(false);
}

/** Nothing for a process that has ended. */
function nameOf(pid: number): string {
  try {
    return (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '').split('/').at(-1) ?? '';
  } catch {
    return '';
  }
}
