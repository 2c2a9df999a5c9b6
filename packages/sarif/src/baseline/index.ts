export {
  compareLogs,
  compareSources,
  type BaselineCounts,
  type Comparison,
  type ComparisonEvidence,
} from './compare-logs.js';
export type { Cause, Drift } from './drift.js';
