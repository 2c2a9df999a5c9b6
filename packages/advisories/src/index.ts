export type { Advisory, Score, Signals } from './advisory.js';
export type { Database, EcosystemData } from './database.js';
