import type { Update, UpdateOptions } from './update-database.js';

export type { Update, UpdateOptions } from './update-database.js';

/** As `update-database.ts` says; it loads when it is called. */
export async function updateDatabase(options: UpdateOptions = {}): Promise<readonly Update[]> {
  return (await import('./update-database.js')).updateDatabase(options);
}
