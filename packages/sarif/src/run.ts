/**
 * What the making of a gate's run needs, and no more: every scanning thread loads this, and reading, merging and
 * comparing of files would cost it as long as the rest of its start.
 */
export * from './advisories/alias-groups.js';
export * from './advisories/canonical.js';
export * from './advisories/describe.js';
export * from './advisories/group.js';
export * from './build.js';
export * from './encode-path.js';
export * from './finish.js';
export * from './read-result.js';
export * from './severity.js';
export * from './validate/schema.js';
