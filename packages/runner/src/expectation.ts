import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { cacheHome } from '@railgate/kit/cache-home';

// The thread that scans is waited for longest, and this is asked before it starts: it loads neither what makes digests nor
// the contract, which take as long as starting it.

/** `TOOL_NAME`. */
const OWN = 'railgate';

/** Folder of these notes in the user's cache folder. */
export const EXPECTED = 'expected';

/**
 * Was the last run of this command line, in this folder, one that was remembered as a whole? Then the next one will
 * probably be, and starts no thread before it knows better: a thread costs as much processor time as all the rest of such
 * a run. Only a guess, which changes nothing but time.
 */
export function isExpected(): boolean {
  const home = cacheHome();
  return home !== undefined && existsSync(join(home, OWN, EXPECTED, expectationKey()));
}

/** It was not. */
export function forgetExpectation(): void {
  const home = cacheHome();
  if (home !== undefined) rmSync(join(home, OWN, EXPECTED, expectationKey()), { force: true });
}

/** Of the command line, in this folder. Two that have the same only share a guess. */
export function expectationKey(): string {
  const asked = JSON.stringify([process.cwd(), process.argv.slice(2)]);
  return `${fnv(asked, 0x811c9dc5)}${fnv(asked, 0x01000193)}`;
}

/** FNV-1a, of UTF-16 code units: eight hex digits. */
function fnv(text: string, basis: number): string {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
