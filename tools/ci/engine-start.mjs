// How each engine for tests is started, and made empty again.
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MARK } from './engine-processes.mjs';
import { askEngine, engineAt } from './engine-socket.mjs';
import { ROOTLESS_USER } from './install-system.mjs';
import { findOnPath } from './programs.mjs';

/** Seconds until an engine must answer; it takes 2 on a machine that has nothing else to do. */
const PATIENCE = 90;
const REGISTRIES = 'registries.conf';
/** Sockets have short names, since a path of one has at most 107 bytes. */
const SOCKET = 'engine.sock';

/**
 * By the first driver that works here: a container on `vfs` begins with two copies of its whole image, which `overlay` needs
 * not, and which works everywhere.
 */
const DRIVERS = { docker: ['overlay2', 'vfs'], podman: ['overlay', 'vfs'], rootless: ['vfs'] };

/** @throws when it cannot be started, with what it said. Gives its address; one that runs there already is taken. */
export async function startEngine(kind, folder) {
  const home = join(folder, kind);
  const host = `unix://${join(home, SOCKET)}`;
  if ((await engineAt(host)) !== undefined) return host;
  const log = join(folder, `${kind}.log`);
  let problem;
  for (const driver of DRIVERS[kind]) {
    const command = kind === 'docker' ? dockerCommand : podmanCommand;
    const { program, args, user } = command(kind, home, host);
    makeHome(home, user);
    const engine = launch(program, ['--storage-driver', driver, ...args], { home, folder, log, user });
    problem = await whyNotAnswering(engine, host);
    if (problem === undefined) return host;
    // One that hangs is still there, and `stop` ends it; a second one beside it would hang too.
    if (engine.exitCode === null) break;
    rmSync(home, { recursive: true });
  }
  throw new Error(`${problem}: ${readFileSync(log, 'utf8').trim().slice(-1000)}`);
}

/** No bridge and no rules of a firewall: nothing of the machine's network is changed. */
function dockerCommand(kind, home, host) {
  const program = findOnPath('dockerd');
  if (program === undefined) throw new Error('dockerd is missing: run tools/ci/setup.');
  if (process.getuid() !== 0)
    throw new Error('only root can start dockerd: start Docker, or run this as root.');
  const places = ['--data-root', join(home, 'data'), '--exec-root', join(home, 'exec')];
  const network = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  const others = ['--pidfile', join(home, 'pid'), '--host', host];
  return { program, args: [...network, ...places, ...others], user: {} };
}

function podmanCommand(kind, home, host) {
  const program = findOnPath('podman');
  if (program === undefined) throw new Error('podman is missing: run tools/ci/setup.');
  const isRoot = process.getuid() === 0;
  const places = ['--root', join(home, 'root'), '--runroot', join(home, 'run')];
  const how = ['--runtime', 'runc', '--cgroup-manager', 'cgroupfs'];
  const args = [...places, ...how, 'system', 'service', '--time', '0', host];
  return { program, args, user: kind === 'rootless' && isRoot ? rootlessUser() : {} };
}

function rootlessUser() {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const [, , uid, gid] = users.map((line) => line.split(':')).find(([name]) => name === ROOTLESS_USER) ?? [];
  if (uid === undefined) throw new Error(`there is no user ${ROOTLESS_USER}: run tools/ci/setup.`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** Of an engine, or of what removes the files of one. */
export function makeHome(home, { uid, gid } = {}) {
  mkdirSync(home, { recursive: true, mode: 0o711 });
  // Locks in files of its own, since those in shared memory are one set for all engines of a user.
  const settings = ['lock_type = "file"', 'events_logger = "file"', `tmp_dir = "${join(home, 'tmp')}"`];
  writeFileSync(join(home, 'containers.conf'), ['[engine]', ...settings, ''].join('\n'));
  // Docker takes registries of this machine without TLS by itself; tests pull from such.
  writeFileSync(join(home, REGISTRIES), '[[registry]]\nlocation = "127.0.0.1"\ninsecure = true\n');
  if (uid !== undefined) chownSync(home, uid, gid);
}

/** In a session of its own: it outlives this program, and no signal of a terminal reaches it. */
function launch(program, args, { home, folder, log, user }) {
  const out = openSync(log, 'a');
  const env = engineEnvironment(home, folder);
  const engine = spawn(program, args, {
    cwd: '/',
    env,
    detached: true,
    stdio: ['ignore', out, out],
    ...user,
  });
  engine.unref();
  return engine;
}

/** Nothing of ours but PATH, and the mark by which `stop` knows the engine and all that it starts. */
export function engineEnvironment(home, folder) {
  return {
    PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    CONTAINERS_CONF: join(home, 'containers.conf'),
    CONTAINERS_REGISTRIES_CONF: join(home, REGISTRIES),
    [MARK]: folder,
  };
}

/** Waits until it answers. What went wrong, where it does not. */
async function whyNotAnswering(engine, host) {
  let ended;
  engine.on('error', (error) => (ended = error.message));
  engine.on('exit', (code, signal) => (ended = `it ended with ${code ?? signal}`));
  const end = Date.now() + PATIENCE * 1000;
  while ((await engineAt(host)) === undefined) {
    if (ended !== undefined) return ended;
    if (Date.now() > end) return `it does not answer for ${PATIENCE} s`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

/** Of each engine in the folder that still answers: what runs in it, so that it ends without waiting for anybody. */
export async function removeContainers(folder) {
  for (const kind of ['docker', 'podman', 'rootless']) {
    const socket = join(folder, kind, SOCKET);
    if (!existsSync(socket)) continue;
    for (const id of await containersOf(socket))
      await askEngine(socket, 'DELETE', `/containers/${id}?force=true&v=true`);
  }
}

/** None where the engine answers no more, or nonsense: its processes are ended in any case. */
async function containersOf(socket) {
  try {
    const listed = JSON.parse((await askEngine(socket, 'GET', '/containers/json?all=true')) ?? '[]');
    return listed.map(({ Id }) => Id);
  } catch {
    return [];
  }
}
