export { refuseExternal } from './external.js';
export { mergeLogs, mergeSources } from './merge.js';
export { MergedLog } from './merged-log.js';
export { MergeWriteError, writeMerged } from './write-merged.js';
