import type { DeclaredService, NotScanned, Target, Workspace } from '@railgate/contract';

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

/** Every service of the workspace, and what looked like one. */
export interface ServiceMap {
  /** Sorted by root, then by config file. */
  readonly services: readonly RailwayService[];
  /** `.railway/railway.ts` and its like. */
  readonly iac: readonly string[];
  /** Names that nothing reads: `Railway.toml`, `railway.yml`, `dockerfile`. */
  readonly misnamed: readonly string[];
  /** Is there anything that says Railway at all? A Dockerfile does not. */
  readonly marked: boolean;
  readonly leftOut: readonly NotScanned[];
  /** Every path of the workspace. */
  readonly files: ReadonlySet<string>;
  /** What of it belongs to a target: a folder belongs to the deepest project above it. */
  of(target: Target): TargetServices;
}

export type TargetServices = Pick<ServiceMap, 'services' | 'iac' | 'misnamed' | 'leftOut'>;

const known = new WeakMap<Workspace, ServiceMap>();

/** The map of a workspace; made once for each workspace object. Reads no file. */
export function serviceMapOf(workspace: Workspace): ServiceMap {
  const existing = known.get(workspace);
  if (existing) return existing;
  const map = buildMap(workspace);
  known.set(workspace, map);
  return map;
}

/** The files of one folder, by kind. */
type Folder = Map<RailwayFileKind, string[]>;

function buildMap(workspace: Workspace): ServiceMap {
  const { folders, leftOut } = sortFiles(workspace);
  const declaredRoots = new Set(workspace.services.map((service) => service.root));
  const marked = workspace.services.length > 0 || anyMarker(folders);
  const services: RailwayService[] = workspace.services.map((one) => declaredService(one, folders));
  const claimed = new Set(workspace.services.map((one) => one.configFile));
  for (const [root, folder] of folders) {
    services.push(...foundServices(root, folder, claimed, declaredRoots, workspace));
    leftOut.push(...unusedFiles(root, folder, services));
  }
  const all = (kind: RailwayFileKind) =>
    [...folders.values()].flatMap((folder) => folder.get(kind) ?? []).sort();
  const misnamed = [...all('misnamed-config'), ...all('misnamed-dockerfile')].sort();
  const files = new Set(workspace.files.map((file) => file.path));
  const iac = all('iac');
  return withTargets({ services: services.sort(byRoot), iac, misnamed, marked, leftOut, files }, workspace);
}

function sortFiles(workspace: Workspace): { folders: Map<string, Folder>; leftOut: NotScanned[] } {
  const folders = new Map<string, Folder>();
  const leftOut: NotScanned[] = [];
  const declared = new Set(workspace.services.flatMap((one) => [one.configFile, one.root]));
  for (const { path } of workspace.files) {
    const kind = railwayFileKind(path);
    if (!kind) continue;
    const reason =
      declared.has(path) || declared.has(folderOf(path)) ? undefined : reasonElsewhere(path, kind);
    if (!reason) addTo(folders, kind === 'iac' ? folderOf(folderOf(path)) : folderOf(path), kind, path);
    else if (kind !== 'manifest') leftOut.push({ path, reason });
  }
  return { folders, leftOut };
}

function addTo(folders: Map<string, Folder>, root: string, kind: RailwayFileKind, path: string): void {
  const folder: Folder = folders.get(root) ?? new Map<RailwayFileKind, string[]>();
  folder.set(kind, [...(folder.get(kind) ?? []), path]);
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
function foundServices(
  root: string,
  folder: Folder,
  claimed: ReadonlySet<string | undefined>,
  declaredRoots: ReadonlySet<string>,
  workspace: Workspace,
): RailwayService[] {
  const found: RailwayService[] = [];
  const configs = (folder.get('config') ?? []).filter((path) => !claimed.has(path));
  if (!declaredRoots.has(root) && isServiceFolder(root, folder, configs, workspace)) {
    found.push(serviceOf(root, folder, configs));
  }
  for (const path of folder.get('custom-config') ?? []) {
    if (!claimed.has(path)) found.push({ ...serviceOf(root, folder, [path]), name: path });
  }
  return found;
}

/**
 * A folder with a railway.* or railpack.json is one. A folder with a Dockerfile or Procfile is one where something is
 * built: beside a manifest, or at the root of a project. A Dockerfile in `docker/postgres` is for something else.
 */
function isServiceFolder(
  root: string,
  folder: Folder,
  configs: readonly string[],
  workspace: Workspace,
): boolean {
  if (configs.length > 0 || folder.has('railpack')) return true;
  if (!folder.has('dockerfile') && !folder.has('procfile')) return false;
  return (
    folder.has('manifest') || workspace.projects.some((project) => project.path === root && root !== '.')
  );
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
function unusedFiles(root: string, folder: Folder, services: readonly RailwayService[]): NotScanned[] {
  const variants = (folder.get('dockerfile-variant') ?? []).map((path) => ({
    path,
    reason: 'named by no dockerfilePath',
  }));
  if (services.some((service) => service.root === root)) return variants;
  const paths = [...(folder.get('dockerfile') ?? []), ...(folder.get('procfile') ?? [])];
  return [...variants, ...paths.map((path) => ({ path, reason: `${baseName(path)} of no Railway service` }))];
}

function withTargets(map: Omit<ServiceMap, 'of'>, workspace: Workspace): ServiceMap {
  const owner = ownerFinder(workspace);
  const of = (target: Target): TargetServices => {
    const mine = (folder: string) => owner(folder) === target.path;
    return {
      services: map.services.filter((service) => mine(service.root)),
      iac: map.iac.filter((path) => mine(folderOf(path))),
      misnamed: map.misnamed.filter((path) => mine(folderOf(path))),
      leftOut: map.leftOut.filter(({ path }) => mine(folderOf(path))),
    };
  };
  return { ...map, of };
}

/** The path of the deepest project that holds a folder. */
function ownerFinder(workspace: Workspace): (folder: string) => string {
  const projects = new Set(workspace.projects.map((project) => project.path));
  return (folder) => {
    let here = folder;
    while (here !== '.' && !projects.has(here)) here = folderOf(here);
    return here;
  };
}

function byRoot(a: RailwayService, b: RailwayService): number {
  return (
    compare(a.root, b.root) ||
    compare(a.configFiles[0] ?? '', b.configFiles[0] ?? '') ||
    compare(a.name, b.name)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
