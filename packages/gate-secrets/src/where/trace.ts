import { groupBy } from '@railgate/contract';

import type { SecretPlace } from '../look/pool.js';
import type { Change, Commits } from './commits.js';
import type { PathKinds } from './path-kinds.js';

/** A version of a file that holds secrets, by the name of its object and the kind of its path. */
export interface Holding {
  readonly object: string;
  /** From the scanned folder: the first of this kind that git names. */
  readonly path: string;
  readonly places: readonly SecretPlace[];
}

/** One secret on its way through the commits: of one file, under all names that the file had. */
export interface Traced {
  /** As in `keyOf`. */
  readonly key: string;
  /** In the version that the last commit has. */
  readonly at: { readonly path: string; readonly object: string; readonly place: SecretPlace };
  readonly paths: ReadonlySet<string>;
  /** Commit ids. */
  readonly first: string;
  readonly last: string;
  /** Number of commits whose files hold it. */
  readonly commits: number;
  /** The commits that hold it, by their index, hold it here: is one of them asked for? */
  readonly inHead: boolean;
}

/** Equal for the same secret on the same line, whatever the file. */
export function keyOf({ kind, same }: SecretPlace): string {
  return `${kind} ${same}`;
}

/** Collects what commits do to files with secrets, and tells in the end which commits hold which. */
export class Tracer {
  readonly #kinds: PathKinds;
  readonly #holdings: ReadonlyMap<string, Holding>;
  readonly #groups = new Map<string, Group>();
  /** What left with a deleted file and came with an added one in the commit at hand. */
  #moves = { commit: -1, from: new Map<string, Group>(), to: new Map<string, Group>() };

  constructor(kinds: PathKinds, holdings: ReadonlyMap<string, Holding>) {
    this.#kinds = kinds;
    this.#holdings = holdings;
  }

  /** Commit by commit. */
  take({ commit, path, before, after, status }: Change): void {
    if (commit < 0) return;
    const [old, now] = [this.#keys(before, path), this.#keys(after, path)];
    for (const key of new Set([...old, ...now])) {
      const group = this.#group(path, key);
      const delta = Number(now.has(key)) - Number(old.has(key));
      group.events.push({
        commit,
        delta,
        path,
        ...(now.has(key) && after !== undefined && { object: after }),
      });
      if (delta !== 0) this.#moved(commit, key, group, status);
    }
  }

  /** @param head index of the commit that is checked out, -1 when it is not in the range */
  traced(commits: Commits, head: number): Traced[] {
    const count = commits.ids.length;
    const memory = { held: new Int32Array(count), event: new Int32Array(count) };
    const whole = groupBy(this.#groups.values(), rootOf);
    return [...whole.values()].flatMap((groups) =>
      follow(groups, commits, head, memory, (object, path) => this.#places(object, path)),
    );
  }

  #keys(object: string | undefined, path: string): ReadonlySet<string> {
    return new Set(object === undefined ? [] : this.#places(object, path).map(keyOf));
  }

  #places(object: string, path: string): readonly SecretPlace[] {
    return this.#holdings.get(this.#kinds.key(object, path))?.places ?? [];
  }

  #group(path: string, key: string): Group {
    const name = `${key}\0${path}`;
    const known = this.#groups.get(name);
    if (known) return known;
    const group: Group = { key, events: [] };
    this.#groups.set(name, group);
    return group;
  }

  /** A file that goes and one that comes with the same secret in one commit are one file with a new name. */
  #moved(commit: number, key: string, group: Group, status: string): void {
    if (this.#moves.commit !== commit) this.#moves = { commit, from: new Map(), to: new Map() };
    if (status === 'D') this.#moves.from.set(key, group);
    if (status === 'A') this.#moves.to.set(key, group);
    const [from, to] = [this.#moves.from.get(key), this.#moves.to.get(key)];
    if (from && to && rootOf(from) !== rootOf(to)) rootOf(from).into = rootOf(to);
  }
}

interface Event {
  readonly commit: number;
  /** By how many more places of the group hold it since. */
  readonly delta: number;
  readonly path: string;
  readonly object?: string;
}

interface Group {
  readonly key: string;
  readonly events: Event[];
  into?: Group;
}

function rootOf(group: Group): Group {
  let root = group;
  while (root.into) root = root.into;
  return root;
}

/** What a commit holds is what its first parent holds, and what it changes against that. */
function follow(
  groups: readonly Group[],
  { ids, parents }: Commits,
  head: number,
  { held, event }: { readonly held: Int32Array; readonly event: Int32Array },
  placesOf: (object: string, path: string) => readonly SecretPlace[],
): Traced[] {
  const events = groups.flatMap((group) => group.events).sort((a, b) => a.commit - b.commit);
  const start = events[0]?.commit ?? ids.length;
  const found = { first: -1, last: -1, commits: 0 };
  for (let commit = start, next = 0; commit < ids.length; commit++) {
    const parent = parents[commit] ?? -1;
    held[commit] = parent < start ? 0 : (held[parent] ?? 0);
    event[commit] = parent < start ? -1 : (event[parent] ?? -1);
    for (; events[next]?.commit === commit; next++) {
      held[commit] = (held[commit] ?? 0) + (events[next]?.delta ?? 0);
      if (events[next]?.object !== undefined) event[commit] = next;
    }
    if ((held[commit] ?? 0) <= 0) continue;
    if (found.first < 0) found.first = commit;
    found.last = commit;
    found.commits++;
  }
  const { path = '', object = '' } = events[event[found.last] ?? -1] ?? {};
  const key = groups[0]?.key ?? '';
  const place = placesOf(object, path).find((candidate) => keyOf(candidate) === key);
  if (!place) return [];
  return [
    {
      key,
      at: { path, object, place },
      paths: new Set(events.map((one) => one.path)),
      first: ids[found.first] ?? '',
      last: ids[found.last] ?? '',
      commits: found.commits,
      inHead: head >= start && (held[head] ?? 0) > 0,
    },
  ];
}
