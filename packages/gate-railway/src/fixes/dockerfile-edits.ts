import type { DockerfileDocument, Instruction } from '@railgate/code';
import type { Edit } from '@railgate/contract';

/** Lines before an instruction, with its indentation. */
export function insertBefore(document: DockerfileDocument, at: Instruction, lines: readonly string[]): Edit {
  const { startLine, startColumn } = at.region;
  const indent = ' '.repeat(startColumn - 1);
  const region = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  return { path: document.path, region, text: lines.map((line) => line + document.eol + indent).join('') };
}

/** Lines after an instruction. */
export function insertAfter(document: DockerfileDocument, at: Instruction, lines: readonly string[]): Edit {
  const { endLine, endColumn } = at.region;
  const region = { startLine: endLine, startColumn: endColumn, endLine, endColumn };
  return { path: document.path, region, text: lines.map((line) => document.eol + line).join('') };
}

/** Takes an instruction out with the line end before it, so that the file ends as it did. A FROM stands above it. */
export function removeInstruction(document: DockerfileDocument, at: Instruction): Edit {
  const { startLine, endLine, endColumn } = at.region;
  const above = document.text.split('\n')[startLine - 2]?.replace(/\r$/, '') ?? '';
  const start = { startLine: startLine - 1, startColumn: above.length + 1 };
  return { path: document.path, region: { ...start, endLine, endColumn }, text: '' };
}
