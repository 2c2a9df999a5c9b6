import type { FileEntry, GateMeta, Project, Target, Workspace } from '@railgate/contract';
import { projectTargetId } from '@railgate/kit';

/** A target and the project whose shard scans it: the workspace belongs to the root. */
export interface PlacedTarget {
  readonly target: Target;
  /** The project's path. */
  readonly project: string;
}

/** What a gate looks at, the root first, then by path. */
export function targetsOf(
  scope: GateMeta['scope'],
  workspace: Workspace,
  files: ReadonlyMap<string, readonly FileEntry[]>,
): PlacedTarget[] {
  if (scope === 'workspace') return [{ target: workspaceTarget(workspace), project: '.' }];
  return [...workspace.projects]
    .sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
    .map((project) => ({
      target: projectTarget(project, files.get(project.path) ?? []),
      project: project.path,
    }));
}

function rank({ path }: Project): number {
  return path === '.' ? 0 : 1;
}

function workspaceTarget({ files }: Workspace): Target {
  return { id: 'root', kind: 'workspace', path: '.', name: 'root', files };
}

function projectTarget({ name, path }: Project, files: readonly FileEntry[]): Target {
  return { id: projectTargetId(path), kind: 'project', path, name, files };
}
