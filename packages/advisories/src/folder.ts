import { dataFolder } from '@railgate/kit';

/** Where the database of this user lies. */
export function databaseFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return dataFolder('advisories', env);
}

/** Who holds the lock of the folder, for people. */
export const LOCK_HOLDER = 'update of the advisories';
