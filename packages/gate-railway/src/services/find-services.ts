import {
  addTo,
  compareText,
  type DeclaredService,
  type NotScanned,
  type Workspace,
} from '@railgate/contract';

import {
  baseName,
  folderOf,
  isRailwayMarker,
  railwayFileKind,
  reasonElsewhere,
  type RailwayFileKind,
} from './railway-files.js';

/** One Railway service as the file list and the configuration show it. Paths are relative to the repository root. */
export interface RailwayService {
  /** What messages call it: the declared name, else the root. */
  readonly name: string;
  /** Railway's Root Directory, declared or taken to be the folder of the files; `.` is the repository root. */
  readonly root: string;
  /** railway.toml and railway.json of the root, or the one config file that is declared or has a name of its own. */
  readonly configFiles: readonly string[];
  readonly railpack: string | undefined;
  readonly dockerfile: string | undefined;
  /** Built only when `dockerfilePath` or RAILWAY_DOCKERFILE_PATH names one of them. */
  readonly dockerfileVariants: readonly string[];
  readonly procfile: string | undefined;
  readonly manifests: readonly string[];
  readonly declared: DeclaredService | undefined;
}

/** What the file list and the declarations show. */
export interface FoundServices {
  readonly services: readonly RailwayService[];
  readonly iac: readonly string[];
  readonly misnamed: readonly string[];
  readonly marked: boolean;
  readonly leftOut: readonly NotScanned[];
  readonly manifestFolders: ReadonlySet<string>;
}

/** Linear in the files, whatever they are called. Reads none of them. */
export function findServices(workspace: Workspace): FoundServices {
  const { folders, leftOut } = sortFiles(workspace);
  const services: RailwayService[] = workspace.services.map((one) => declaredService(one, folders));
  const known: Known = {
    claimed: new Set(workspace.services.map((one) => one.configFile)),
    declaredRoots: new Set(workspace.services.map((service) => service.root)),
    projects: new Set(workspace.projects.map((project) => project.path)),
  };
  for (const [root, folder] of folders) {
    const found = foundServices(root, folder, known);
    services.push(...found);
    leftOut.push(...unusedFiles(folder, found.length > 0 || known.declaredRoots.has(root)));
  }
  const all = (kind: RailwayFileKind) =>
    [...folders.values()].flatMap((folder) => folder.get(kind) ?? []).sort();
  return {
    services: services.sort(byRoot),
    iac: all('iac'),
    misnamed: [...all('misnamed-config'), ...all('misnamed-dockerfile')].sort(),
    marked: workspace.services.length > 0 || anyMarker(folders),
    leftOut,
    manifestFolders: new Set(
      [...folders].filter(([, folder]) => folder.has('manifest')).map(([root]) => root),
    ),
  };
}

/** What is settled before the folders are looked at. */
interface Known {
  readonly claimed: ReadonlySet<string | undefined>;
  readonly declaredRoots: ReadonlySet<string>;
  readonly projects: ReadonlySet<string>;
}

/** The files of one folder, by kind. */
type Folder = Map<RailwayFileKind, string[]>;

function sortFiles(workspace: Workspace): { folders: Map<string, Folder>; leftOut: NotScanned[] } {
  const folders = new Map<string, Folder>();
  const leftOut: NotScanned[] = [];
  const declared = new Set(workspace.services.flatMap((one) => [one.configFile, one.root]));
  const deployed = deployedDocs(workspace);
  for (const { path } of workspace.files) {
    const kind = railwayFileKind(path);
    if (!kind) continue;
    const folder = folderOf(path);
    const isOurs = declared.has(path) || declared.has(folder) || deployed.has(folder);
    const reason = isOurs ? undefined : reasonElsewhere(path, kind);
    if (!reason) addFile(folders, kind === 'iac' ? folderOf(folderOf(path)) : folderOf(path), kind, path);
    else if (kind !== 'manifest') leftOut.push({ path, reason });
  }
  return { folders, leftOut };
}

