import type { Gap } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import type { SecretPlace } from '../look/pool.js';
import { listCommits, readChanges, type Change } from './commits.js';
import { gap } from './holdings.js';
import type { Repository } from './repository.js';
import { stashes } from './revisions.js';
import { Tracer, type Holding, type Traced } from './trace.js';

export interface FoundSecret extends Traced {
  /** It came with a stash, and no branch has it. */
  readonly inStash: boolean;
}

export interface FoundCommits {
  readonly secrets: readonly FoundSecret[];
  /** What no commit is known to hold: an object that a tag names, or a commit that cannot be read. */
  readonly unplaced: readonly { readonly path: string; readonly place: SecretPlace }[];
  readonly gaps: readonly Gap[];
}

/**
 * Which commits hold what was found.
 *
 * @param ignore globs of the configuration
 */
export async function findCommits(
  repository: Repository,
  revisions: readonly string[],
  holdings: ReadonlyMap<string, Holding>,
  ignore: readonly string[],
): Promise<FoundCommits> {
  if (holdings.size === 0) return { secrets: [], unplaced: [], gaps: [] };
  const commits = await listCommits(repository, revisions);
  const tracer = new Tracer(holdings);
  const placed = new Set<string>();
  const isIgnored = ignore.length === 0 ? () => false : globMatcher(ignore);
  const take = (change: Change): void => {
    if (change.after !== undefined) placed.add(change.after);
    if (!change.path.startsWith(repository.prefix)) return;
    const path = safePath(change.path.slice(repository.prefix.length));
    if (!isIgnored(path)) tracer.take({ ...change, path });
  };
  const failure = await readChanges(repository, commits, new Set(holdings.keys()), take);
  const head = (await repository.ask(['rev-parse', '--verify', '--quiet', 'HEAD']))?.trim() ?? '';
  const traced = tracer.traced(commits, commits.ids.indexOf(head));
  const stashed = traced.length === 0 ? new Set<string>() : await stashCommits(repository);
  const unplaced = [...holdings.values()].filter(
    ({ object, path }) => !placed.has(object) && !isIgnored(path),
  );
  return {
    secrets: traced.map((one) => ({ ...one, inStash: stashed.has(one.first) && stashed.has(one.last) })),
    unplaced: unplaced.flatMap(({ path, places }) =>
      places.map((place) => ({ path: safePath(path), place })),
    ),
    gaps: failure === undefined ? [] : [lostGap(failure)],
  };
}

/** The commits that stashes are made of: of the working tree, of the index, and of what git did not track. */
async function stashCommits(repository: Repository): Promise<ReadonlySet<string>> {
  const made = new Set<string>();
  const ids = await stashes(repository);
  if (ids.length === 0) return made;
  const listed = await repository.ask(['rev-list', '--no-walk', '--parents', ...ids, '--']);
  for (const line of listed?.split('\n') ?? []) {
    // The first parent is what was checked out.
    const [stash = '', , ...others] = line.split(' ');
    for (const id of [stash, ...others]) made.add(id);
  }
  return made;
}

/** Git makes no other paths, but a hostile repository may: they are never used as such, and a report must take them. */
function safePath(path: string): string {
  const segments = path.split('/').map((segment) => (['', '.', '..'].includes(segment) ? '_' : segment));
  return path === '' ? '.git' : segments.join('/');
}

function lostGap(failure: string): Gap {
  return gap(
    `Git could not say which commits hold what was found: ${failure}.`,
    'Run `git fsck --full`, mend the repository or clone it again, then look again.',
  );
}
