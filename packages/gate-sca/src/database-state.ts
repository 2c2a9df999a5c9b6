import { createHash } from 'node:crypto';

import { databaseDigests, databaseFolder } from '@railgate/advisories';
import { GateError } from '@railgate/contract';
import { NpmConfig } from '@railgate/dependencies';

/**
 * Everything outside of the repository that an answer from the local database alone depends on: what the database holds, and
 * the registries of the user's configuration. Nothing where there is no database to open.
 */
export function databaseState(folder: string | undefined, root: string): string | undefined {
  try {
    const digests = databaseDigests(folder ?? databaseFolder(), root);
    const { environment } = NpmConfig.read(root);
    return createHash('sha256')
      .update(JSON.stringify([digests, environment]))
      .digest('hex');
  } catch (error) {
    if (error instanceof GateError) return undefined;
    throw error;
  }
}
