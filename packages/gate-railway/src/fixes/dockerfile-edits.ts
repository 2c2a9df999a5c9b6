import type { Edit } from '@railgate/contract';

import type { DockerfileDocument, Instruction } from '../documents/dockerfile.js';

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

/** Takes an instruction out with its line; the start of the next line, so that no empty one is left. */
export function removeInstruction(document: DockerfileDocument, at: Instruction): Edit {
  const { startLine, endLine, endColumn } = at.region;
  const isLast = document.text.split('\n').length <= endLine;
  const end = isLast ? { endLine, endColumn } : { endLine: endLine + 1, endColumn: 1 };
  return { path: document.path, region: { startLine, startColumn: 1, ...end }, text: '' };
}
