import type { ImportOptions, ImportReport } from './import-database.js';

export type { ArchiveImport } from './import-archive.js';
export type { ImportFailure, ImportOptions, ImportReport } from './import-database.js';

/** As `import-database.ts` says; reading it takes what scans never need, so that it loads when it is called. */
export async function importDatabase(from: string, options: ImportOptions = {}): Promise<ImportReport> {
  return (await import('./import-database.js')).importDatabase(from, options);
}
