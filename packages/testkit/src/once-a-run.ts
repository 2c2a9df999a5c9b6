import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Does something once a test run, although test files run in several processes: the others wait for it. When it fails, the
 * next one tries again.
 *
 * @param folder where the processes of one run meet; gone after the run
 */
export async function onceARun(folder: string, name: string, make: () => Promise<void>): Promise<void> {
  const done = join(folder, `${name}.done`);
  const lock = join(folder, `${name}.lock`);
  while (!existsSync(done)) {
    if (!take(lock)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    try {
      // Between the look and the lock another process may have come to its end.
      if (!existsSync(done)) await make();
      writeFileSync(done, '');
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

/** The lock of a process that is gone is nobody's. */
function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isHeld(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // Just made, and not written yet.
    if (owner === 0) return true;
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
