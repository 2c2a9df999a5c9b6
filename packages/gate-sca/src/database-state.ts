import { createHash } from 'node:crypto';

import { databaseFolder, openDatabase } from '@railgate/advisories';
import { GateError } from '@railgate/contract';
import { NpmConfig } from '@railgate/dependencies';

/**
 * Everything outside of the repository that an answer from the local database alone depends on: what the database holds, and
 * the registries of the user's configuration. Nothing where there is no database to open.
 */
export async function databaseState(folder: string | undefined, root: string): Promise<string | undefined> {
  try {
    const database = await openDatabase(folder ?? databaseFolder(), { outside: root });
    try {
      const digests = [...database.ecosystems, ...database.signalData].map(({ digest }) => digest);
      const { environment } = NpmConfig.read(root);
      return createHash('sha256')
        .update(JSON.stringify([digests, environment]))
        .digest('hex');
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof GateError) return undefined;
    throw error;
  }
}
