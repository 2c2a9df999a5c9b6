import type { DockerfileDocument, Instruction } from '@railgate/code';
import type { Fix } from '@railgate/contract';

/** Rewrites an exec form so that a shell runs it; none where a word needs quoting that a person should look at. */
export function execInShell(
  document: DockerfileDocument,
  instruction: Instruction,
  words: readonly string[],
): Fix | undefined {
  if (!words.every(isShellSafe)) return undefined;
  const command = JSON.stringify(`exec ${words.join(' ')}`);
  const text = `${instruction.keyword} ["/bin/sh", "-c", ${command}]`;
  return {
    description: 'Run the command in a shell.',
    safe: true,
    edits: [{ path: document.path, region: instruction.region, text }],
  };
}

/** Letters that no shell treats specially, and variables. */
function isShellSafe(word: string): boolean {
  return /^(?:[\w@%+=:,./[\]-]|\$\w|\$\{\w+(?::-\w+)?\})+$/.test(word) && !/[[\]]/.test(word);
}
