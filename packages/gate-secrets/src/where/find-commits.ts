import type { Gap } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import type { Pool, SecretPlace } from '../look/pool.js';
import { listCommits, readChanges, type Change, type Commits } from './commits.js';
import { gap, type Read } from './holdings.js';
import { lookAgain, type OtherPath } from './look-again.js';
import type { Repository } from './repository.js';
import { stashes } from './revisions.js';
import { Tracer, type Traced } from './trace.js';

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

type Looked = Pick<Read, 'kinds' | 'holdings'>;

/**
 * Which commits hold what was found. A version that stood under a path of another kind, too, is looked at again as that:
 * git names each version by one path only, and a key in a test says nothing of the same key beside the code.
 *
 * @param ignore globs of the configuration
 */
export async function findCommits(
  repository: Repository,
  revisions: readonly string[],
  read: Looked,
  ignore: readonly string[],
  pool: Pool,
): Promise<FoundCommits> {
  const { kinds } = read;
  if (kinds.size === 0) return { secrets: [], unplaced: [], gaps: [] };
  const commits = await listCommits(repository, revisions);
  const isIgnored = ignore.length === 0 ? () => false : globMatcher(ignore);
  const { changes, others, placed, failure } = await changesOf(repository, commits, read, isIgnored);
  const again = await lookAgain(repository, others, pool);
  const holdings = new Map([...read.holdings, ...again.holdings]);
  const tracer = new Tracer(kinds, holdings);
  for (const change of changes) tracer.take(change);
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
    gaps: [...again.gaps, ...(failure === undefined ? [] : [lostGap(failure)])],
  };
}

/** What commits do to files that hold secrets, or may hold them under another path. */
async function changesOf(
  repository: Repository,
  commits: Commits,
  { kinds, holdings }: Looked,
  isIgnored: (path: string) => boolean,
): Promise<{
  readonly changes: readonly Change[];
  readonly others: ReadonlyMap<string, OtherPath>;
  readonly placed: ReadonlySet<string>;
  readonly failure: string | undefined;
}> {
  const changes: Change[] = [];
  const others = new Map<string, OtherPath>();
  const placed = new Set<string>();
  const failure = await readChanges(repository, commits, kinds, (change) => {
    const { before, after } = change;
    if (after !== undefined) placed.add(after);
    if (!change.path.startsWith(repository.prefix)) return;
    const path = safePath(repository.pathOf(change.path));
    if (isIgnored(path)) return;
    if (after !== undefined && !kinds.isKnown(after, path))
      others.set(kinds.key(after, path), { object: after, path });
    const keys = [before, after].flatMap((object) => (object === undefined ? [] : [kinds.key(object, path)]));
    if (keys.some((key) => holdings.has(key) || others.has(key))) changes.push({ ...change, path });
  });
  return { changes, others, placed, failure };
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
