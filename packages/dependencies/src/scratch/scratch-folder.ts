import { lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { GateError, TOOL_NAME } from '@railgate/contract';
import { cacheHome, isInside } from '@railgate/kit';

/**
 * Gives `use` a new folder that only this user can enter, and removes it afterwards whatever happens. It lies outside the
 * scanned repository, and nobody else's configuration lies above it: npm, pnpm and yarn look for theirs in every folder up
 * to the root.
 *
 * @throws {GateError} `NEED_UNMET` where there is no such place.
 */
export async function withScratchFolder<T>(root: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeFolder(realpathSync(root));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function makeFolder(root: string): string {
  const problems: string[] = [];
  for (const base of [cacheFolder(), tmpdir()]) {
    if (base === undefined) continue;
    const problem = tryBase(root, base);
    if (problem === undefined) return mkdtempSync(join(realpathSync(base), `${TOOL_NAME}-scratch-`));
    problems.push(problem);
  }
  throw new GateError('NEED_UNMET', `There is no safe place for a scratch folder: ${problems.join('; ')}.`, {
    remedy: 'Set TMPDIR to a folder outside the scanned repository that belongs to you.',
  });
}

/** Below the user's own folders nobody else can lay a file in the way, which in a shared `/tmp` anybody can. */
function cacheFolder(): string | undefined {
  const home = cacheHome();
  return home === undefined ? undefined : join(home, TOOL_NAME, 'scratch');
}

/** What is wrong with it, or nothing. */
function tryBase(root: string, base: string): string | undefined {
  try {
    mkdirSync(base, { recursive: true, mode: 0o700 });
    const real = realpathSync(base);
    if (isInside(root, real)) return 'one lies in the scanned repository';
    const foreign = foreignFileAbove(real);
    return foreign === undefined ? undefined : `${foreign} belongs to somebody else and would be read`;
  } catch (error) {
    return `one cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
  }
}

/** What package managers look for on their way up. */
const LOOKED_FOR = [
  'package.json',
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'yarn.lock',
  '.pnp.cjs',
  '.pnpmfile.cjs',
  'pnpm-workspace.yaml',
];

function foreignFileAbove(folder: string): string | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  for (let above = folder; ; above = dirname(above)) {
    for (const name of LOOKED_FOR) {
      const path = join(above, name);
      const owner = lstatSync(path, { throwIfNoEntry: false })?.uid;
      if (owner !== undefined && ![own, 0, statSync('/').uid].includes(owner)) return path;
    }
    if (above === dirname(above)) return undefined;
  }
}
