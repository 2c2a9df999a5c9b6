import type { LockfileRead, Repository } from '../format.js';
import { readLockfile } from '../problems.js';

/** yarn.lock, of whichever yarn. */
export function readYarnLock(path: string, repository: Repository): Promise<LockfileRead> {
  return readLockfile(path, repository, async (text) => {
    if (/^__metadata:/m.test(text)) {
      const { readYarnBerry } = await import('./yarn-berry.js');
      return readYarnBerry(path, text, repository);
    }
    const { readYarnClassic } = await import('./yarn-classic.js');
    return readYarnClassic(path, text, repository);
  });
}
