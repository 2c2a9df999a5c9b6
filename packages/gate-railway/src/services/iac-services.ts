import type { IacService } from '@railgate/code';
import { cleanText, type Gap } from '@railgate/contract';

import type { RailwayService } from './find-services.js';
import { baseName, folderOf, joinPath, railwayFileKind } from './railway-files.js';
import { serviceCode, type ServiceCode } from './service-code.js';
import type { ServiceMap } from './service-map.js';

/** A `service(…)` of railway.ts, and the file that says it. */
export interface DeclaredInIac {
  readonly path: string;
  readonly service: IacService;
}

/**
 * The folder that a service of railway.ts is about: its root; or, where that is the whole repository, the root of the
 * service whose Dockerfile or railpack.json it names.
 */
export function homeOf(
  { root, dockerfilePath, railpackPath }: IacService,
  services: readonly RailwayService[],
): string | undefined {
  if (root !== '.') return root;
  const paths = [dockerfilePath, railpackPath].flatMap((path) =>
    path === undefined ? [] : [joinPath('.', path)],
  );
  const named = services.find(
    ({ dockerfile, railpack }) =>
      (dockerfile !== undefined && paths.includes(dockerfile)) ||
      (railpack !== undefined && paths.includes(railpack)),
  );
  return named?.root ?? root;
}

/** Nobody knows which code such a service runs, unless a declaration says so. */
export function computedRoot(
  { path, service }: DeclaredInIac,
  { services }: ServiceMap,
): (Gap & { readonly path: string }) | undefined {
  const { name, isRootComputed, region } = service;
  const isDeclared = services.some((one) => one.declared && (name === undefined || one.name === name));
  if (!isRootComputed || isDeclared) return undefined;
  const line = region.startLine;
  const which = name === undefined ? `The service at line ${line}` : `The service ${cleanText(name)}`;
  return {
    code: 'PART_SKIPPED',
    path,
    line,
    message: `${which} of ${cleanText(path)} has a source or a root that is computed, so its code could not be looked at.`,
    remedy:
      'Write the root as a text, or declare the service with its name and root under `services` in the configuration of Railgate.',
  };
}

/**
 * The services that only railway.ts declares: no file of Railway's stands in their roots, and Railpack or a Dockerfile
 * builds them all the same. Sorted by root; one for each root.
 */
export function iacOnlyServices(declared: readonly DeclaredInIac[], map: ServiceMap): RailwayService[] {
  const taken = new Set(map.services.map(({ root }) => root));
  const named = new Map<string, string[]>();
  for (const { service } of ofThisRepository(declared)) {
    const { name } = service;
    const root = homeOf(service, map.services);
    if (root === undefined || taken.has(root)) continue;
    named.set(root, [...(named.get(root) ?? []), ...(name === undefined ? [] : [name])]);
  }
  if (named.size === 0) return [];
  const folders = filesByFolder(map.files, named);
  return [...named.keys()].sort().flatMap((root) => {
    const files = folders.get(root);
    return files ? [serviceOf(root, named.get(root) ?? [], files)] : [];
  });
}

/** Services of other repositories may stand in the same file: then a root of `.` is none of ours. */
function ofThisRepository(declared: readonly DeclaredInIac[]): readonly DeclaredInIac[] {
  const repositories = new Set(declared.map(({ service }) => service.repository));
  repositories.delete(undefined);
  return repositories.size > 1 ? declared.filter(({ service }) => service.root !== '.') : declared;
}

/** The files right in each of the folders; none where nothing stands below one either. */
function filesByFolder(
  files: ReadonlySet<string>,
  wanted: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of files) {
    for (let folder = folderOf(path), first = true; ; folder = folderOf(folder), first = false) {
      if (wanted.has(folder)) {
        const list = found.get(folder) ?? [];
        found.set(folder, list);
        if (first) list.push(path);
      }
      if (folder === '.') break;
    }
  }
  return found;
}

function serviceOf(root: string, names: readonly string[], files: readonly string[]): RailwayService {
  const ofKind = (kind: string) => files.filter((path) => railwayFileKind(path) === kind);
  const [name] = names;
  return {
    name: names.length === 1 && name !== undefined ? name : root === '.' ? 'the repository root' : root,
    root,
    configFiles: [],
    railpack: undefined,
    dockerfile: files.find((path) => baseName(path) === 'Dockerfile'),
    dockerfileVariants: ofKind('dockerfile-variant'),
    procfile: files.find((path) => baseName(path) === 'Procfile'),
    manifests: ofKind('manifest'),
    declared: undefined,
  };
}

const known = new WeakMap<ServiceMap, Map<string, (service: RailwayService) => ServiceCode>>();

/** Whose source files are whose when these services stand beside those of the map. Made once for each set of roots. */
export function codeWith(
  map: ServiceMap,
  more: readonly RailwayService[],
): (service: RailwayService) => ServiceCode {
  if (more.length === 0) return (service) => map.codeOf(service);
  const key = JSON.stringify(more.map(({ root }) => root));
  const made = known.get(map) ?? new Map<string, (service: RailwayService) => ServiceCode>();
  known.set(map, made);
  const codeOf = made.get(key) ?? serviceCode([...map.services, ...more], map.files);
  made.set(key, codeOf);
  return codeOf;
}
