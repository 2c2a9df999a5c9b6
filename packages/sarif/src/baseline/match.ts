import { pairByPlace } from './pair-by-place.js';
import type { Pass } from './passes.js';
import { compareSubjects, type Subject } from './subject.js';

/** Results of both sides of which some may be the same. */
export interface Pool {
  /** Not matched yet. */
  base: readonly Subject[];
  head: readonly Subject[];
}

/** Matches what has equal evidence, the strongest first; what was matched leaves the pool. n log n. */
export function matchPool(pool: Pool, passes: readonly Pass[]): void {
  for (const pass of passes) {
    if (pool.base.length === 0 || pool.head.length === 0) return;
    for (const group of groupByKey(pass, pool)) matchGroup(pass, group);
    pool.base = pool.base.filter(isOpen);
    pool.head = pool.head.filter(isOpen);
  }
}

/** Results with one key. Mostly one on each side, so that lists are made for the others only. */
class Group {
  readonly base: Subject;
  head: Subject | undefined = undefined;
  moreBase: Subject[] | undefined = undefined;
  moreHead: Subject[] | undefined = undefined;

  constructor(base: Subject) {
    this.base = base;
  }
}

function groupByKey(pass: Pass, { base, head }: Pool): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const subject of base) {
    const key = keyFor(pass, subject, pass.base);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) (group.moreBase ??= []).push(subject);
    else groups.set(key, new Group(subject));
  }
  if (groups.size === 0) return [];
  for (const subject of head) {
    const key = keyFor(pass, subject, pass.head);
    const group = key === undefined ? undefined : groups.get(key);
    if (!group) continue;
    if (group.head) (group.moreHead ??= []).push(subject);
    else group.head = subject;
  }
  return groups.values();
}

function keyFor(
  pass: Pass,
  subject: Subject,
  takes: ((subject: Subject) => boolean) | undefined,
): string | undefined {
  return takes && !takes(subject) ? undefined : pass.key(subject);
}

function matchGroup({ pairs, accepts }: Pass, { base, head, moreBase = [], moreHead = [] }: Group): void {
  if (!head) return;
  const linkAccepted = accepts ? (a: Subject, b: Subject) => accepts(a, b) && link(a, b) : link;
  if (moreBase.length === 0 && moreHead.length === 0) linkAccepted(base, head);
  else if (pairs === 'all') {
    pairByPlace(
      [base, ...moreBase].sort(compareSubjects),
      [head, ...moreHead].sort(compareSubjects),
      linkAccepted,
    );
  }
}

function link(base: Subject, head: Subject): void {
  base.match = head;
  head.match = base;
}

function isOpen({ match }: Subject): boolean {
  return match === undefined;
}
