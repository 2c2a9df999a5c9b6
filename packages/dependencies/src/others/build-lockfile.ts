import type { Ecosystem } from '../ecosystem.js';
import type { LockedProject, Lockfile, LockfileFormat, Requirement } from '../lockfile.js';
import type { DraftLockfile } from '../draft.js';
import { fileIn, folderOf } from '../paths.js';
import type { Repository } from '../format.js';

export interface LockfileFacts {
  readonly path: string;
  readonly format: LockfileFormat;
  readonly ecosystem: Ecosystem;
  readonly version?: string | undefined;
  /** The project's name, where the lockfile says it. */
  readonly name?: string | undefined;
  /** The name of the manifest that stands beside the lockfile. */
  readonly manifest: string;
  readonly requirements: readonly Requirement[];
  readonly registries?: Lockfile['registries'];
}

/** A lockfile that serves the project in whose folder it lies. */
export function buildLockfile(facts: LockfileFacts, draft: DraftLockfile, repository: Repository): Lockfile {
  const { path, format, ecosystem, version, name, requirements, registries = [] } = facts;
  const manifest = fileIn(folderOf(path), facts.manifest);
  const project: LockedProject = {
    path: folderOf(path),
    requirements,
    ...(name !== undefined && { name }),
    ...(repository.has(manifest) && { manifest }),
  };
  return {
    path,
    format,
    ecosystem,
    projects: [project],
    packages: draft.finish([project]),
    ...(version !== undefined && { version }),
    ...(registries.length > 0 && { registries }),
  };
}
