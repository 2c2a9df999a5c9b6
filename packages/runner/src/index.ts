export {
  WAIVERS_SCHEMA,
  configSchema,
  loadConfig,
  setUserOption,
  type UserOptionChange,
  loadWaivers,
  type Config,
  type ConfigurableGate,
} from './config/index.js';
export { assignFiles, discover, type Discovery, type DiscoverOptions } from './discover/index.js';
export { fix, type FixedFile, type FixOptions, type FixResult, type RefusedFile } from './fix/fix.js';
export type { OpenFinding } from './fix/open-findings.js';
export { InterruptedError, OutputError } from './output-error.js';
export { judge } from './judge.js';
export { judgeRun, type JudgedRun, type JudgeInput } from './judge-run.js';
export { maskFor } from './masks.js';
export { openOutput, type OutputFolder } from './output-folder.js';
export { gateFile, isReportPath, type ReportFile } from './report-files.js';
export {
  judgeShards,
  joinShards,
  scanShard,
  type JudgeShardsOptions,
  type ScannedShard,
  type ScanShardOptions,
} from './shards.js';
export { parseAge } from './age.js';
export { policyHash, policyOf } from './policy.js';
export { prepare, type Prepared } from './prepare.js';
export { run, type RunResult } from './run.js';
export { runDate } from './run-date.js';
export {
  checkArchive,
  readManifest,
  verifyManifest,
  type ReadManifest,
  type Verification,
  type VerifyOptions,
} from './verify/index.js';
export { gitRenames } from './baseline/git-renames.js';
export { createFile, replaceFile, writeFileSafely, writeReports } from './write-reports.js';
export type { DiscoveryFacts } from './discovery-facts.js';
export type { GateEntry } from './gate-entry.js';
export type { GateSettings } from './gate-settings.js';
export type { JudgeOptions, RunOptions, ScanRunOptions } from './run-options.js';
export type { Part } from './part.js';
export type { PlannedPair } from './plan.js';
export type { Selection } from './selection.js';
export type { Shard } from './shard-file.js';
