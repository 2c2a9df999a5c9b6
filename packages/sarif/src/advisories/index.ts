export * from './alias-groups.js';
export * from './canonical.js';
export * from './dedupe.js';
export * from './group.js';
