import { gitFiles, findWorkingTree, runGit } from '@railgate/kit';

import type { GitView } from './rule.js';

const TIMEOUT = 60;

/** What git says of `.env` files; nothing outside of git, and where git cannot answer. */
export async function askGit(root: string, candidates: readonly string[]): Promise<GitView | undefined> {
  const listing = await gitFiles(root, { above: true, timeout: TIMEOUT });
  if (!listing || 'failure' in listing) return undefined;
  const tracked = new Set(listing.files.flatMap(({ path, mode }) => (mode === undefined ? [] : [path])));
  const inside = listing.files.flatMap(({ path, mode }) => {
    if (mode === SUBMODULE) return [`${path}/`];
    return path.endsWith('/') ? [path] : [];
  });
  const isElsewhere = (path: string): boolean => inside.some((folder) => path.startsWith(folder));
  const ignored = await ignoredOf(
    root,
    candidates.filter((path) => !isElsewhere(path)),
  );
  return ignored && { tracked, isElsewhere, ignored };
}

const SUBMODULE = '160000';

async function ignoredOf(
  root: string,
  candidates: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const tree = findWorkingTree(root, true);
  if (tree === undefined || candidates.length === 0) return new Set();
  const input = candidates.map((path) => `${path}\0`).join('');
  const answer = await runGit(['check-ignore', '-z', '--stdin', '--no-index'], {
    tree,
    folder: root,
    timeout: TIMEOUT,
    input,
  });
  if (!('failure' in answer)) return new Set(answer.stdout.toString('utf8').split('\0').filter(Boolean));
  // Its way of saying that none is ignored.
  return answer.ended && answer.failure.startsWith('git ended with 1:') ? new Set() : undefined;
}
