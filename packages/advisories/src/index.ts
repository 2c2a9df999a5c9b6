export type { Advisory, Score, Signals } from './advisory.js';
export type { BrokenRecord, Database, EcosystemData, Entry, Interval, SignalData } from './database.js';
export { databaseFolder } from './folder.js';
export { isExact, normaliseName } from './versions/schemes.js';
