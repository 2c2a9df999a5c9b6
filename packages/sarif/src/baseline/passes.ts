import { isSecret } from '../identity/subject.js';
import { isSameMessage, withoutNumbers } from './same-message.js';
import type { Subject } from './subject.js';

/** One kind of evidence that a result of the head is one of the baseline. */
export interface Pass {
  readonly name: string;
  /** Results with the same key may be the same; a result without one takes no part. */
  key(subject: Subject): string | undefined;
  /** `all`: as many as both sides have, by place. `one`: only where each side has exactly one; else they stay apart. */
  readonly pairs: 'all' | 'one';
  /** What keys cannot say; asked of pairs. */
  readonly accepts?: (base: Subject, head: Subject) => boolean;
  readonly base?: (subject: Subject) => boolean;
  readonly head?: (subject: Subject) => boolean;
}

/** The strongest evidence first. What the code says goes before the message: many rules say the same everywhere. */
export const PASSES: readonly Pass[] = [
  {
    name: 'identity',
    pairs: 'all',
    // It holds the path: in a file that was renamed it is another one, or, after a swap, that of another file.
    key: ({ identity, path, currentPath }) => (path === currentPath ? identity : undefined),
  },
  {
    name: 'exact',
    pairs: 'one',
    key: placeKey,
    accepts: (base, head) => base.message === head.message && base.hasSameCode(head),
  },
  { name: 'moved, with its neighbours', pairs: 'all', key: (s) => inFile(s, s.around && [s.text, s.around]) },
  { name: 'moved', pairs: 'all', key: (s) => inFile(s, s.own && [s.text, s.own]) },
  { name: 'moved, by line hash', pairs: 'all', key: (s) => inFile(s, s.lineHash && [s.text, s.lineHash]) },
  // By the message alone only where one side does not show the code: code that differs says that it is another one.
  { name: 'message, base without code', pairs: 'all', key: messageKey, base: (s) => !hasCode(s) },
  { name: 'message, head without code', pairs: 'all', key: messageKey, head: (s) => !hasCode(s) },
  {
    name: 'message, numbers aside',
    pairs: 'all',
    key: (s) => inFile(s, [withoutNumbers(s)]),
    accepts: (base, head) => isSameMessage(base, head) && !isOtherCode(base, head),
  },
  {
    name: 'other message',
    pairs: 'one',
    key: (s) => {
      const code = s.own ?? s.lineHash;
      return inFile(s, code && [code, String(s.column)]);
    },
  },
  {
    // Which words things in another way.
    name: 'other message of another version',
    pairs: 'one',
    key: placeKey,
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

function placeKey(s: Subject): string | undefined {
  return inFile(s, [`${s.line}:${s.column}:${s.endLine}:${s.endColumn}`]);
}

function messageKey(s: Subject): string | undefined {
  return inFile(s, [s.text]);
}

function inFile(s: Subject, evidence: readonly string[] | '' | undefined): string | undefined {
  if (!evidence || isKnownSecret(s)) return undefined;
  return `${s.currentRule}\0${s.currentPath}\0${evidence.join('\0')}`;
}

/** Its snippet is masked, and only the identity tells whether the secret is another one now. */
function isKnownSecret({ result, identity, path, currentPath }: Subject): boolean {
  return identity !== undefined && path === currentPath && isSecret(result);
}
