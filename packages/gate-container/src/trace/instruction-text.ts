import type { DockerfileDocument, Instruction } from '@railgate/code';

/** What continues a line in this Dockerfile. */
export function escapeOf(document: DockerfileDocument): string {
  return /^#[ \t]{0,9}escape[ \t]{0,9}=[ \t]{0,9}`/im.test(document.text.slice(0, HEAD)) ? '`' : '\\';
}

/** Characters; directives stand first in the file. */
const HEAD = 500;

/** The logical line: continuations joined, comments between them dropped, as every builder does before it looks. */
export function commandText(raw: string, escape: string): string {
  const lines = raw.split(/\r?\n/);
  const kept = lines.filter((line, index) => index === 0 || !line.trimStart().startsWith('#'));
  return kept
    .map((line) => line.trimEnd())
    .map((line) => (line.endsWith(escape) ? line.slice(0, -escape.length) : line))
    .join('\n');
}

/** The strings of `["a", "b"]`; undefined for anything else, which builders take as text. */
export function jsonList(instruction: Instruction, escape: string): readonly string[] | undefined {
  const text = commandText(instruction.raw, escape).trim();
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
