import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Writing reports takes milliseconds. Who has it for longer was killed. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 10;

/**
 * Of two runs that end at once, the second one waits: else each would remove what the other one is writing. Synchronous,
 * as all writing of reports is. Where no lock can be made, the writing itself says why.
 *
 * @returns what gives the folder free again
 */
export function lockReports(folder: string): () => void {
  const lock = join(folder, '.railgate-lock');
  const end = Date.now() + PATIENCE_MS;
  while (isHeld(lock)) {
    if (Date.now() > end) return () => remove(lock);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  return () => remove(lock);
}

function isHeld(lock: string): boolean {
  try {
    mkdirSync(lock);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

function remove(lock: string): void {
  try {
    rmdirSync(lock);
  } catch {
    // Somebody had waited for too long, and took it.
  }
}
