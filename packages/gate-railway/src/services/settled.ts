import { isTable, type ConfigDocument, type FileFacts } from '@railgate/code';

import type { RailwayService } from './find-services.js';
import type { Builder, ServiceModel } from './model.js';
import { baseName, railwayFileKind } from './railway-files.js';
import { baseString } from './settings.js';

/** What the files of a service settle about it. */

/** Set by railway.* or by railway.ts; it replaces CMD, ENTRYPOINT and Procfile. */
export function hasStartCommand(
  config: ConfigDocument | undefined,
  iac: ServiceModel['iacServices'],
): boolean {
  if (baseString(config, 'deploy', 'startCommand') !== undefined) return true;
  return iac.length > 0 && iac.every((one) => one.service.start !== undefined);
}

/** Does a file of Railway's or a declaration say that it is a service? Also when the file cannot be read. */
export function isKnown(service: RailwayService): boolean {
  if (service.railpack !== undefined || service.declared !== undefined) return true;
  return service.configFiles.some((path) => railwayFileKind(path) === 'config');
}

/** What the configuration names; a Dockerfile goes before it. */
export function builderOf(config: ConfigDocument | undefined): Builder {
  const written = baseString(config, 'build', 'builder')?.toUpperCase();
  return BUILDERS.find((one) => one === written) ?? 'RAILPACK';
}

const BUILDERS: readonly Builder[] = ['DOCKERFILE', 'RAILPACK', 'NIXPACKS', 'HEROKU', 'PAKETO'];

/** Does a source file say anything that a rule asks for? */
export function saysSomething(facts: FileFacts): boolean {
  return Object.values(facts).some((list) => Array.isArray(list) && list.length > 0);
}

/** railway.toml wins over railway.json in one folder. */
export function tomlFirst(a: string, b: string): number {
  return Number(b.endsWith('.toml')) - Number(a.endsWith('.toml')) || (baseName(a) < baseName(b) ? -1 : 1);
}

/** npm stops at anything else: a list, a text, scripts that are a list. */
export function isManifest(document: ConfigDocument): boolean {
  const scripts = document.get(['scripts']);
  return isTable(document.get([])) && (scripts === undefined || scripts === null || isTable(scripts));
}
