import type { EnvironmentRule } from '../rule.js';
import { accountToken } from './env-account-token.js';
import { dotenvOverride } from './env-dotenv-override.js';
import { dump } from './env-dump.js';
import { publicPrefix } from './env-public-secret.js';
import { secretFallback } from './env-secret-fallback.js';
import { trackedFile } from './env-file-tracked.js';
import { undeclared } from './env-undeclared.js';
import { unignoredFile } from './env-file-unignored.js';
import { unread } from './env-unread.js';

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
