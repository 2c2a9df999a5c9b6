import { readFileSync, readdirSync } from 'node:fs';

import { addTo } from '@railgate/contract';

/** How long a process may take to end after it was asked politely. */
const GRACE_MS = 1000;

/**
 * Ends a process group and every descendant of its leader, first by SIGTERM, after a second by SIGKILL. Descendants
 * are looked up before the first signal: a child that made a session of its own is not in the group, and once its
 * parent is gone nothing ties it to us.
 */
export async function killTree(leader: number): Promise<void> {
  const descendants = descendantsOf(leader);
  signalAll(leader, descendants, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (isAlive(leader, descendants) && Date.now() < deadline) await sleep(20);
  const late = new Set([...descendants, ...descendants.flatMap(descendantsOf), ...descendantsOf(leader)]);
  signalAll(leader, [...late], 'SIGKILL');
}

/** For the moment before the process itself ends, when nothing can be awaited. */
export function killTreeNow(leader: number): void {
  signalAll(leader, descendantsOf(leader), 'SIGKILL');
}

function signalAll(leader: number, others: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of [-leader, leader, ...others]) send(pid, signal);
}

function isAlive(leader: number, others: readonly number[]): boolean {
  return [-leader, ...others].some((pid) => send(pid, 0));
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Linux only: elsewhere the process group has to do. */
function descendantsOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of listProcesses()) {
    const parent = parentOf(entry);
    if (parent !== undefined) addTo(children, parent, entry);
  }
  const found: number[] = [];
  for (let queue = [pid]; queue.length > 0;) {
    const next = children.get(queue.pop() as number) ?? [];
    found.push(...next);
    queue = queue.concat(next);
  }
  return found;
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Field 4 of proc_pid_stat(5); the command in field 2 may hold spaces and parentheses. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
