import { posix } from 'node:path';

import type { Format, LockfileRead, ManifestFormat, Repository } from '../format.js';
import { isInstalled } from './paths.js';

/** Lockfiles of npm, pnpm, yarn and bun. Those of installed packages, which nobody reads, are none. */
export const NPM_FORMATS: readonly Format[] = [
  format(['package-lock.json', 'npm-shrinkwrap.json'], async (path, repository) => {
    const { readPackageLock } = await import('./package-lock.js');
    return readPackageLock(path, repository);
  }),
  format(['pnpm-lock.yaml'], async (path, repository) => {
    const { readPnpmLock } = await import('./pnpm-lock.js');
    return readPnpmLock(path, repository);
  }),
];

/** package.json. */
export const NPM_MANIFESTS: readonly ManifestFormat[] = [];

function format(
  names: readonly string[],
  read: (path: string, repository: Repository) => Promise<LockfileRead>,
): Format {
  return { matches: (path) => names.includes(posix.basename(path)) && !isInstalled(path), read };
}
