import type { NotScanned } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

export interface IgnoreFilter {
  /** Is the file taken out? Counts it. */
  takes(path: string): boolean;
  /** Is a path taken out, or a folder with everything below it? Counts nothing. */
  covers(path: string): boolean;
  count(): number;
  /** An entry a pattern, also for those that take nothing: they are often misspelt. */
  report(): NotScanned[];
}

/** @throws {UsageError} on globs that cannot be used. */
export function ignoreFilter(patterns: readonly string[]): IgnoreFilter {
  const any = globMatcher(patterns);
  const each = patterns.map((pattern) => ({ pattern, matches: globMatcher([pattern]), files: 0 }));
  return {
    takes(path) {
      if (!any(path)) return false;
      const first = each.find(({ matches }) => matches(path));
      if (first !== undefined) first.files++;
      return true;
    },
    covers: (path) => any(path) || any(`${path}/${SOME_FILE}`),
    count: () => each.reduce((sum, { files }) => sum + files, 0),
    report: () => each.map(({ pattern, files }) => ({ path: pattern, reason: reasonFor(files) })),
  };
}

/** No glob names it, so only one that takes everything below the folder matches it. */
const SOME_FILE = '\u0000';

function reasonFor(files: number): string {
  return `ignored by configuration (${files} ${files === 1 ? 'file' : 'files'})`;
}
