export { REPORTERS } from './reporters.js';
export { renderTerminal, type TerminalOptions } from './terminal/terminal.js';
export { renderSummary, type SummaryOptions } from './markdown/summary.js';
export { liveProgress, type LiveOptions } from './progress/live.js';
export { plainProgress } from './progress/plain.js';
export type { Progress, ProgressStream } from './progress/stream.js';
export { renderDiff, renderFix, type FixReport } from './fix/render-fix.js';
export { wrapIndented } from './text/wrap.js';
