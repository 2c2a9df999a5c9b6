import type { Rule } from '@railgate/contract';

import { bidiCharacters } from './bidi-characters.js';
import { cleartextProtocol } from './cleartext-protocol.js';
import { codeInjection } from './code-injection.js';
import { commandInjection } from './command-injection.js';
import { crossSiteScripting } from './cross-site-scripting.js';
import { debugServer } from './debug-server.js';
import { insecurePermissions } from './insecure-permissions.js';
import { insecureRandom } from './insecure-random.js';
import { insecureTempFile } from './insecure-temp-file.js';
import { missingSecurityLog } from './missing-security-log.js';
import { openRedirect } from './open-redirect.js';
import { ownConfig } from './own-config.js';
import { pathTraversal } from './path-traversal.js';
import { plainHttp } from './plain-http.js';
import { regexBacktracking } from './regex-backtracking.js';
import { requestWithoutTimeout } from './request-without-timeout.js';
import { sensitiveLog } from './sensitive-log.js';
import { sqlInjection } from './sql-injection.js';
import { tlsVerificationDisabled } from './tls-verification-disabled.js';
import { unsafeDeserialization } from './unsafe-deserialization.js';
import { unsafeXml } from './unsafe-xml.js';
import { weakCrypto } from './weak-crypto.js';

/** Every rule of the gate, whatever language its engine reads. */
export const rules: readonly Rule[] = [
  bidiCharacters,
  cleartextProtocol,
  codeInjection,
  commandInjection,
  crossSiteScripting,
  debugServer,
  insecurePermissions,
  insecureRandom,
  insecureTempFile,
  missingSecurityLog,
  openRedirect,
  ownConfig,
  pathTraversal,
  plainHttp,
  regexBacktracking,
  requestWithoutTimeout,
  sensitiveLog,
  sqlInjection,
  tlsVerificationDisabled,
  unsafeDeserialization,
  unsafeXml,
  weakCrypto,
];
