export type { ArchivedImage, ArchivedLayer, HistoryEntry, ImageConfig } from './archive/archived-image.js';
export { connectEngine, type EngineOptions } from './engine/connect.js';
export type {
  ContainerEngine,
  EngineImage,
  ImageBuild,
  IsolatedRun,
  Mount,
  PullOptions,
  RunAnswer,
  Volume,
  VolumeEntry,
} from './engine/engine.js';
export type { ImageReference } from './reference.js';
export * from './trivy-database/index.js';
