export * from './rule.js';
export * from './rules/index.js';
export * from './schema.js';
export * from './validate.js';
export type { Kind, Loose, Objects } from './objects.js';
