import { checkBidiCharacters } from './bidi-characters.js';
import type { Check } from './check.js';
import { checkCodeInjection } from './code-injection.js';
import { checkCommandInjection } from './command-injection.js';
import { checkCrossSiteScripting } from './cross-site-scripting.js';
import { checkInsecureRandom } from './insecure-random.js';
import { checkMissingSecurityLog } from './missing-security-log.js';
import { checkOpenRedirect } from './open-redirect.js';
import { checkPathTraversal } from './path-traversal.js';
import { checkPlainHttp } from './plain-http.js';
import { checkRegexBacktracking } from './regex-backtracking.js';
import { checkSensitiveLog } from './sensitive-log.js';
import { checkSqlInjection } from './sql-injection.js';
import { checkTlsVerificationDisabled } from './tls-verification-disabled.js';
import { checkUnsafeDeserialization } from './unsafe-deserialization.js';
import { checkWeakCrypto } from './weak-crypto.js';

export const checks: readonly Check[] = [
  checkBidiCharacters,
  checkCodeInjection,
  checkCommandInjection,
  checkCrossSiteScripting,
  checkInsecureRandom,
  checkMissingSecurityLog,
  checkOpenRedirect,
  checkPathTraversal,
  checkPlainHttp,
  checkRegexBacktracking,
  checkSensitiveLog,
  checkSqlInjection,
  checkTlsVerificationDisabled,
  checkUnsafeDeserialization,
  checkWeakCrypto,
];
