export { SYSTEM_CLOCK, type Clock } from './clock.js';
export type { Failure, FailureCode } from './failure.js';
export { prepareUpload, type Prepared, type PreparedFile, type Source } from './prepare.js';
export { githubTarget, githubToken, type GithubTarget, type TargetOptions } from './target.js';
export { uploadToGithub, type FileOutcome, type UploadOptions } from './upload-github.js';
export { missingAnalyses } from './missing-analyses.js';
export { UPLOAD_FOLDER, findSources, type Sources } from './sources.js';
export { writeAzure } from './write-azure.js';
