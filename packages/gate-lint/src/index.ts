export type { LintContext, LintEngine, LintScan } from './engine.js';
export { gate } from './gate.js';
export { Options } from './options.js';
export { rules } from './rules/index.js';
