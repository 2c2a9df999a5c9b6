import type { TrivyImport, TrivyImportOptions } from './import.js';
import type { TrivyUpdate, TrivyUpdateOptions } from './update.js';

export type { TrivyImport, TrivyImportOptions } from './import.js';
export { TRIVY_DATABASE_NAMES, trivyDatabaseFolder, type TrivyDatabaseName } from './kind.js';
export type { DatabaseSource } from './record.js';
export {
  trivyDatabaseStatus,
  type TrivyDatabase,
  type TrivyDatabaseState,
  type TrivyDatabaseStatus,
} from './status.js';
export type { TrivyUpdate, TrivyUpdateOptions } from './update.js';

/** As `update.ts` says; it loads when it is called. */
export async function updateTrivyDatabases(
  options: TrivyUpdateOptions = {},
): Promise<readonly TrivyUpdate[]> {
  return (await import('./update.js')).updateTrivyDatabases(options);
}

/** As `import.ts` says; it loads when it is called. */
export async function importTrivyDatabases(
  from: string,
  options: TrivyImportOptions = {},
): Promise<readonly TrivyImport[]> {
  return (await import('./import.js')).importTrivyDatabases(from, options);
}
