import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { TOOL_NAME } from '@railgate/contract';
import { cacheHome } from '@railgate/kit/cache-home';

/** Folder of these notes in the user's cache folder. */
export const EXPECTED = 'expected';

/**
 * Was the last run of this command line, in this folder, one that was remembered as a whole? Then the next one will
 * probably be, and starts no thread before it knows better: a thread costs as much processor time as all the rest of such
 * a run. Only a guess, which changes nothing but time.
 */
export function isExpected(): boolean {
  const home = cacheHome();
  return home !== undefined && existsSync(join(home, TOOL_NAME, EXPECTED, expectationKey()));
}

/** It was not. */
export function forgetExpectation(): void {
  const home = cacheHome();
  if (home !== undefined) rmSync(join(home, TOOL_NAME, EXPECTED, expectationKey()), { force: true });
}

/** Of the command line, in this folder. */
export function expectationKey(): string {
  const asked = JSON.stringify([process.cwd(), process.argv.slice(2)]);
  return createHash('sha256').update(asked).digest('hex');
}
