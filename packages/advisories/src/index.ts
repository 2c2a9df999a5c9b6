export type { Advisory, Score, Signals } from './advisory.js';
export type { BrokenRecord, Database, EcosystemData, Entry, Interval, SignalData } from './database.js';
export { databaseFolder } from './folder.js';
export { importDatabase } from './import/index.js';
export type { ArchiveImport, ImportFailure, ImportOptions, ImportReport } from './import/index.js';
export { openDatabase, type OpenOptions } from './store/open-database.js';
export { isExact, normaliseName } from './versions/schemes.js';
