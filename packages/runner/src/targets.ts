import type { FileEntry, GateMeta, Project, Target, Workspace } from '@railgate/contract';
import { projectTargetId } from '@railgate/kit';

/** A target and the project whose shard scans it: workspace targets and images belong to the root. */
export interface PlacedTarget {
  readonly target: Target;
  /** The project's path. */
  readonly project: string;
}

/** What a gate looks at, the root first, then by path. Empty for an image gate without images. */
export function targetsOf(
  scope: GateMeta['scope'],
  options: Readonly<Record<string, unknown>>,
  workspace: Workspace,
  files: ReadonlyMap<string, readonly FileEntry[]>,
): PlacedTarget[] {
  if (scope === 'workspace') return [{ target: workspaceTarget(workspace), project: '.' }];
  if (scope === 'image')
    return imagesOf(options).map((image) => ({ target: imageTarget(image), project: '.' }));
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

function imageTarget(image: string): Target {
  return { id: image, kind: 'image', path: '.', name: image, files: [] };
}

/** By convention an image gate names its images under `images`. */
function imagesOf({ images }: Readonly<Record<string, unknown>>): string[] {
  if (!Array.isArray(images)) return [];
  return [...new Set(images.filter((image): image is string => typeof image === 'string'))].sort();
}
