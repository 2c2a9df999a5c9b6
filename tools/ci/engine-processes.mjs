// Which processes belong to the engines of one folder, and how all of them end. Nothing is believed that was written down
// earlier: a number of a process may be somebody else's by now. So processes are asked what they are (Linux, /proc).
import { readFileSync, readdirSync } from 'node:fs';

/** In the environment of an engine, and of all that it starts but for what runs in containers. */
export const MARK = 'RAILGATE_ENGINES';
/** Those that an engine starts with an environment of their own; their arguments name its folder. */
const HELPERS = new Set(['conmon', 'runc', 'containerd-shim', 'containerd-shim-runc-v2', 'slirp4netns']);
/** They end what they started. */
const ENGINES = new Set(['dockerd', 'podman']);
/** Seconds that an engine has for that. */
const PATIENCE = 15;

/** Ends them all: engines by themselves, then whatever is left. @throws when one does not end even when killed. */
export async function endProcessesOf(folder) {
  const enginesOf = () => processesOf(folder).filter((pid) => ENGINES.has(programOf(pid)));
  for (const pid of enginesOf()) signal(pid, 'SIGTERM');
  await untilNone(enginesOf, PATIENCE);
  for (let round = 0; round < 20; round += 1) {
    for (const pid of processesOf(folder)) signal(pid, 'SIGKILL');
    if (await untilNone(() => processesOf(folder), 0.5)) return;
  }
  throw new Error(`processes do not end: ${processesOf(folder).join(', ')}.`);
}

/** Their ids. */
export function processesOf(folder) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => pid !== process.pid && belongsTo(pid, folder));
}

/** Since when, by the kernel's clock: with it, an id names one process and no later one. */
export function startOf(pid) {
  const stat = read(pid, 'stat');
  // The name of the program may hold spaces and brackets.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function belongsTo(pid, folder) {
  if (isGone(pid)) return false;
  if (read(pid, 'environ').split('\0').includes(`${MARK}=${folder}`)) return true;
  if (HELPERS.has(programOf(pid)) && read(pid, 'cmdline').includes(`${folder}/`)) return true;
  return rootOf(pid).includes(`${folder}/`);
}

/**
 * The line of the root of its file system: a container's is a folder of its engine, or layers that lie in one
 * (proc_pid_mountinfo(5)).
 */
function rootOf(pid) {
  const mounts = read(pid, 'mountinfo').split('\n');
  return mounts.find((line) => line.split(' ')[4] === '/') ?? '';
}

function programOf(pid) {
  return (read(pid, 'cmdline').split('\0')[0] ?? '').split('/').at(-1);
}

/** A zombie has ended, whoever has not waited for it. */
function isGone(pid) {
  return !/^State:\s+[^ZX\s]/m.test(read(pid, 'status'));
}

function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Whether there were none left before so many seconds were over. */
async function untilNone(pids, seconds) {
  const end = Date.now() + seconds * 1000;
  while (pids().length > 0) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}
