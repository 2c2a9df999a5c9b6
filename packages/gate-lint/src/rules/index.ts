import type { Rule } from '@railgate/contract';

import { bidiCharacters } from './bidi-characters.js';
import { codeInjection } from './code-injection.js';
import { commandInjection } from './command-injection.js';
import { crossSiteScripting } from './cross-site-scripting.js';
import { insecureRandom } from './insecure-random.js';
import { missingSecurityLog } from './missing-security-log.js';
import { openRedirect } from './open-redirect.js';
import { pathTraversal } from './path-traversal.js';
import { plainHttp } from './plain-http.js';
import { regexBacktracking } from './regex-backtracking.js';
import { sensitiveLog } from './sensitive-log.js';
import { sqlInjection } from './sql-injection.js';
import { tlsVerificationDisabled } from './tls-verification-disabled.js';
import { unsafeDeserialization } from './unsafe-deserialization.js';
import { weakCrypto } from './weak-crypto.js';

/** Every rule of the gate, whatever language its engine reads. */
export const rules: readonly Rule[] = [
  bidiCharacters,
  codeInjection,
  commandInjection,
  crossSiteScripting,
  insecureRandom,
  missingSecurityLog,
  openRedirect,
  pathTraversal,
  plainHttp,
  regexBacktracking,
  sensitiveLog,
  sqlInjection,
  tlsVerificationDisabled,
  unsafeDeserialization,
  weakCrypto,
];
