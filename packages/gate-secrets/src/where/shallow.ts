import type { Gap } from '@railgate/contract';

import { gap } from './holdings.js';
import type { Repository } from './repository.js';

/** A gap when the revisions reach commits behind which a shallow clone has nothing. */
export async function shallowGaps(repository: Repository, revisions: readonly string[]): Promise<Gap[]> {
  const { cutOff } = repository;
  if (cutOff.size === 0) return [];
  // To git they have no parents.
  const ends = await repository.ask(['rev-list', '--max-parents=0', ...revisions, '--']);
  const isCut = ends === undefined || ends.split('\n').some((commit) => cutOff.has(commit));
  return isCut ? [SHALLOW] : [];
}

const SHALLOW = gap(
  'This is a shallow clone: the history behind its oldest commits is not there.',
  'Run `git fetch --unshallow` (with `actions/checkout`, `fetch-depth: 0`), then look again.',
);
