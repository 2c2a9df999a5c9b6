import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { replaceFile } from '../write-reports.js';
import { encodeLike, type Refusal, type SourceTexts } from './source-texts.js';

/**
 * Writes a text in place of a file, with the mode and the byte order mark that it had: under another name first, and
 * renamed. Says why where it does not.
 */
export function writeBack(root: string, path: string, text: string, texts: SourceTexts): Refusal | undefined {
  const before = texts.get(path);
  if ('refused' in before) return before;
  const stat = texts.stat(path);
  if ('refused' in stat) return stat;
  const full = join(root, path);
  try {
    if (!readFileSync(full).equals(before.bytes))
      return { refused: 'has changed while Railgate looked at it' };
    replaceFile(full, encodeLike(text, before), stat);
    return undefined;
  } catch (error) {
    return { refused: `cannot be written: ${WHY[codeOf(error)] ?? codeOf(error)}` };
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
};
