/** More files than these are not followed: then nobody knows. */
const FILES_LIMIT = 400;

/**
 * Does the program that starts at these files load a file? Undefined where the entry is unknown, or the program is too
 * large to follow.
 */
export function reaches(
  entries: readonly string[],
  path: string,
  importsOf: (path: string) => readonly string[],
): boolean | undefined {
  if (entries.length === 0) return undefined;
  const seen = new Set(entries);
  for (const file of seen) {
    if (file === path) return true;
    if (seen.size > FILES_LIMIT) return undefined;
    for (const imported of importsOf(file)) seen.add(imported);
  }
  return false;
}
