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
export { readDependencies } from './read-dependencies.js';
