export { logSource } from './log-source.js';
export { noteRepairs } from './note-repairs.js';
export { openSarif, type OpenOptions } from './open-sarif.js';
export { SarifReadError, type ReadFailure } from './read-error.js';
export { readLog } from './read-log.js';
export type { Repair, SarifSource } from './source.js';
