export { readManifest, type ReadManifest } from './read-manifest.js';
export { checkArchive } from './check-archive.js';
export { verifyManifest, type Verification, type VerifyOptions } from './verify-manifest.js';
