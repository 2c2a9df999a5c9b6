import type { EnvironmentRule } from '../rule.js';
import { accountToken } from './account-token.js';
import { dotenvOverride } from './dotenv-override.js';
import { dump } from './dump.js';
import { publicPrefix } from './public-prefix.js';
import { secretFallback } from './secret-fallback.js';
import { trackedFile } from './tracked-file.js';
import { undeclared } from './undeclared.js';
import { unignoredFile } from './unignored-file.js';
import { unread } from './unread.js';

/** All rules about the environment, sorted by id. */
export const ENVIRONMENT_RULES: readonly EnvironmentRule[] = [
  accountToken,
  dotenvOverride,
  dump,
  trackedFile,
  unignoredFile,
  publicPrefix,
  secretFallback,
  undeclared,
  unread,
];
