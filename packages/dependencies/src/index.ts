export type { Dependencies } from './dependencies.js';
export { ECOSYSTEMS, type Ecosystem } from './ecosystem.js';
export type {
  Disagreement,
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
export { LOCKFILE_LIMIT } from './format.js';
export { isDependencyFile } from './formats.js';
export { normalizeName } from './python/names.js';
export { packageUrl } from './purl.js';
export { setRange, type RangeField } from './npm/set-range.js';
export { readDependencies } from './read-dependencies.js';
export { isPublicRegistry, isSameRegistry, NpmConfig } from './registry/npm-config.js';
export { registryIn, repositoryRegistries } from './registry/repository-registries.js';
export { INSTALL_NPM, npmProgram, npmVersion, pathOutside, type NpmRun } from './scratch/run-npm.js';
export { withScratchFolder } from './scratch/scratch-folder.js';
export { type ScratchInput, type ScratchProject, withScratchProject } from './scratch/scratch-project.js';
