import { isSameMessage, withoutNumbers } from './same-message.js';
import type { Subject } from './subject.js';

/** One kind of evidence that a result of the head is one of the baseline. */
export interface Pass {
  readonly name: string;
  /** What has to be equal beside the rule and the file; a result without it takes no part. */
  evidence(subject: Subject): Evidence | undefined;
  /** Whether both have the evidence and it is equal, told in less time than by making it; nothing when that is not sure. */
  readonly isEqual?: (base: Subject, head: Subject) => boolean | undefined;
  /** Absent: only what one rule found in one file is compared. `log`: the evidence says it all. */
  readonly scope?: 'log';
  /** `all`: as many as both sides have, by place. `one`: only where each side has exactly one; else they stay apart. */
  readonly pairs: 'all' | 'one';
  /** What evidence cannot say; asked of pairs. */
  readonly accepts?: (base: Subject, head: Subject) => boolean;
  readonly base?: (subject: Subject) => boolean;
  readonly head?: (subject: Subject) => boolean;
}

/** As many parts for every subject of a pass. */
export type Evidence = readonly (string | number)[];

/** The strongest evidence first. What the code says goes before the message: many rules say the same everywhere. */
export const PASSES: readonly Pass[] = [
  {
    name: 'identity',
    scope: 'log',
    pairs: 'all',
    // It holds the path: in a file that was renamed it is another one, or, after a swap, that of another file.
    evidence: ({ identity, path, currentPath }) =>
      identity !== undefined && path === currentPath ? [identity] : undefined,
  },
  {
    name: 'exact',
    pairs: 'one',
    evidence: placeOf,
    isEqual: isSamePlace,
    accepts: (base, head) => base.hasSameMessage(head) && base.hasSameCode(head),
  },
  {
    name: 'moved, with its neighbours',
    pairs: 'all',
    evidence: (s) => (s.around === undefined ? undefined : [s.around, s.text]),
    isEqual: (base, head) => (base.hasSameContext(head) && base.hasSameText(head)) || undefined,
  },
  { name: 'moved', pairs: 'all', evidence: (s) => (s.own === undefined ? undefined : [s.own, s.text]) },
  {
    name: 'moved, by line hash',
    pairs: 'all',
    evidence: (s) => (s.lineHash === undefined ? undefined : [s.lineHash, s.text]),
  },
  // By the message alone only where one side does not show the code: code that differs says that it is another one.
  { name: 'message, base without code', pairs: 'all', evidence: (s) => [s.text], base: (s) => !hasCode(s) },
  { name: 'message, head without code', pairs: 'all', evidence: (s) => [s.text], head: (s) => !hasCode(s) },
  {
    name: 'message, numbers aside',
    pairs: 'all',
    evidence: (s) => [withoutNumbers(s)],
    accepts: (base, head) => isSameMessage(base, head) && !isOtherCode(base, head),
  },
  {
    name: 'other message',
    pairs: 'one',
    evidence: (s) => {
      const code = s.own ?? s.lineHash;
      return code === undefined ? undefined : [code, s.column];
    },
  },
  {
    // Which words things in another way.
    name: 'other message of another version',
    pairs: 'one',
    evidence: placeOf,
    accepts: ({ info: base }, { info: head }) => base.version !== head.version,
  },
];

/** Does it show the code that it is about, so that other code is known to be other code? */
export function hasCode({ own, lineHash }: Subject): boolean {
  return own !== undefined || lineHash !== undefined;
}

function isOtherCode(a: Subject, b: Subject): boolean {
  const isSame = a.own === undefined ? a.lineHash === b.lineHash : a.own === b.own;
  return hasCode(a) && hasCode(b) && !isSame;
}

function placeOf({ line, column, endLine, endColumn }: Subject): Evidence {
  return [line, column, endLine, endColumn];
}

function isSamePlace(a: Subject, b: Subject): boolean {
  return a.line === b.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;
}

/** Its snippet is masked, and only the identity tells whether the secret is another one now. */
export function isKnownSecret({ isSecret, identity, path, currentPath }: Subject): boolean {
  return isSecret && identity !== undefined && path === currentPath;
}
