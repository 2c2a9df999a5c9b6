import { GateError, cleanText } from '@railgate/contract';

import { Fault } from './fault.js';
import { feedText, type FileText } from './feed-text.js';
import { SarifReadError } from './read-error.js';
import { PlaceFinder } from './text-place.js';

const WRITE_AGAIN = 'Let the tool write the file again, and look whether it ended without an error.';

/**
 * Makes an error for the user of whatever reading a file threw, with the place in the file.
 *
 * @param file its name, clean.
 */
export async function explain(
  error: unknown,
  file: string,
  text: FileText,
): Promise<SarifReadError | GateError> {
  // An installation that is not whole is not the file's fault.
  if (error instanceof SarifReadError || error instanceof GateError) return error;
  if (!(error instanceof Fault)) return explainSystem(error, file);
  const { offset, message: problem, remedy = WRITE_AGAIN } = error;
  if (offset === undefined) return new SarifReadError({ file, problem, remedy });
  return new SarifReadError({ file, problem, remedy, offset, ...(await findPlace(text, offset)) });
}

/** Reads the text once more: only for an error, and it says more than a byte does. */
async function findPlace(text: FileText, offset: number): Promise<{ line?: number; column?: number }> {
  const finder = new PlaceFinder(offset);
  try {
    await feedText(text, finder.write);
  } catch {
    // Damaged gzip ends here a second time; what came before was counted.
  }
  return finder.place();
}

const SYSTEM_ERRORS: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Check the path, and whether the tool has written its report.'],
  ENOTDIR: ['there is no such file', 'Check the path: a part of it is a file and no folder.'],
  EACCES: ['the file may not be read', 'Give yourself the right to read it.'],
  EPERM: ['the file may not be read', 'Give yourself the right to read it.'],
  ELOOP: ['the symbolic links of the path lead in a circle', 'Mend the links.'],
  ENAMETOOLONG: ['the path is too long', 'Check the path.'],
};

function explainSystem(cause: unknown, file: string): SarifReadError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = SYSTEM_ERRORS[code];
  const [problem, remedy] = known ?? [`it cannot be read (${cleanText(describe(cause))})`, WRITE_AGAIN];
  return new SarifReadError({ file, problem, remedy, cause });
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
