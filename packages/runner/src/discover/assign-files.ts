import type { FileEntry, Workspace } from '@railgate/contract';

/** The files of each project by the project's path: a file belongs to the deepest project above it. */
export function assignFiles(workspace: Pick<Workspace, 'files' | 'projects'>): Map<string, FileEntry[]> {
  const filesOf = new Map(workspace.projects.map(({ path }) => [path, [] as FileEntry[]]));
  const owners = new Map<string, FileEntry[]>();
  for (const file of workspace.files) ownerOf(folderOf(file.path), filesOf, owners).push(file);
  return filesOf;
}

/** The folder that a path is in; `.` is the root. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '.' : path.slice(0, end);
}

function ownerOf(
  folder: string,
  filesOf: Map<string, FileEntry[]>,
  owners: Map<string, FileEntry[]>,
): FileEntry[] {
  const known = filesOf.get(folder) ?? owners.get(folder);
  if (known !== undefined) return known;
  const owner = folder === '.' ? [] : ownerOf(folderOf(folder), filesOf, owners);
  owners.set(folder, owner);
  return owner;
}
