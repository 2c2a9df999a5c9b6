import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  openSync,
  readSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface LockOptions {
  /** Told once when another run has it, in a sentence. */
  readonly onWait?: ((message: string) => void) | undefined;
  /** Milliseconds to wait for another one. Writing reports takes some of them. */
  readonly patience?: number;
}

/** In the output folder while reports are written. */
export const LOCK_FILE = '.railgate-lock';
const PATIENCE_MS = 30_000;
const PAUSE_MS = 10;
const LONGEST = 512;
/** A repository may hold anything under the name, a pipe for one. */
const READ_ONLY = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * Of two runs that end at once, the second one waits: else each would remove what the other one is writing. What a process
 * that died has left does not count. Synchronous, as all writing of reports is. Where no lock can be made, the writing
 * itself says why.
 *
 * @returns what gives the folder free again
 */
export function lockReports(folder: string, options: LockOptions = {}): () => void {
  const { onWait, patience = PATIENCE_MS } = options;
  const lock = join(folder, LOCK_FILE);
  const end = Date.now() + patience;
  for (let told = false; isHeld(lock);) {
    const owner = readOwner(lock);
    if ((isDead(owner) || isOld(lock, patience)) && removeDead(lock, owner)) continue;
    if (Date.now() > end) break;
    if (!told) onWait?.(waiting(folder, owner, patience));
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  return () => remove(lock);
}

function waiting(folder: string, owner: string | undefined, patience: number): string {
  const id = processOf(owner);
  const run = id === undefined ? 'Another run' : `Another run (process ${id})`;
  return `${run} writes its reports into ${folder}: waiting for it, ${patience / 1000} s at most.`;
}

function isHeld(lock: string): boolean {
  try {
    const descriptor = openSync(lock, 'wx');
    try {
      writeSync(descriptor, `${process.pid} ${place()}\n`);
    } finally {
      closeSync(descriptor);
    }
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

/** Where the id of a process means something: containers may share the name of their host. */
function place(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function readOwner(lock: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(lock, READ_ONLY);
    const bytes = Buffer.alloc(LONGEST);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, LONGEST, null)).trim();
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Only a process of this place can be known to be over. One with our own id was here before us. */
function isDead(owner: string | undefined): boolean {
  const id = processOf(owner);
  if (id === undefined || owner !== `${id} ${place()}`) return false;
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Of a process that nobody can ask, in a container that is gone: whoever writes for so long was killed. */
function isOld(lock: string, patience: number): boolean {
  const stat = lstatSync(lock, { throwIfNoEntry: false });
  return stat !== undefined && stat.mtimeMs < Date.now() - patience;
}

function processOf(owner = ''): number | undefined {
  const [, id] = /^([1-9]\d{0,9}) /.exec(owner) ?? [];
  return id === undefined ? undefined : Number(id);
}

/**
 * Two may see it at once: it goes away under a name of one's own, and comes back where it is another one by then. Did it go?
 */
function removeDead(lock: string, owner: string | undefined): boolean {
  const aside = `${lock}-${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readOwner(aside) !== owner) linkSync(aside, lock);
    return true;
  } catch {
    return false;
  } finally {
    remove(aside);
  }
}

/** A folder under the name goes only where nothing is in it. */
function remove(path: string): void {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else unlinkSync(path);
  } catch {
    // Somebody had waited for too long, and took it.
  }
}
