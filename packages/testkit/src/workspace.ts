import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { DeclaredService, FileEntry, Project, Target, Workspace } from '@railgate/contract';

export interface WorkspaceOptions {
  readonly services?: readonly DeclaredService[];
  /** Folders that are projects beside the root. */
  readonly projects?: readonly string[];
}

/** What is no input of a gate: git's own files, and the reports of an earlier run. */
const LEFT_OUT: ReadonlySet<string> = new Set(['.git', '.railgate']);

/** The workspace that a folder is: every file and symbolic link of it. */
export function workspaceOf(root: string, options: WorkspaceOptions = {}): Workspace {
  const projects: Project[] = ['.', ...(options.projects ?? [])]
    .sort()
    .map((path) => ({ name: path, path, source: 'manifest' }));
  return { root, files: listFiles(root), projects, services: options.services ?? [] };
}

/** The target of a workspace that has this path; `.` is the workspace itself. */
export function targetOf(workspace: Workspace, path = '.'): Target {
  if (path === '.') return { id: 'root', kind: 'workspace', path, name: 'root', files: workspace.files };
  const deeper = workspace.projects.filter((project) => project.path.startsWith(`${path}/`));
  const files = workspace.files.filter(
    (file) =>
      file.path.startsWith(`${path}/`) && !deeper.some((project) => file.path.startsWith(`${project.path}/`)),
  );
  return { id: path, kind: 'project', path, name: path, files };
}

function listFiles(root: string, folder = ''): FileEntry[] {
  const files: FileEntry[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (LEFT_OUT.has(path)) continue;
    if (entry.isDirectory()) files.push(...listFiles(root, path));
    else files.push({ path, size: lstatSync(join(root, path)).size });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
