export * from './cases.js';
export * from './example.js';
export * from './git.js';
export * from './golden.js';
export * from './make-repo.js';
export * from './run-gate.js';
export * from './temp-folder.js';
export * from './workspace.js';
