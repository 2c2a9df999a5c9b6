import type { Checks } from '../flow/interpreter.js';
import { checkCommands } from './commands.js';
import { checkCrypto, checkRandom } from './crypto.js';
import { checkDeserialization } from './deserialization.js';
import { checkHtml, checkReturnedHtml } from './html.js';
import { checkLog } from './logs.js';
import { checkPlainHttp, checkTls, checkTlsAssignment } from './network.js';
import { checkPaths } from './paths.js';
import { checkRegex } from './regex.js';
import { checkSinks } from './sinks.js';
import { checkSql } from './sql.js';

/** Everything that looks at calls, assignments and returns. */
export const CHECKS: Checks = {
  calls: [
    checkSinks,
    checkSql,
    checkCommands,
    checkPaths,
    checkHtml,
    checkDeserialization,
    checkPlainHttp,
    checkTls,
    checkCrypto,
    checkRandom,
    checkLog,
    checkRegex,
  ],
  assignments: [checkTlsAssignment],
  returns: [checkReturnedHtml],
};
