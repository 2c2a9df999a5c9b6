export { azureBuild, azureProfile, AzureBuildError, type AzureBuild } from './azure.js';
export { githubViolations } from './check-github.js';
export { githubProfile, type ProfileFile, type Profiled } from './github.js';
export { GITHUB_LIMITS, type GithubLimits } from './limits.js';
export { GZIP_LEVEL } from './pack.js';
export type { Dropped, ProfileOptions } from './shape-log.js';
