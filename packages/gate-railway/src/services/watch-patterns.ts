import { globMatcher } from '@railgate/kit';

/** A list of gitignore patterns as Railway reads it, from the repository root: the last pattern that matches decides. */
export interface WatchPattern {
  readonly text: string;
  readonly negated: boolean;
  /** Of the path of a file. Never for a pattern that gitignore cannot match, such as one that begins with `./`. */
  readonly matches: (path: string) => boolean;
}

/** Characters of one pattern; longer ones are not written by people. */
const LENGTH_LIMIT = 300;

/** Undefined for an empty text or a comment, and for what this cannot read. */
export function watchPattern(text: string): WatchPattern | undefined {
  const negated = text.startsWith('!');
  const body = (negated ? text.slice(1) : text).trim();
  if (body === '' || body.startsWith('#') || body.length > LENGTH_LIMIT) return undefined;
  if (/^\.{1,2}\//.test(body)) return { text, negated, matches: () => false };
  return { text, negated, matches: globMatcher(globsOf(body)) };
}

/** A pattern without a slash in the middle matches at any depth; every pattern takes what is below it along. */
function globsOf(pattern: string): string[] {
  const literal = pattern.replace(/\/+$/, '').replace(/[{}]/g, '\\$&');
  const anchored = literal.includes('/');
  const glob = anchored ? literal.replace(/^\/+/, '') : `**/${literal}`;
  return glob === '' ? ['**'] : pattern.endsWith('/') ? [`${glob}/**`] : [glob, `${glob}/**`];
}
