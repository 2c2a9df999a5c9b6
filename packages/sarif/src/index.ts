export * from './build.js';
export * from './encode-path.js';
export * from './finish.js';
export * from './line-hash.js';
export * from './read-result.js';
export * from './severity.js';
export * from './validate/index.js';
