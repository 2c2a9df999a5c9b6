import type { NotScanned } from '@railgate/contract';

import { languageOf } from '../code/language.js';
import { notProduction } from '../code/production.js';
import type { RailwayService } from './find-services.js';
import { folderOf } from './railway-files.js';

/** The source files that run as a service. */
export interface ServiceCode {
  /** Sorted. Tests, scripts and configuration of tools are none of them. */
  readonly files: readonly string[];
  /** Vendored and generated files of the service. */
  readonly leftOut: readonly NotScanned[];
}

/** The source files of every service: those in its root that no deeper service has. Linear in the files. */
export function serviceCode(
  services: readonly RailwayService[],
  files: Iterable<string>,
): (service: RailwayService) => ServiceCode {
  const byRoot = new Map<string, { files: string[]; leftOut: NotScanned[] }>();
  for (const { root } of services) byRoot.set(root, { files: [], leftOut: [] });
  const owner = ownerFinder(byRoot);
  for (const path of files) {
    if (languageOf(path) === undefined && !/\.(?:vue|svelte)$/.test(path)) continue;
    const code = owner(folderOf(path));
    const why = code && notProduction(path);
    if (code && why === undefined) code.files.push(path);
    else if (why === 'vendored' || why === 'generated') code?.leftOut.push({ path, reason: why });
  }
  return ({ root }) => byRoot.get(root) ?? { files: [], leftOut: [] };
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
