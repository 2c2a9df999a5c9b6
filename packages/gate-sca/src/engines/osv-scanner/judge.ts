import { GateError } from '@railgate/contract';
import type { ToolAnswer } from '@railgate/kit';

import { OUT_OF_ORDER } from '../canary.js';
import { unreachable } from '../expect-service.js';
import { isUnreachable, lastWords } from '../tool-said.js';

/** Exit codes of osv-scanner 2 (cmd/osv-scanner/internal/cmd/run.go). */
const FOUND = 1;
const ERROR = 127;
const NO_PACKAGES = 128;
const SERVICE_FAILED = 129;
const BAD_CONFIGURATION = 130;

export const EXIT_CODES = [0, FOUND, ERROR, NO_PACKAGES, SERVICE_FAILED, BAD_CONFIGURATION];

/**
 * The report, where there is one: an error of one file or one ecosystem (127) leaves the rest of it standing, and findings
 * (1) hide that there was one. So the exit code alone says nothing of what was looked at.
 *
 * @throws {GateError} when it did not look
 */
export function reportOf({ exitCode, stdout, stderr }: ToolAnswer): string {
  if (exitCode === 0 || exitCode === NO_PACKAGES) {
    throw new GateError(
      'CANARY_MISSED',
      'osv-scanner found nothing at all, not even in the known-bad packages that it was given.',
      { remedy: OUT_OF_ORDER },
    );
  }
  if ((exitCode === FOUND || exitCode === ERROR) && stdout.trimStart().startsWith('{')) return stdout;
  if (exitCode === SERVICE_FAILED || isUnreachable(stderr))
    throw unreachable('osv-scanner', lastWords(stderr));
  throw new GateError(
    'TOOL_CRASHED',
    `osv-scanner ended with exit code ${exitCode} and no report. ${lastWords(stderr)}`,
  );
}

/** Records of its database that it does not understand, and passes over: each speaks of a package that was asked for. */
export function rejectedRecords(stderr: string): string[] {
  return [...stderr.matchAll(/^(\S{1,200}\.json) is not a valid JSON file/gm)].map(([, name = '']) => name);
}

/** Files that it could not read, as it names them: absolute, perhaps without the first slash. */
export function failedFiles(stderr: string, folder: string): string[] {
  const start = folder.slice(1);
  const lines = stderr.split('\n').filter((line) => line.startsWith('Error during extraction: '));
  return lines.flatMap((line) => {
    const from = line.indexOf(`${start}/`);
    const to = line.indexOf(': ', from + start.length);
    return from === -1 || to === -1 ? [] : [line.slice(from + start.length + 1, to)];
  });
}
