import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** On everything that we make: which run made it. */
export const RUN_LABEL = 'railgate.run';
/** On everything that we make: which process made it, as `ownerOf` writes it. */
export const OWNER_LABEL = 'railgate.owner';

/** Repository of the images that we build, whose tags say who did: a label would be an instruction in the image's history. */
export const BUILT_IMAGE = 'railgate.local/build';

/** No run of ours takes a day. */
const LONGEST_RUN_MS = 24 * 60 * 60 * 1000;

/**
 * This process, told apart from every other one that will ever have its number: `<host name>:<process id>:<start time>`.
 * On Linux the start time is `<boot>-<process namespace>-<clock ticks since boot>`, since two containers of one host may
 * have the same host name and the same process ids.
 */
export function ownerOf(pid: number = process.pid): string {
  return `${hostname()}:${pid}:${startOf(pid) ?? 'unknown'}`;
}

/** The owner in the characters of a tag. */
export function ownerTag(): string {
  return ownerOf()
    .replaceAll(':', '_')
    .replace(/[^\w.-]/g, '-')
    .slice(-100);
}

/** @param tag `ownerTag()_…` */
export function ownerOfTag(tag: string): string {
  const [, host = '', pid = '', start = ''] = /^(.+)_(\d{1,10})_([^_]+)_[^_]*$/.exec(tag) ?? [];
  return `${host}:${pid}:${start}`;
}

/**
 * Whether whoever made something is gone for certain: a process of this host that runs no more, or, after a restart of the
 * host, something that is older than any run.
 *
 * @param createdAt milliseconds since 1970
 */
export function isGone(owner: string, createdAt: number, now: number): boolean {
  const [host, pid, start] = splitOwner(owner);
  if (host !== hostname() || pid === undefined || start === undefined) return false;
  if (scopeOf(start) !== scopeOf(startOf(process.pid) ?? 'unknown')) return now - createdAt > LONGEST_RUN_MS;
  return !isRunning(pid) || (startOf(pid) ?? start) !== start;
}

function splitOwner(owner: string): [string | undefined, number | undefined, string | undefined] {
  const [, host, pid, start] = /^(.+):(\d{1,10}):([^:]+)$/.exec(owner) ?? [];
  return [host, pid === undefined ? undefined : Number(pid), start];
}

/** Boot and process namespace: within one, process ids mean the same to everybody. */
function scopeOf(start: string): string {
  return start.replace(/[^-]*$/, '');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Nothing where there is no such process, or no `/proc`. Field 22 of proc_pid_stat(5); field 2 may hold spaces and parentheses. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    const namespace = readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}-${namespace}-${ticks}`;
  } catch {
    return undefined;
  }
}
