import type { FileEntry, Workspace } from '@railgate/contract';

import type { Dependencies } from './dependencies.js';

/**
 * Reads every manifest and lockfile among `files`. Nothing is executed and no network is asked. What does not parse is a
 * gap.
 *
 * @param progress is told each path before it is read
 */
export function readDependencies(
  workspace: Pick<Workspace, 'root' | 'edited'>,
  files: readonly FileEntry[],
  progress: (path: string) => void,
): Promise<Dependencies> {
  void [workspace, files, progress];
  return Promise.resolve({ lockfiles: [], unpinned: [], gaps: [], expected: {}, seen: {} });
}
