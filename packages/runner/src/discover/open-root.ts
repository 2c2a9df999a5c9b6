import { existsSync, opendirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { cleanText, UsageError } from '@railgate/contract';

/**
 * The real path of a folder that can be listed and entered.
 *
 * @throws {UsageError}
 */
export function openRoot(path: string): string {
  const shown = cleanText(path);
  try {
    const real = realpathSync(path);
    if (!statSync(real).isDirectory()) {
      throw new UsageError(
        `${shown} is not a folder.`,
        'Give the folder of the repository, not a file in it.',
      );
    }
    opendirSync(real).closeSync();
    statSync(`${real}/.`); // `join` would drop the dot, and with it the question whether it can be entered
    if (isGitDirectory(real)) {
      throw new UsageError(
        `${shown} is what git keeps, and has no files of a repository: a bare clone, or the inside of .git.`,
        'Give the folder of a working tree; `git clone` makes one of a bare repository.',
      );
    }
    return real;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refusal(shown, error as NodeJS.ErrnoException);
  }
}

/** As git itself tells (gitrepository-layout). Scanned as a folder, it would always be clean. */
function isGitDirectory(folder: string): boolean {
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(folder, name)));
}

function refusal(shown: string, cause: NodeJS.ErrnoException): UsageError {
  switch (cause.code) {
    case 'ENOENT':
      return new UsageError(`${shown} does not exist.`, 'Give the path of a folder to scan.', { cause });
    case 'ENOTDIR':
      return new UsageError(`${shown} leads through a file.`, 'Give the path of a folder to scan.', {
        cause,
      });
    case 'EACCES':
    case 'EPERM':
      return new UsageError(
        `${shown} cannot be read: permission denied.`,
        'Run as a user who may list and enter the folder and those above it.',
        { cause },
      );
    case 'ELOOP':
      return new UsageError(`${shown} is a loop of symbolic links.`, 'Mend the link, or give another path.', {
        cause,
      });
    default:
      return new UsageError(
        `${shown} cannot be read: ${cause.code ?? cause.message}.`,
        'Give another path.',
        { cause },
      );
  }
}
