import { foreignLanguageOf, isEnvFile, isSettingsFile, languageOf, notProduction } from '@railgate/code';
import type { NotScanned } from '@railgate/contract';

import type { RailwayService } from './find-services.js';
import { folderOf } from './railway-files.js';

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

/** The source files of every service: those in its root that no deeper service has. Linear in the files. */
export function serviceCode(
  services: readonly RailwayService[],
  files: Iterable<string>,
): (service: RailwayService) => ServiceCode {
  const byRoot = new Map<string, Collected>();
  for (const { root } of services) byRoot.set(root, nothing());
  const owner = ownerFinder(byRoot);
  for (const path of files) {
    if (isEnvFile(path)) {
      if (notProduction(path) === undefined) owner(folderOf(path))?.envFiles.push(path);
      continue;
    }
    const isKnown = languageOf(path) !== undefined || /\.(?:vue|svelte)$/.test(path) || isSettingsFile(path);
    const foreign = isKnown ? undefined : foreignLanguageOf(path);
    if (!isKnown && foreign === undefined) continue;
    const code = owner(folderOf(path));
    const why = code && notProduction(path);
    if (code && why === undefined) listFor(code, foreign).push(path);
    else if (why === 'vendored' || why === 'generated') code?.leftOut.push({ path, reason: why });
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

function ownerFinder<Code>(byRoot: ReadonlyMap<string, Code>): (folder: string) => Code | undefined {
  const known = new Map<string, Code | undefined>();
  const find = (folder: string): Code | undefined => {
    if (byRoot.has(folder)) return byRoot.get(folder);
    if (folder === '.') return undefined;
    if (!known.has(folder)) known.set(folder, find(folderOf(folder)));
    return known.get(folder);
  };
  return find;
}
