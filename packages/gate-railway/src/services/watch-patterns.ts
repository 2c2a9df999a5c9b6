/** A list of gitignore patterns as Railway reads it, from the repository root: the last pattern that matches decides. */
export interface WatchPattern {
  readonly text: string;
  readonly negated: boolean;
  /** Of the path of a file. Never for a pattern that gitignore cannot match, such as one that begins with `./`. */
  readonly matches: (path: string) => boolean;
}

/** Characters of one pattern; longer ones are not written by people. */
const LENGTH_LIMIT = 300;

/** Undefined for an empty text, a comment, and for what is too long. */
export function watchPattern(text: string): WatchPattern | undefined {
  const negated = text.startsWith('!');
  const body = (negated ? text.slice(1) : text).trim();
  if (body === '' || body.startsWith('#') || body.length > LENGTH_LIMIT) return undefined;
  if (/^\.{1,2}\//.test(body)) return { text, negated, matches: () => false };
  // Classes and escapes are rare: such a pattern is taken to match, so that nothing is said of it.
  if (/[[\\]/.test(body)) return { text, negated, matches: () => true };
  const segments = segmentsOf(body);
  return { text, negated, matches: (path) => matchesPath(segments, path.split('/')) };
}

/** A pattern without a slash in the middle matches at any depth; every pattern takes what is below it along. */
function segmentsOf(pattern: string): string[] {
  const plain = pattern.replace(/\/$/, '');
  const anchored = plain.includes('/');
  const segments = plain.split('/').filter((segment) => segment !== '');
  const below = pattern.endsWith('/') ? ['*', '**'] : ['**'];
  return [...(anchored ? [] : ['**']), ...segments, ...below];
}

/** Costs at most the segments of the pattern times those of the path: which ends of the path each segment may reach. */
function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  let reached = path.map(() => false);
  reached.unshift(true);
  for (const segment of pattern) {
    const next = reached.map(() => false);
    for (let at = 0; at <= path.length; at++) {
      if (segment === '**') next[at] = reached[at] === true || next[at - 1] === true;
      else next[at] = reached[at - 1] === true && matchesName(segment, path[at - 1] ?? '');
    }
    reached = next;
  }
  return reached[path.length] === true;
}

/** `*` and `?` within a name. A later `*` is tried again one letter on, never an earlier one. */
function matchesName(pattern: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < name.length) {
    const letter = pattern.charAt(at);
    if (letter === '*') [star, mark, at] = [at, from, at + 1];
    else if (letter !== '' && (letter === '?' || letter === name.charAt(from)))
      [at, from] = [at + 1, from + 1];
    else if (star !== -1) [at, mark, from] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
