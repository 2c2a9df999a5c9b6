export type { Dependencies } from './dependencies.js';
export { ECOSYSTEMS, type Ecosystem } from './ecosystem.js';
export type {
  LockedPackage,
  LockedProject,
  Lockfile,
  LockfileFormat,
  Manifest,
  PackageSource,
  Requirement,
  RequirementKind,
} from './lockfile.js';
export { DependencyPaths, type DirectRequirement } from './graph.js';
export { isDependencyFile } from './formats.js';
export { packageUrl } from './purl.js';
export { readDependencies } from './read-dependencies.js';
