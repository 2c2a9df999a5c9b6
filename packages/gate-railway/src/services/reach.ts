/** More files than these are not followed: then nobody knows what else is loaded. */
const FILES_LIMIT = 400;

/**
 * Does the program that starts at these files load a file? Undefined where the entry is unknown, or the program is too
 * large to follow. The imports are followed once, when somebody asks.
 */
export function reachFrom(
  entries: readonly string[],
  importsOf: (path: string) => readonly string[],
): (path: string) => boolean | undefined {
  let loaded: ReadonlySet<string> | undefined;
  return (path) => {
    if (entries.length === 0) return undefined;
    loaded ??= closure(entries, importsOf);
    if (loaded.has(path)) return true;
    return loaded.size > FILES_LIMIT ? undefined : false;
  };
}

function closure(
  entries: readonly string[],
  importsOf: (path: string) => readonly string[],
): ReadonlySet<string> {
  const seen = new Set(entries);
  for (const file of seen) {
    if (seen.size > FILES_LIMIT) return seen;
    for (const imported of importsOf(file)) seen.add(imported);
  }
  return seen;
}
