export * from './git-files.js';
export * from './glob.js';
export * from './process-tree.js';
export * from './read-source.js';
export * from './redact.js';
export * from './run-git.js';
export * from './run-tool.js';
export * from './text-position.js';
