import {
  addTo,
  compareText,
  type DeclaredService,
  type FileEntry,
  type Project,
  type ProjectSource,
} from '@railgate/contract';

import { folderOf } from './assign-files.js';
import { jsWorkspaces } from './js-workspaces.js';
import { type ManifestReader, manifestReader } from './manifest-reader.js';
import { isDependency, isFixture, isManifest, isRailwayFile } from './manifests.js';
import { projectName } from './project-name.js';

/**
 * The projects, the root first: what Nx or a package manager declares; where neither does, every folder with a
 * manifest; and in both cases folders of other languages, folders that Railway deploys, and declared services.
 * Manifests are read as data.
 */
export async function findProjects(
  root: string,
  files: readonly FileEntry[],
  services: readonly DeclaredService[],
): Promise<Project[]> {
  const reader = manifestReader(root);
  const folders = namesByFolder(files);
  const sources = new Map<string, ProjectSource>();
  const add = (folder: string, source: ProjectSource) => {
    if (!sources.has(folder)) sources.set(folder, source);
  };

  const declared = await declaredFolders(reader, folders);
  for (const [folder, source] of declared) add(folder, source);
  for (const service of services) add(service.root, 'config');
  for (const [folder, names] of folders) {
    const source =
      isFixture(folder) || isDependency(folder) ? undefined : undeclaredSource(names, declared.size > 0);
    if (source !== undefined) add(folder, source);
  }
  add('.', [...declared.values()][0] ?? 'manifest');

  const serviceNames = new Map(services.map((service) => [service.root, service.name]));
  return [...sources]
    .map(([path, source]) => {
      const own = source === 'config' ? serviceNames.get(path) : undefined;
      return { name: own ?? projectName(reader, path, folders.get(path) ?? []) ?? path, path, source };
    })
    .sort((a, b) => compareText(a.path, b.path));
}

/** Names of the files that say something about a folder. */
type Folders = ReadonlyMap<string, readonly string[]>;

const DECLARATIONS = new Set([
  'nx.json',
  'project.json',
  'pnpm-workspace.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
]);

function namesByFolder(files: readonly FileEntry[]): Folders {
  const folders = new Map<string, string[]>();
  for (const { path } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (isManifest(name) || isRailwayFile(name) || DECLARATIONS.has(name))
      addTo(folders, folderOf(path), name);
  }
  return folders;
}

/** JavaScript projects that Nx or a package manager is told of. */
async function declaredFolders(
  reader: ManifestReader,
  folders: Folders,
): Promise<Map<string, ProjectSource>> {
  const inRoot = folders.get('.') ?? [];
  const isNx = inRoot.includes('nx.json');
  const workspaces = await jsWorkspaces(reader, (name) => inRoot.includes(name));
  const declared = new Map<string, ProjectSource>();
  for (const [folder, names] of folders) {
    if (isDependency(folder)) continue;
    const isMember = names.includes('package.json') && workspaces?.includes(folder) === true;
    if (isNx && (isMember || (names.includes('project.json') && !isFixture(folder))))
      declared.set(folder, 'nx');
    else if (isMember) declared.set(folder, workspaces.source);
  }
  return declared;
}

function undeclaredSource(names: readonly string[], hasDeclared: boolean): ProjectSource | undefined {
  if (names.some((name) => isManifest(name) && !(hasDeclared && name === 'package.json'))) return 'manifest';
  return names.some(isRailwayFile) ? 'railway' : undefined;
}
