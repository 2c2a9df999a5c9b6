import picomatch from 'picomatch';

/** Does a path match one of the globs? `**`, `*`, `?`, `{a,b}`, `[a-z]`; `dir/` stands for everything below it. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  return picomatch(
    patterns.map((pattern) => (pattern.endsWith('/') ? `${pattern}**` : pattern).replace(/^\.?\//, '')),
    { dot: true, nonegate: true },
  );
}
