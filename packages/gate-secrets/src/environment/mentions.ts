import { isEnvFile } from '@railgate/code';
import type { FileEntry, Workspace } from '@railgate/contract';
import { KeywordScanner, readBytes } from '@railgate/kit';

/** Documentation names what nobody reads any more; lock files and pictures name nothing. */
const SAYS_NOTHING =
  /\.(?:md|mdx|rst|txt|adoc|lock|png|jpe?g|gif|webp|ico|svg|pdf|woff2?|ttf|mp[34]|zip|gz|wasm|map)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|CHANGELOG)/i;

/** Which of these names occur as a word in a file that may read them, in any case. */
export function mentionedIn(
  workspace: Workspace,
  files: readonly FileEntry[],
  names: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  if (names.length === 0) return found;
  const scanner = new KeywordScanner(names, { ignoreCase: true });
  for (const { path } of files) {
    if (found.size === names.length) break;
    if (SAYS_NOTHING.test(path) || isEnvFile(path) || /(?:^|\/)node_modules\//.test(path)) continue;
    const read = readBytes(workspace, path);
    if ('gap' in read) continue;
    const { buffer } = read;
    scanner.scan(buffer, (keyword, end) => {
      const name = names[keyword] as string;
      if (!isWordByte(buffer[end]) && !isWordByte(buffer[end - Buffer.byteLength(name) - 1])) found.add(name);
    });
  }
  return found;
}

function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    byte === 0x5f ||
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a)
  );
}
