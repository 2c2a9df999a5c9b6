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
  try {
    replaceFile(join(root, path), encodeLike(text, before), stat);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { refused: `cannot be written: ${WHY[code] ?? code}` };
  }
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
};
