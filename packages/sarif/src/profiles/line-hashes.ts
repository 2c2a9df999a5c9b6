import { lineHashes } from '../identity/line-hash.js';

/** Files whose hashes are kept at once: results mostly come file by file. */
const KEPT = 32;

/** `primaryLocationLineHash` of a line of a file of the repository; nothing when it cannot be read. */
export function lineHashReader(
  readText: (path: string) => string | undefined,
): (path: string, line: number) => string | undefined {
  const files = new Map<string, readonly string[] | undefined>();
  return (path, line) => {
    if (!files.has(path)) {
      const text = readText(path);
      const oldest = files.size >= KEPT ? files.keys().next().value : undefined;
      if (oldest !== undefined) files.delete(oldest);
      files.set(path, text === undefined ? undefined : lineHashes(text));
    }
    return files.get(path)?.[line - 1];
  };
}
