import { posix } from 'node:path';

import type { Format, LockfileRead, ManifestFormat, Repository } from '../format.js';
import { isInstalled } from '../paths.js';

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
  format(['yarn.lock'], async (path, repository) => {
    const { readYarnLock } = await import('./yarn-lock.js');
    return readYarnLock(path, repository);
  }),
  format(['bun.lock'], async (path, repository) => {
    const { readBunLock } = await import('./bun-lock.js');
    return readBunLock(path, repository);
  }),
  format(['bun.lockb'], async (path) => {
    const { readBunBinary } = await import('./bun-lock.js');
    return readBunBinary(path);
  }),
];

/** package.json. */
export const NPM_MANIFESTS: readonly ManifestFormat[] = [
  {
    matches: (path) => posix.basename(path) === 'package.json' && !isInstalled(path),
    async unpinned(paths, repository, lockfiles, unread) {
      const { unpinnedManifests } = await import('./manifests.js');
      const own = unread.filter((path) => NPM_FORMATS.some((each) => each.matches(path)));
      return unpinnedManifests(paths, repository, lockfiles, own);
    },
  },
];

function format(
  names: readonly string[],
  read: (path: string, repository: Repository) => Promise<LockfileRead>,
): Format {
  return { matches: (path) => names.includes(posix.basename(path)) && !isInstalled(path), read };
}
