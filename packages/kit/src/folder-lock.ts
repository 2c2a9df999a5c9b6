import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { cleanText, GateError } from '@railgate/contract';

export interface FolderLockOptions {
  /** Who may be at it, for a message: `update of the advisories`. */
  readonly holder: string;
  readonly signal: AbortSignal;
  /** Told once when another one has it. */
  readonly waiting?: (() => void) | undefined;
  /** Milliseconds to wait for another one. */
  readonly patience?: number | undefined;
}

const FILE = 'update.lock';
const PATIENCE_MS = 15 * 60_000;
const PAUSE_MS = 250;

/**
 * One at a time per folder, whichever process. Who is late waits. What a process that died has left does not count.
 *
 * @throws {GateError} `NEED_UNMET` when the other one does not end; what `mkdir` and `open` throw where nobody may write
 */
export async function withFolderLock<T>(
  folder: string,
  options: FolderLockOptions,
  use: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  const own = `${process.pid} ${hostname()}\n`;
  await acquire(path, own, options);
  try {
    return await use();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, own: string, options: FolderLockOptions): Promise<void> {
  const { signal, waiting, holder: name, patience = PATIENCE_MS } = options;
  const end = Date.now() + patience;
  for (let told = false; !(await tryAcquire(path, own)); told = true) {
    const holder = await readFile(path, 'utf8').catch(() => undefined);
    if (holder === undefined) continue;
    if (isDead(holder)) {
      await removeDead(path, holder);
      continue;
    }
    if (Date.now() > end) throw busy(name, holder);
    if (!told) waiting?.();
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

async function tryAcquire(path: string, own: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(own);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Only what a process of this machine has left can be known to be over. */
function isDead(holder: string): boolean {
  const [pid = '', host] = holder.trim().split(' ');
  if (host !== hostname() || !/^[1-9]\d{0,9}$/.test(pid)) return false;
  if (Number(pid) === process.pid) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Two may see it at once: it goes away under a name of one's own, and only if it is still the same one. */
async function removeDead(path: string, holder: string): Promise<void> {
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
    const taken = await readFile(aside, 'utf8');
    if (taken !== holder) await rename(aside, path);
  } catch {
    // The other one was quicker.
  } finally {
    await rm(aside, { force: true });
  }
}

function busy(name: string, holder: string): GateError {
  const [pid = '?'] = holder.trim().split(' ');
  return new GateError('NEED_UNMET', `Another ${name} does not end (process ${cleanText(pid)}).`, {
    remedy: `End it, or remove \`${FILE}\` in the folder that \`railgate db status\` names.`,
  });
}
