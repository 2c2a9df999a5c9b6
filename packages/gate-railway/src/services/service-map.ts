import { groupBy, type NotScanned, type Target, type Workspace } from '@railgate/contract';

import { findServices, type FoundServices, type RailwayService } from './find-services.js';
import { baseName, folderOf } from './railway-files.js';
import { serviceCode, type ServiceCode } from './service-code.js';

export type { RailwayService } from './find-services.js';

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
  /** The folders with a manifest, where something may be built. */
  readonly manifestFolders: ReadonlySet<string>;
  /** The paths of the files with a name. */
  named(name: string): readonly string[];
  /** The source files that run as a service. */
  codeOf(service: RailwayService): ServiceCode;
  /** What of it belongs to a target: a folder belongs to the deepest project above it. */
  of(target: Target): TargetServices;
}

export interface TargetServices extends Pick<ServiceMap, 'services' | 'iac' | 'misnamed' | 'leftOut'> {
  /** The folders with a manifest that are neither the root of a service nor below one. */
  readonly unmapped: readonly string[];
}

const known = new WeakMap<Workspace, ServiceMap>();

/** The map of a workspace; made once for each workspace object. Reads no file. */
export function serviceMapOf(workspace: Workspace): ServiceMap {
  const existing = known.get(workspace);
  if (existing) return existing;
  const map = buildMap(workspace);
  known.set(workspace, map);
  return map;
}

function buildMap(workspace: Workspace): ServiceMap {
  const found = findServices(workspace);
  const groups = groupByProject(found, workspace);
  let names: ReadonlyMap<string, readonly string[]> | undefined;
  let code: ReturnType<typeof serviceCode> | undefined;
  const files = new Set(workspace.files.map((file) => file.path));
  return {
    ...found,
    files,
    named: (name) =>
      (names ??= groupBy(
        workspace.files.map((file) => file.path),
        baseName,
      )).get(name) ?? [],
    codeOf: (service) => (code ??= serviceCode(found.services, files))(service),
    of: (target) => groups.get(target.path) ?? NOTHING,
  };
}

const NOTHING: TargetServices = { services: [], iac: [], misnamed: [], leftOut: [], unmapped: [] };

function groupByProject(found: FoundServices, workspace: Workspace): ReadonlyMap<string, TargetServices> {
  const owner = ownerFinder(workspace);
  const byFolder = (path: string) => owner(folderOf(path));
  const services = groupBy(found.services, (service) => owner(service.root));
  const iac = groupBy(found.iac, byFolder);
  const misnamed = groupBy(found.misnamed, byFolder);
  const leftOut = groupBy(found.leftOut, ({ path }) => byFolder(path));
  const scanned = new Set([...services.keys(), ...iac.keys(), ...misnamed.keys()]);
  // A project that has nothing of Railway is skipped: that a folder of it has no service is said by one that is not.
  const other = scanned.has('.') ? '.' : [...scanned].sort()[0];
  const unmapped = groupBy(unmappedFolders(found), (folder) => {
    const own = owner(folder);
    return scanned.has(own) ? own : (other ?? own);
  });
  const groups = new Map<string, TargetServices>();
  for (const { path } of [...workspace.projects, { path: '.' }]) {
    groups.set(path, {
      services: services.get(path) ?? [],
      iac: iac.get(path) ?? [],
      misnamed: misnamed.get(path) ?? [],
      leftOut: leftOut.get(path) ?? [],
      unmapped: unmapped.get(path) ?? [],
    });
  }
  return groups;
}

function unmappedFolders({ services, manifestFolders }: FoundServices): string[] {
  const roots = new Set(services.map((service) => service.root));
  const isMapped = (folder: string): boolean =>
    roots.has(folder) || (folder !== '.' && isMapped(folderOf(folder)));
  return [...manifestFolders].filter((folder) => !isMapped(folder)).sort();
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
