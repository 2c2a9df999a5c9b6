// Usage: node tools/ci/engines.mjs start|stop [FOLDER [OWNER]]. Starts container engines for tests, a Docker, a Podman and a
// Podman of an unprivileged user, and prints the variables that name them: `eval "$(node tools/ci/engines.mjs start)"`.
// All that they hold is in FOLDER. OWNER is the process for which they run: when it is gone, the next start ends them.
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { endProcessesOf, startOf } from './engine-processes.mjs';
import { answeringDocker } from './engine-socket.mjs';
import { engineEnvironment, makeHome, removeContainers, startEngine } from './engine-start.mjs';
import { run } from './programs.mjs';

/** Not TMPDIR: the path of a Unix socket has at most 107 bytes. */
const PARENT = '/tmp';
const NAME = 'railgate-engines';
const DOCKER = 'RAILGATE_TEST_DOCKER';
const PODMAN = 'RAILGATE_TEST_PODMAN';
const ROOTLESS = 'RAILGATE_TEST_ROOTLESS_PODMAN';
/** The variables that name each engine. Who is not root has but one Podman, which is rootless. */
const KINDS =
  process.getuid?.() === 0
    ? { docker: [DOCKER], podman: [PODMAN], rootless: [ROOTLESS] }
    : { docker: [DOCKER], rootless: [PODMAN, ROOTLESS] };

const [command, folder = join(PARENT, `${NAME}-of-${process.getuid?.()}`), owner] = process.argv.slice(2);
try {
  process.exitCode = await main();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}

async function main() {
  if (process.platform !== 'linux') throw new Error('engines for tests are started on Linux only.');
  if (command === 'stop') return stop(folder);
  if (command === 'start') return start();
  say('use `start` or `stop`, and perhaps a folder.');
  return 3;
}

/** Says of each engine where it is or why it is not; 1 when one is missing. */
async function start() {
  await stopOrphans();
  mkdirSync(folder, { recursive: true });
  // The rootless user must get through, and see nothing.
  chmodSync(folder, 0o711);
  if (owner !== undefined) writeFileSync(join(folder, 'owner'), `${owner} ${startOf(Number(owner))}`);
  const started = await Promise.all(Object.keys(KINDS).map(startOrSay));
  return started.includes(false) ? 1 : 0;
}

async function startOrSay(kind) {
  try {
    const host = (kind === 'docker' && (await answeringDocker())) || (await startEngine(kind, folder));
    for (const name of KINDS[kind]) process.stdout.write(`export ${name}='${host}'\n`);
    say(`${kind} is at ${host}`);
    return true;
  } catch (error) {
    say(`there is no ${kind}: ${error.message}`);
    return false;
  }
}

/** Ends what `start` has started, also where that was interrupted, and removes all that it held. */
async function stop(place) {
  await removeContainers(place);
  await endProcessesOf(place);
  await unmountBelow(place);
  await remove(place);
  return 0;
}

/** A run that was killed could not stop its engines. */
async function stopOrphans() {
  for (const name of readdirSync(PARENT).filter((each) => each.startsWith(`${NAME}-`))) {
    const place = join(PARENT, name);
    if (!isOrphan(place)) continue;
    say(`the run that started ${place} is gone: stopping its engines`);
    await stop(place);
  }
}

function isOrphan(place) {
  try {
    const [pid, since] = readFileSync(join(place, 'owner'), 'utf8').split(' ');
    return startOf(Number(pid)) !== since;
  } catch {
    return false;
  }
}

/** Engines that were killed leave their mounts. */
async function unmountBelow(place) {
  const places = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '');
  const below = places.filter((each) => each.startsWith(`${place}/`)).sort();
  for (const each of below.reverse()) await run('umount', ['--lazy', each]);
}

/** Files of a rootless engine belong to users that nobody but root and such an engine can become. */
async function remove(place) {
  try {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (error.code !== 'EACCES') throw error;
    const remover = join(place, 'remover');
    const rest = readdirSync(place).map((name) => join(place, name));
    makeHome(remover);
    const removal = ['--storage-driver', 'vfs', 'unshare', 'rm', '-rf', ...rest];
    await run('podman', removal, { env: engineEnvironment(remover, place) });
    await endProcessesOf(place);
    rmSync(place, { recursive: true });
  }
}

function say(text) {
  process.stderr.write(`engines: ${text}\n`);
}
