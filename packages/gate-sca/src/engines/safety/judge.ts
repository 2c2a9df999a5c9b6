import { GateError } from '@railgate/contract';
import type { ToolAnswer } from '@railgate/kit';

import { parseReport, type Json } from '../json-report.js';
import { isUnreachable, lastWords } from '../tool-said.js';

/** Its exit codes (safety/constants.py). 0 and 64 may both hold findings: the report judges. */
export const EXIT_CODES = [0, 1, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75] as const;

const NETWORK = 'Check the network and the proxy, or import a database: `railgate db import DIR`.';
const LOGIN = 'Set SAFETY_API_KEY to a key of your account, or unset it: then the local database is asked.';
const REFRESH = 'Run `railgate db update`, or `railgate db import DIR` where there is no network.';

/** Why it gave no report, by exit code. */
const REASONS: ReadonlyMap<number, readonly [string, string]> = new Map([
  [65, ['its credentials were not accepted', LOGIN]],
  [
    66,
    ['it has asked too often for now', 'Wait, or unset SAFETY_API_KEY: then the local database is asked.'],
  ],
  [67, ['it could not load its database', REFRESH]],
  [68, ['it could not fetch its database', NETWORK]],
  [69, ['its database is malformed', REFRESH]],
  [72, ['the e-mail address of the account is not verified', LOGIN]],
  [73, ['it could not enrol', LOGIN]],
  [75, ['it could not enrol', LOGIN]],
]);

/**
 * Its JSON, which stands between words on what is deprecated. Whatever the exit code says: that is 0 with findings, too.
 *
 * @param key that the report has
 * @param isService it was to ask its vendor: then no report is most often no answer
 * @throws {GateError} with the remedy, where there is none
 */
export function reportOf({ exitCode, stdout, stderr }: ToolAnswer, key: string, isService: boolean): Json {
  if (stdout.includes('{')) {
    const report = parseReport('safety', stdout);
    if (report.has(key)) return report;
  }
  const said = `${stderr}\n${stdout}`;
  const reason = REASONS.get(exitCode);
  if (reason) throw notChecked(...reason, stderr);
  if (isUnreachable(said)) throw notChecked('its server cannot be reached', NETWORK, stderr);
  if (LOGIN_WALL.test(said)) throw notChecked('it wants an account', LOGIN, stderr);
  if (isService) throw notChecked('it got no answer that it understands', NETWORK, stderr);
  throw new GateError(
    'TOOL_CRASHED',
    `safety ended with exit code ${exitCode} and no report. ${lastWords(stderr)}`,
  );
}

const LOGIN_WALL = /log ?in|register|authenticat|API key/i;

function notChecked(why: string, remedy: string, stderr: string): GateError {
  return new GateError('NEED_UNMET', `safety did not check anything: ${why}. ${lastWords(stderr)}`, {
    remedy,
  });
}
