export type { ArchivedImage, ArchivedLayer, HistoryEntry, ImageConfig } from './archive/archived-image.js';
export type { ArchiveLimits } from './archive/limits.js';
export { type ImageArchive, openArchive, spoolExport } from './archive/open-archive.js';
export type { ArchiveOptions } from './archive/options.js';
export { connectEngine, type EngineOptions } from './engine/connect.js';
export type {
  ContainerEngine,
  EngineImage,
  ImageBuild,
  IsolatedRun,
  Mount,
  PreparedOptions,
  PreparedRun,
  PullOptions,
  ReadFile,
  RunAnswer,
  RunLimits,
  Volume,
  VolumeEntry,
} from './engine/engine.js';
export { type Pieces, through } from './pieces.js';
export { isPlatform } from './platform.js';
export { type ImageReference, isSameImage, parseReference, showReference } from './reference.js';
export { type CredentialLookup, userCredentials } from './registry/credential.js';
export { type Registry, type RegistryOptions, withRegistry } from './registry/registry.js';
export * from './trivy-database/index.js';
