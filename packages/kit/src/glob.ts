import { cleanText, UsageError } from '@railgate/contract';

import { expandBraces, tooMany } from './glob-braces.js';
import { compileSegment, matchesSegment, type Segment } from './glob-segment.js';

/** Characters of one pattern. No path that anybody names is longer. */
export const PATTERN_LIMIT = 512;
/** Patterns of one matcher once their braces are expanded. */
export const ALTERNATIVES_LIMIT = 1000;

/**
 * Does a path match one of the globs? `**` (any number of folders), `*`, `?`, `[a-z]`, `[!a]`, `{a,b}` and `\` before
 * a character that is meant literally. `dir/` stands for everything below it; a leading `/` or `./` is the root.
 * Names that start with a dot match like any other. Parentheses are literal: `app/(auth)/**` names a folder.
 *
 * Patterns come from the scanned repository too, so nothing here is compiled to a regular expression: a match costs
 * at most the length of the pattern times the length of the path.
 *
 * @throws {UsageError} on an empty pattern, one that is too long, and on too many alternatives.
 */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const globs = compile(patterns);
  return (path) => {
    const segments = path.split('/');
    return globs.some((glob) => matchesGlob(glob, segments));
  };
}

const ANY_FOLDERS = Symbol('**');
type Glob = readonly (Segment | typeof ANY_FOLDERS)[];

function compile(patterns: readonly string[]): Glob[] {
  const alternatives: string[] = [];
  for (const pattern of patterns) {
    checkPattern(pattern);
    alternatives.push(...expandBraces(pattern, ALTERNATIVES_LIMIT));
    if (alternatives.length > ALTERNATIVES_LIMIT) throw tooMany(pattern, ALTERNATIVES_LIMIT);
  }
  return alternatives.map(compileGlob);
}

function checkPattern(pattern: string): void {
  if (pattern === '') {
    throw new UsageError('A glob is empty.', 'Write a path relative to the root, such as `vendor/**`.');
  }
  if (pattern.length > PATTERN_LIMIT) {
    throw new UsageError(
      `The glob ${cleanText(pattern.slice(0, 40))}… has ${pattern.length} characters; ${PATTERN_LIMIT} are the limit.`,
      'Write several shorter globs.',
    );
  }
}

function compileGlob(pattern: string): Glob {
  const text = (pattern.endsWith('/') ? `${pattern}**/*` : pattern).replace(/^\.?\//, '');
  const globs = text.split('/').map((segment) => (segment === '**' ? ANY_FOLDERS : compileSegment(segment)));
  return globs.filter((element, index) => element !== ANY_FOLDERS || globs[index - 1] !== ANY_FOLDERS);
}

/**
 * Remembers the last `**` only and retries behind it one folder further on: a choice that fails behind a later `**`
 * cannot be mended by an earlier one, so no pair of pattern segment and path segment is looked at twice between two
 * of them.
 */
function matchesGlob(glob: Glob, segments: readonly string[]): boolean {
  let g = 0;
  let s = 0;
  let retryGlob = -1;
  let retrySegment = 0;
  while (s < segments.length) {
    const element = glob[g];
    if (element === ANY_FOLDERS) {
      retryGlob = ++g;
      retrySegment = s;
    } else if (element !== undefined && matchesSegment(element, segments[s] ?? '')) {
      g++;
      s++;
    } else if (retryGlob >= 0) {
      g = retryGlob;
      s = ++retrySegment;
    } else return false;
  }
  return glob.slice(g).every((element) => element === ANY_FOLDERS);
}
