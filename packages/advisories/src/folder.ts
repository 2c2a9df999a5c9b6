import { dataFolder } from '@railgate/kit';

/** Where the database of this user lies. */
export function databaseFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return dataFolder('advisories', env);
}
