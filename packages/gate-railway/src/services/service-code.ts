import { foreignLanguageOf, isEnvFile, isSettingsFile, languageOf, notProduction } from '@railgate/code';
import type { NotScanned } from '@railgate/contract';

import type { RailwayService } from './find-services.js';
import { folderOf, pathBelow } from './railway-files.js';

/** The source files that run as a service. */
export interface ServiceCode {
  /** Sorted. Tests, scripts and configuration of tools are none of them. */
  readonly files: readonly string[];
  /** Source files in languages that nothing here reads, by language. */
  readonly foreign: ReadonlyMap<string, readonly string[]>;
  /** Its `.env` files. */
  readonly envFiles: readonly string[];
  /** Vendored and generated files of the service. */
  readonly leftOut: readonly NotScanned[];
}

/** Why the code of a folder is left out that is called `tools/x`, and of which only a Dockerfile says that it runs. */
export const FOLDER_OF_TOOLS = 'in a folder of tools or tests';

/** The source files of every service: those in its root that no deeper service has. Linear in the files. */
export function serviceCode(
  services: readonly RailwayService[],
  files: Iterable<string>,
): (service: RailwayService) => ServiceCode {
  const byRoot = new Map<string, Collected>();
  for (const { root } of services) byRoot.set(root, nothing());
  const rootOf = rootFinder(byRoot);
  const named = new Set(services.filter(isNamed).map(({ root }) => root));
  for (const path of files) {
    const isEnv = isEnvFile(path);
    const isKnown = languageOf(path) !== undefined || /\.(?:vue|svelte)$/.test(path) || isSettingsFile(path);
    const foreign = isEnv || isKnown ? undefined : foreignLanguageOf(path);
    if (!isEnv && !isKnown && foreign === undefined) continue;
    const root = rootOf(folderOf(path));
    const code = root === undefined ? undefined : byRoot.get(root);
    if (root === undefined || !code) continue;
    const why = reasonIn(root, path, named.has(root));
    if (why === undefined) (isEnv ? code.envFiles : listFor(code, foreign)).push(path);
    else if (!isEnv && (why === 'vendored' || why === 'generated')) code.leftOut.push({ path, reason: why });
    else if (!isEnv && notProduction(pathBelow(root, path) ?? path) === undefined)
      code.leftOut.push({ path, reason: FOLDER_OF_TOOLS });
  }
  return ({ root }) => byRoot.get(root) ?? nothing();
}

function nothing(): Collected {
  return { files: [], envFiles: [], leftOut: [], foreign: new Map() };
}

interface Collected {
  readonly files: string[];
  readonly envFiles: string[];
  readonly leftOut: NotScanned[];
  readonly foreign: Map<string, string[]>;
}

function listFor(code: Collected, foreign: string | undefined): string[] {
  if (foreign === undefined) return code.files;
  const list = code.foreign.get(foreign) ?? [];
  code.foreign.set(foreign, list);
  return list;
}

/**
 * Does a file of Railway's or a declaration make its folder a service? Then the names of the folders above say nothing
 * about its code: `apps/docs` runs. Where there is only a Dockerfile, `tools/x` may be what it says; `demo` is what
 * Spring's generator calls every application.
 */
function isNamed({ root, configFiles, railpack, declared, dockerfile }: RailwayService): boolean {
  return (
    configFiles.length > 0 ||
    railpack !== undefined ||
    declared !== undefined ||
    dockerfile === undefined ||
    /(?:^|\/)demo$/.test(root)
  );
}

/** Why a file of a service does not run as a part of it. */
function reasonIn(root: string, path: string, isService: boolean): ReturnType<typeof notProduction> {
  const why = notProduction(path);
  return why !== undefined && isService ? notProduction(pathBelow(root, path) ?? path) : why;
}

/** The deepest of the roots that a folder is in. */
function rootFinder(roots: ReadonlyMap<string, unknown>): (folder: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const find = (folder: string): string | undefined => {
    if (roots.has(folder)) return folder;
    if (folder === '.') return undefined;
    if (!known.has(folder)) known.set(folder, find(folderOf(folder)));
    return known.get(folder);
  };
  return find;
}
