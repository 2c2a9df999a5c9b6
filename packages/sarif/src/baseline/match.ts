import { pairByPlace } from './pair-by-place.js';
import { isKnownSecret, type Evidence, type Pass } from './passes.js';
import { compareSubjects, type Subject } from './subject.js';

/** Results of both sides of which some may be the same. */
export interface Pool {
  /** Not matched yet. */
  base: readonly Subject[];
  head: readonly Subject[];
}

/** Matches what has equal evidence, the strongest first; what was matched leaves the pool. n log n. */
export function matchPool(pool: Pool, passes: readonly Pass[]): void {
  for (let next = 0; next < passes.length;) {
    if (pool.base.length === 0 || pool.head.length === 0) return;
    const { scope } = passes[next] as Pass;
    const start = next;
    while (next < passes.length && passes[next]?.scope === scope) next++;
    const some = passes.slice(start, next);
    for (const part of scope === 'log' ? [pool] : filesOf(pool)) matchPart(part, some);
    pool.base = pool.base.filter(isOpen);
    pool.head = pool.head.filter(isOpen);
  }
}

/**
 * What one rule found in one file, by file: mostly so little that what is equal is found by comparing. Putting rule,
 * file and evidence together into one key for each pass takes longer than all the rest.
 */
function filesOf({ base, head }: Pool): Iterable<Pool> {
  const rules = new Map<string, Map<string, Part>>();
  const parts: Part[] = [];
  for (const subject of base) {
    if (isKnownSecret(subject)) continue;
    let files = rules.get(subject.currentRule);
    if (!files) rules.set(subject.currentRule, (files = new Map()));
    const part = files.get(subject.currentPath);
    if (part) {
      part.base.push(subject);
      continue;
    }
    const made: Part = { base: [subject], head: NONE };
    files.set(subject.currentPath, made);
    parts.push(made);
  }
  for (const subject of head) {
    const part = isKnownSecret(subject)
      ? undefined
      : rules.get(subject.currentRule)?.get(subject.currentPath);
    if (!part) continue;
    // An empty list that grows takes room for many at once.
    if (part.head === NONE) part.head = [subject];
    else part.head.push(subject);
  }
  return parts;
}

interface Part extends Pool {
  readonly base: Subject[];
  head: Subject[];
}

const NONE: Subject[] = [];

function matchPart(part: Pool, passes: readonly Pass[]): void {
  let { base, head } = part;
  if (base.length === 1 && head.length === 1) return matchTwo(base[0] as Subject, head[0] as Subject, passes);
  for (const pass of passes) {
    if (base.length === 0 || head.length === 0) return;
    for (const group of groupByEvidence(pass, base, head)) matchGroup(pass, group);
    base = base.filter(isOpen);
    head = head.filter(isOpen);
  }
}

/** The same for one on each side, as what a rule finds in a file mostly is: without lists and groups. */
function matchTwo(base: Subject, head: Subject, passes: readonly Pass[]): void {
  for (const pass of passes) {
    if (!hasEqualEvidence(base, head, pass)) continue;
    if (pass.accepts && !pass.accepts(base, head)) continue;
    return link(base, head);
  }
}

function hasEqualEvidence(base: Subject, head: Subject, pass: Pass): boolean {
  const isSure = pass.isEqual?.(base, head);
  if (isSure !== undefined) return isSure;
  const evidence = evidenceFor(pass, base, pass.base);
  const other = evidence && evidenceFor(pass, head, pass.head);
  return evidence !== undefined && other !== undefined && isEqual(evidence, other);
}

/** Results with equal evidence. Mostly one on each side, so that lists are made for the others only. */
class Group {
  readonly evidence: Evidence;
  readonly base: Subject;
  head: Subject | undefined = undefined;
  moreBase: Subject[] | undefined = undefined;
  moreHead: Subject[] | undefined = undefined;

  constructor(evidence: Evidence, base: Subject) {
    this.evidence = evidence;
    this.base = base;
  }
}

function groupByEvidence(pass: Pass, base: readonly Subject[], head: readonly Subject[]): Iterable<Group> {
  const groups = new Groups();
  for (const subject of base) {
    const evidence = evidenceFor(pass, subject, pass.base);
    if (evidence === undefined) continue;
    const group = groups.find(evidence);
    if (group) (group.moreBase ??= []).push(subject);
    else groups.add(new Group(evidence, subject));
  }
  if (groups.all.length === 0) return [];
  for (const subject of head) {
    const evidence = evidenceFor(pass, subject, pass.head);
    const group = evidence && groups.find(evidence);
    if (!group) continue;
    if (group.head) (group.moreHead ??= []).push(subject);
    else group.head = subject;
  }
  return groups.all;
}

function evidenceFor(
  pass: Pass,
  subject: Subject,
  takes: ((subject: Subject) => boolean) | undefined,
): Evidence | undefined {
  return takes && !takes(subject) ? undefined : pass.evidence(subject);
}

/** So many are found by comparing with one after the other; more by a key. */
const COMPARED = 8;

class Groups {
  readonly all: Group[] = [];
  #byKey: Map<string, Group> | undefined;

  find(evidence: Evidence): Group | undefined {
    if (this.#byKey) return this.#byKey.get(keyOf(evidence));
    for (const group of this.all) if (isEqual(group.evidence, evidence)) return group;
    return undefined;
  }

  add(group: Group): void {
    this.all.push(group);
    if (this.#byKey) this.#byKey.set(keyOf(group.evidence), group);
    else if (this.all.length > COMPARED)
      this.#byKey = new Map(this.all.map((known) => [keyOf(known.evidence), known]));
  }
}

function isEqual(a: Evidence, b: Evidence): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function keyOf(evidence: Evidence): string {
  return evidence.length === 1 ? String(evidence[0]) : evidence.join('\0');
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