/** Folders of documentation that Railway builds: `apps/docs` with its railway.json beside a manifest or Dockerfile. */
function deployedDocs({ files }: Workspace): ReadonlySet<string> {
  const kinds = new Map<string, Set<RailwayFileKind>>();
  for (const { path } of files) {
    const kind = railwayFileKind(path);
    if (!kind || reasonElsewhere(path, kind) !== 'documentation') continue;
    const folder = folderOf(path);
    kinds.set(folder, (kinds.get(folder) ?? new Set()).add(kind));
  }
  const isDeployed = (of: ReadonlySet<RailwayFileKind>) =>
    (of.has('config') || of.has('railpack')) && (of.has('manifest') || of.has('dockerfile'));
  return new Set([...kinds].filter(([, of]) => isDeployed(of)).map(([folder]) => folder));
}

function addFile(folders: Map<string, Folder>, root: string, kind: RailwayFileKind, path: string): void {
  const folder: Folder = folders.get(root) ?? new Map<RailwayFileKind, string[]>();
  addTo(folder, kind, path);
  folders.set(root, folder);
}

function anyMarker(folders: ReadonlyMap<string, Folder>): boolean {
  return [...folders.values()].some((folder) => [...folder.keys()].some(isRailwayMarker));
}

function declaredService(declared: DeclaredService, folders: ReadonlyMap<string, Folder>): RailwayService {
  const folder = folders.get(declared.root) ?? new Map<RailwayFileKind, string[]>();
  const configFiles = declared.configFile === undefined ? folder.get('config') : [declared.configFile];
  return { ...serviceOf(declared.root, folder, configFiles ?? []), name: declared.name, declared };
}

/** The service of a folder, and one more for each config file with a name of its own. */
function foundServices(root: string, folder: Folder, known: Known): RailwayService[] {
  const unclaimed = (kind: RailwayFileKind) =>
    (folder.get(kind) ?? []).filter((path) => !known.claimed.has(path));
  const configs = unclaimed('config');
  const custom = unclaimed('custom-config');
  const found = custom.map((path) => ({ ...serviceOf(root, folder, [path]), name: path }));
  const isNamed = configs.length > 0 || folder.has('railpack');
  const isBuilt = isNamed || (custom.length === 0 && isBuiltFolder(root, folder, known));
  return isBuilt && !known.declaredRoots.has(root) ? [serviceOf(root, folder, configs), ...found] : found;
}

/**
 * A folder with a railway.* or railpack.json is one. A folder with a Dockerfile or Procfile is one where something is
 * built: beside a manifest, or at the root of a project. A Dockerfile in `docker/postgres` is for something else.
 */
function isBuiltFolder(root: string, folder: Folder, { projects }: Known): boolean {
  if (!folder.has('dockerfile') && !folder.has('procfile')) return false;
  return folder.has('manifest') || (root !== '.' && projects.has(root));
}

function serviceOf(root: string, folder: Folder, configFiles: readonly string[]): RailwayService {
  return {
    name: root === '.' ? 'the repository root' : root,
    root,
    configFiles,
    railpack: folder.get('railpack')?.[0],
    dockerfile: folder.get('dockerfile')?.[0],
    dockerfileVariants: folder.get('dockerfile-variant') ?? [],
    procfile: folder.get('procfile')?.[0],
    manifests: folder.get('manifest') ?? [],
    declared: undefined,
  };
}

/** The scan takes those out again that a configuration names. */
function unusedFiles(folder: Folder, isService: boolean): NotScanned[] {
  const unused = (kind: RailwayFileKind, reason: (path: string) => string) =>
    (folder.get(kind) ?? []).map((path) => ({ path, reason: reason(path) }));
  const variants = unused('dockerfile-variant', () => 'named by no dockerfilePath');
  if (isService) return variants;
  const ofNone = (path: string) => `${baseName(path)} of no Railway service`;
  return [...variants, ...unused('dockerfile', ofNone), ...unused('procfile', ofNone)];
}

function byRoot(a: RailwayService, b: RailwayService): number {
  return (
    compareText(a.root, b.root) ||
    compareText(a.configFiles[0] ?? '', b.configFiles[0] ?? '') ||
    compareText(a.name, b.name)
  );
}
