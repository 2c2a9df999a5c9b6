import type { Format, LockfileRead, Repository } from './format.js';

/** Is the file called one of these? */
export function named(...names: readonly string[]): (path: string) => boolean {
  const known = new Set(names);
  return (path) => known.has(path.slice(path.lastIndexOf('/') + 1));
}

type Read = (path: string, repository: Repository) => LockfileRead;

/** A format whose reader is loaded when there is such a file. */
export function lazyFormat(matches: Format['matches'], load: () => Promise<Read>): Format {
  return { matches, read: async (path, repository) => (await load())(path, repository) };
}
